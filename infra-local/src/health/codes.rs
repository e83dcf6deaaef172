//! The codes that mean healthy.

/// Whether `codes`, as `200-299` or `200,204`, has a code.
pub(super) fn has(codes: &str, code: u16) -> bool {
    codes.split(',').any(|part| match part.split_once('-') {
        Some((first, last)) => {
            number(first).zip(number(last)).is_some_and(|(first, last)| (first..=last).contains(&code))
        }
        None => number(part) == Some(code),
    })
}

fn number(text: &str) -> Option<u16> {
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_ranges_and_single_ones() {
        for (codes, code, is_in) in [
            ("200-299", 200, true),
            ("200-299", 299, true),
            ("200-299", 300, false),
            ("200,204", 204, true),
            ("200, 204", 204, true),
            ("200,204", 201, false),
            ("200-204,301", 301, true),
            ("", 200, false),
        ] {
            assert_eq!(has(codes, code), is_in, "{codes} {code}");
        }
    }
}
