//! What is declared of an image of a binary.

use infra_core::declaration::{Base, CargoImage, Libc};

use super::Wanted;
use crate::{Architecture, Platform};

/// All that is declared of an image of a binary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// The binary, with its features.
    pub binary: Wanted,
    /// What it runs on.
    pub platform: Platform,
    /// Files that it reads, by paths and patterns from the root of the workspace.
    pub include: Vec<String>,
    /// What the image begins with.
    pub base: Base,
    /// The C library.
    pub libc: Libc,
    /// The profile of cargo.
    pub profile: String,
}

/// Google's images without a shell, which have certificates, time zones and the user 65532.
const DISTROLESS: [(Libc, &str); 2] =
    [(Libc::Musl, "gcr.io/distroless/static-debian12:nonroot"), (Libc::Gnu, "gcr.io/distroless/cc-debian12:nonroot")];

impl Recipe {
    /// What a declaration says. `file` is that of the declaration, as `file!()` tells it.
    #[must_use]
    pub fn of(image: &CargoImage, file: &str, platform: Platform) -> Self {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Self {
            binary: Wanted { binary: image.bin.to_owned(), file: file.to_owned(), features: owned(image.features) },
            platform,
            include: owned(image.include),
            base: image.base,
            libc: image.libc,
            profile: image.profile.to_owned(),
        }
    }

    /// The reference of the base image; none where the image begins with nothing.
    #[must_use]
    pub fn base(&self) -> Option<&str> {
        match self.base {
            Base::Scratch => None,
            Base::Reference(reference) => Some(reference),
            Base::Distroless => DISTROLESS.iter().find(|(libc, _)| *libc == self.libc).map(|(_, reference)| *reference),
        }
    }

    /// Whether the C library is in the binary: musl always, the GNU one where the image has no other.
    #[must_use]
    pub fn is_static(&self) -> bool {
        self.libc == Libc::Musl || self.base == Base::Scratch
    }

    /// The instruction set.
    #[must_use]
    pub fn architecture(&self) -> Architecture {
        self.platform.architecture
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_suits_the_c_library() {
        let mut image = CargoImage::new("web");
        let recipe = |image: &CargoImage| Recipe::of(image, "src/lib.rs", Platform::default());
        assert_eq!((recipe(&image).base(), recipe(&image).is_static()), (None, true));
        image.base = Base::Distroless;
        assert_eq!(recipe(&image).base(), Some("gcr.io/distroless/static-debian12:nonroot"));
        image.libc = Libc::Gnu;
        assert_eq!(recipe(&image).base(), Some("gcr.io/distroless/cc-debian12:nonroot"));
        assert!(!recipe(&image).is_static());
        image.base = Base::Scratch;
        assert!(recipe(&image).is_static());
    }
}
