//! Which answers mean healthy.

/// Whether a code is among those that mean healthy: `codes` are numbers and ranges, as `200`, `200,204` or `200-299,404`.
///
/// Source: botocore 1.44.5 elbv2 Matcher.HttpCode.
#[must_use]
pub fn is_healthy(codes: &str, code: u16) -> bool {
    codes.split(',').any(|part| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let bounds = first.parse().ok().zip(last.parse().ok());
        bounds.is_some_and(|(first, last): (u16, u16)| (first..=last).contains(&code))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_one_of_those_or_within_a_range() {
        for (codes, code, healthy) in [
            ("200", 200, true),
            ("200", 201, false),
            ("200,204", 204, true),
            ("200-299", 299, true),
            ("200-299", 300, false),
            ("200-299,404", 404, true),
            ("200-299,404", 403, false),
            ("", 200, false),
        ] {
            assert_eq!(is_healthy(codes, code), healthy, "{codes} {code}");
        }
    }
}
