//! Sizes of disks.

use super::{amount_and_unit, scaled};
use crate::rule::letters::{number, quote};
use crate::{Text, Violation};

/// Reads the size of a disk as GiB: `50 GB`, `20 GiB`, `1 TB`, `0.5 TiB`, or plain GiB as `50`. As AWS means it, 1 GB
/// is 1 GiB here, and 1 TB is 1,024 of them.
///
/// Source: botocore 1.44.5 ecs EphemeralStorage.sizeInGiB, ec2 CreateVolumeRequest.Size, both in GiB.
pub const fn gib(text: &str) -> Result<u32, Violation> {
    let (amount, unit) = amount_and_unit(text);
    let size = if unit.is_empty() {
        number(amount)
    } else if unit.eq_ignore_ascii_case("gb") || unit.eq_ignore_ascii_case("gib") {
        scaled(amount, 1)
    } else if unit.eq_ignore_ascii_case("tb") || unit.eq_ignore_ascii_case("tib") {
        scaled(amount, 1024)
    } else {
        None
    };
    match size {
        Some(size) => Ok(size),
        None => Err(Violation::new(
            "size-unit",
            quote(Text::new(), text).push(" is no size of a disk"),
            Text::from("write it as \"50 GB\" or \"1 TB\", so that it makes whole GiB"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const _: () = assert!(matches!(gib("50 GB"), Ok(50)));

    #[test]
    fn sizes_are_read_in_all_their_forms() {
        for (text, expected) in [
            ("50", 50),
            ("50 GB", 50),
            ("20GiB", 20),
            ("20 gb", 20),
            ("1 TB", 1024),
            ("1 TiB", 1024),
            ("0.5 TB", 512),
            ("1.0 GB", 1),
            ("4194303 TB", 4_294_966_272),
        ] {
            assert_eq!(gib(text), Ok(expected), "{text}");
        }
        for text in ["", "GB", "0.5 GB", "1.5", "512 MB", "1 PB", "-1 GB", "4194304 TB", "1,5 TB", "50 G"] {
            let violation = gib(text).expect_err(text);
            assert_eq!(violation.headline.as_str(), format!("`{text}` is no size of a disk"));
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,40}", amount in "[0-9.]{0,30} ?(GB|TB|TiB)?") {
            let _ = (gib(&text), gib(&amount));
        }
    }
}
