//! What happens while images are built and pushed.

use std::fmt;

use infra_core::event::Bytes;
use serde::Serialize;

/// Who is told what happens.
pub type Tell<'a> = &'a (dyn Fn(ImageEvent) + Send + Sync);

/// Something that happened to an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "happened")]
pub enum ImageEvent {
    /// What builds it said a line.
    Line {
        /// The image, or several that are built by one call.
        image: String,
        /// The line.
        line: String,
    },
    /// It was built.
    Built {
        /// The image.
        image: String,
        /// Its digest.
        digest: String,
        /// The bytes of its layers.
        bytes: u64,
    },
    /// So much of what its repository lacks has arrived.
    Pushed {
        /// The image.
        image: String,
        /// The bytes so far.
        bytes: u64,
        /// The bytes in all.
        of: u64,
    },
}

impl fmt::Display for ImageEvent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { line, .. } => formatter.write_str(line),
            Self::Built { image, digest, bytes } => {
                let digest = digest.get(..19).unwrap_or(digest);
                write!(formatter, "{image} image: built {digest} ({})", Bytes(*bytes))
            }
            Self::Pushed { image, bytes, of } => {
                write!(formatter, "{image} image: pushed {} of {}", Bytes(*bytes), Bytes(*of))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_lines() {
        let digest = crate::Digest::of(b"").to_string();
        let built = ImageEvent::Built { image: "web".into(), digest, bytes: 7_400_000 };
        assert_eq!(built.to_string(), "web image: built sha256:e3b0c44298fc (7.4 MB)");
        let pushed = ImageEvent::Pushed { image: "web".into(), bytes: 1_000, of: 2_000 };
        assert_eq!(pushed.to_string(), "web image: pushed 1.0 kB of 2.0 kB");
    }
}
