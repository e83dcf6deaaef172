//! Receipts: by them customers see their own orders and nobody else's, without an account.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Makes receipts and knows them again.
#[derive(Clone)]
pub struct Receipts(Hmac<Sha256>);

/// The key cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key of receipts has at least {SHORTEST} bytes")]
pub struct ShortKey;

/// The shortest key, in bytes.
const SHORTEST: usize = 16;

impl Receipts {
    /// Receipts under a key that only the API knows.
    pub fn new(key: &str) -> Result<Self, ShortKey> {
        if key.len() < SHORTEST {
            return Err(ShortKey);
        }
        Hmac::new_from_slice(key.as_bytes()).map(Self).map_err(|_| ShortKey)
    }

    /// The receipt of an order.
    #[must_use]
    pub fn of(&self, number: u64) -> String {
        let code = self.code(number).finalize().into_bytes();
        code.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Whether `receipt` is that of the order, in a time that does not tell how much of it is right.
    #[must_use]
    pub fn is_of(&self, receipt: &str, number: u64) -> bool {
        let bytes: Option<Vec<u8>> = (0..receipt.len())
            .step_by(2)
            .map(|at| receipt.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()))
            .collect();
        bytes.is_some_and(|bytes| bytes.len() == 16 && self.code(number).verify_truncated_left(&bytes).is_ok())
    }

    fn code(&self, number: u64) -> Hmac<Sha256> {
        self.0.clone().chain_update(number.to_be_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_of_one_order_and_one_key() {
        let receipts = Receipts::new("a key of some length").unwrap();
        let receipt = receipts.of(7);
        assert_eq!(receipt.len(), 32);
        assert!(receipts.is_of(&receipt, 7));
        assert!(!receipts.is_of(&receipt, 8));
        assert!(!Receipts::new("another key, as long").unwrap().is_of(&receipt, 7));
        for other in ["", "é", &receipt[..30], &format!("{receipt}00")] {
            assert!(!receipts.is_of(other, 7), "{other}");
        }
    }

    #[test]
    fn a_key_that_can_be_guessed_is_refused() {
        assert_eq!(Receipts::new("short").err(), Some(ShortKey));
    }
}
