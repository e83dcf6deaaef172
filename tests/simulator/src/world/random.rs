//! Chances and ids, from one seed.

/// A generator that gives the same again for the same seed.
#[derive(Clone, Debug)]
pub(crate) struct Random(fastrand::Rng);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// So many hexadecimal digits.
    pub(crate) fn hex(&mut self, digits: usize) -> String {
        (0..digits).map(|_| char::from(b"0123456789abcdef"[self.0.usize(..16)])).collect()
    }

    /// So many decimal digits, the first not 0.
    pub(crate) fn digits(&mut self, digits: usize) -> String {
        (0..digits).map(|place| char::from(b'0' + self.0.u8(u8::from(place == 0)..10))).collect()
    }

    /// So many capital letters and digits, as CloudFormation puts behind the names that it makes.
    pub(crate) fn suffix(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[self.0.usize(..36)])).collect()
    }

    /// As `0f8fad5b-d9cb-469f-a165-70867728950e`.
    pub(crate) fn uuid(&mut self) -> String {
        let parts = [8, 4, 4, 4, 12].map(|digits| self.hex(digits));
        parts.join("-")
    }

    /// As `subnet-0123456789abcdef0`.
    pub(crate) fn id(&mut self, prefix: &str) -> String {
        format!("{prefix}-0{}", self.hex(16))
    }

    /// A number below a bound.
    pub(crate) fn number(&mut self, below: u32) -> u32 {
        self.0.u32(..below.max(1))
    }

    /// So many letters and digits of both cases, as service deployments have in their ARN.
    pub(crate) fn name(&mut self, length: usize) -> String {
        (0..length).map(|_| self.0.alphanumeric()).collect()
    }
}
