//! What `str` cannot do yet in const evaluation.
//!
//! Declarations are compared with every edit of a user's, by an interpreter to which a call costs more than ten
//! operations. Hence loops without calls in them, where `len` and `wrapping_mul` are calls as well.

use core::cmp::Ordering;

/// Whether two strings are the same.
#[must_use]
pub const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let length = left.len();
    if length != right.len() {
        return false;
    }
    let mut at = 0;
    while at < length {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Compares two strings byte by byte, as `Ord` does.
#[must_use]
pub const fn compare(left: &str, right: &str) -> Ordering {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let (left_length, right_length) = (left.len(), right.len());
    let shorter = if left_length < right_length { left_length } else { right_length };
    let mut at = 0;
    while at < shorter {
        if left[at] != right[at] {
            return if left[at] < right[at] { Ordering::Less } else { Ordering::Greater };
        }
        at += 1;
    }
    if left_length == right_length {
        Ordering::Equal
    } else if left_length == shorter {
        Ordering::Less
    } else {
        Ordering::Greater
    }
}

/// Whether `text` begins with `start`.
#[must_use]
pub const fn starts_with(text: &str, start: &str) -> bool {
    let (text, start) = (text.as_bytes(), start.as_bytes());
    let length = start.len();
    if length > text.len() {
        return false;
    }
    let mut at = 0;
    while at < length {
        if text[at] != start[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// The FNV-1a hash of `text`, which spreads well, is short, and is the same on every machine and in every version.
#[must_use]
pub const fn hash(text: &str) -> u64 {
    hash_more(0xcbf2_9ce4_8422_2325, text)
}

/// Goes on from `hash` with `text`.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "the lower 64 bits are what FNV keeps of the product")]
pub const fn hash_more(mut hash: u64, text: &str) -> u64 {
    let bytes = text.as_bytes();
    let length = bytes.len();
    let mut at = 0;
    while at < length {
        hash = ((hash ^ bytes[at] as u64) as u128 * 0x0100_0000_01b3) as u64;
        at += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_as_ord_does() {
        for left in ["", "a", "ab", "b", "é"] {
            for right in ["", "a", "ab", "b", "é"] {
                assert_eq!(compare(left, right), left.cmp(right), "{left} and {right}");
                assert_eq!(same(left, right), left == right);
                assert_eq!(starts_with(left, right), left.starts_with(right));
            }
        }
    }

    #[test]
    fn hashes_as_fnv_1a_is_published() {
        assert_eq!(hash(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash_more(hash("foo"), "bar"), 0x8594_4171_f739_67e8);
    }
}
