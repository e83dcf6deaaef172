//! What happens while images are built and pushed.

use std::fmt;

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

/// A number of bytes as people read it: `7.4 MB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bytes(pub u64);

impl fmt::Display for Bytes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [("GB", 1_000_000_000_u64), ("MB", 1_000_000), ("kB", 1_000)];
        match units.into_iter().find(|(_, size)| self.0 >= *size) {
            Some((unit, size)) => {
                let tenths = (u128::from(self.0) * 10 + u128::from(size) / 2) / u128::from(size);
                write!(formatter, "{}.{} {unit}", tenths / 10, tenths % 10)
            }
            None => write!(formatter, "{} bytes", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_told_as_people_read_them() {
        for (bytes, text) in
            [(0, "0 bytes"), (999, "999 bytes"), (1_000, "1.0 kB"), (7_440_000, "7.4 MB"), (2_500_000_000, "2.5 GB")]
        {
            assert_eq!(Bytes(bytes).to_string(), text);
        }
    }

    #[test]
    fn events_are_lines() {
        let digest = crate::Digest::of(b"").to_string();
        let built = ImageEvent::Built { image: "web".into(), digest, bytes: 7_400_000 };
        assert_eq!(built.to_string(), "web image: built sha256:e3b0c44298fc (7.4 MB)");
        let pushed = ImageEvent::Pushed { image: "web".into(), bytes: 1_000, of: 2_000 };
        assert_eq!(pushed.to_string(), "web image: pushed 1.0 kB of 2.0 kB");
    }
}
