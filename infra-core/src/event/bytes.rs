//! A number of bytes in words.

use core::fmt;

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
}
