//! The query of a request.

/// The pairs of a query: what `&` separates, up to a `#`. A pair without `=` has a value alone, as it is compared with one
/// that has no key. Keys and values are decoded; a `+` is a `+` (RFC 3986 knows no other meaning).
///
/// Source: botocore 1.44.5 elbv2 QueryStringConditionConfig: any character can be percentage encoded.
pub(super) fn pairs(query: &str) -> impl Iterator<Item = (Option<Vec<u8>>, Vec<u8>)> {
    let query = query.split('#').next().unwrap_or_default();
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| match pair.split_once('=') {
        Some((key, value)) => (Some(decode(key)), decode(value)),
        None => (None, decode(pair)),
    })
}

fn decode(text: &str) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let (byte, tail) = encoded(rest).unwrap_or((*first, tail));
        decoded.push(byte);
        rest = tail;
    }
    decoded
}

/// The byte that stands at the start as `%` and its number, and what follows.
pub(super) fn encoded(text: &[u8]) -> Option<(u8, &[u8])> {
    let [b'%', high, low, rest @ ..] = text else { return None };
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some((digit(high)? * 16 + digit(low)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_pairs_and_values() {
        let found: Vec<_> = pairs("a=1&b=%2f+x&c&=d&&e=f=g#h=i").collect();
        let text = |text: &str| text.as_bytes().to_vec();
        assert_eq!(
            found,
            [
                (Some(text("a")), text("1")),
                (Some(text("b")), text("/+x")),
                (None, text("c")),
                (Some(text("")), text("d")),
                (Some(text("e")), text("f=g")),
            ]
        );
    }

    #[test]
    fn what_is_no_number_stays() {
        assert_eq!(decode("100%&%zz%4"), b"100%&%zz%4");
    }
}
