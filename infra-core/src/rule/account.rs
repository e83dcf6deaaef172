//! AWS accounts.

use super::letters::quote;
use crate::{Text, Violation};

/// The id of an AWS account: 12 digits.
///
/// Source: botocore 1.44.5 sts GetCallerIdentityResponse.Account; organizations AccountId (`^\d{12}$`).
pub const fn id(id: &str) -> Result<(), Violation> {
    let bytes = id.as_bytes();
    let mut legal = bytes.len() == 12;
    let mut at = 0;
    while at < bytes.len() {
        legal &= bytes[at].is_ascii_digit();
        at += 1;
    }
    if legal {
        return Ok(());
    }
    Err(Violation::new(
        "account-id",
        quote(Text::new(), id).push(" is no AWS account id"),
        Text::from("write the 12 digits without spaces or hyphens, as \"111122223333\""),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(id("111122223333"), Ok(())));

    #[test]
    fn ids_are_twelve_digits() {
        for legal in ["111122223333", "000000000000"] {
            assert_eq!(id(legal), Ok(()), "{legal}");
        }
        for illegal in ["", "11112222333", "1111222233334", "1111-2222-3333", "11112222333a", "11112222333\u{663}"] {
            assert!(id(illegal).is_err(), "{illegal}");
        }
    }
}
