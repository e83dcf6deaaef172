//! The `?` that const evaluation lacks.

/// Goes on where a rule holds, and returns its violation where it does not.
macro_rules! attempt {
    ($($rule:expr),+ $(,)?) => {
        $(if let Err(violation) = $rule { return Err(violation); })+
    };
}
pub(crate) use attempt;

/// As [`attempt`], but goes on as well where the rule is switched off: what comes after it is still looked at.
macro_rules! unless_waived {
    ($waivers:expr; $($rule:expr),+ $(,)?) => {
        $(if let Err(violation) = $rule
            && !$crate::check::problem::is_off($waivers, violation.rule)
        {
            return Err(violation);
        })+
    };
}
pub(crate) use unless_waived;

/// An optional number as the rules take it.
pub(crate) const fn wide(number: Option<u32>) -> Option<u64> {
    match number {
        Some(number) => Some(number as u64),
        None => None,
    }
}

/// As many names as a list of AWS's has at most, and one more: const evaluation has no lists that grow.
pub(crate) struct Names<const MOST: usize> {
    names: [&'static str; MOST],
    length: usize,
}

impl<const MOST: usize> Names<MOST> {
    pub(crate) const fn new() -> Self {
        Self { names: [""; MOST], length: 0 }
    }

    /// Adds a name; what is beyond the most has been told by the rule that counts.
    pub(crate) const fn push(&mut self, name: &'static str) {
        if self.length < MOST {
            self.names[self.length] = name;
            self.length += 1;
        }
    }

    pub(crate) const fn as_slice(&self) -> &[&'static str] {
        let (names, _) = self.names.split_at(self.length);
        names
    }
}

/// As [`Names`], for numbers.
pub(crate) struct Numbers<const MOST: usize> {
    numbers: [u64; MOST],
    length: usize,
}

impl<const MOST: usize> Numbers<MOST> {
    pub(crate) const fn new() -> Self {
        Self { numbers: [0; MOST], length: 0 }
    }

    pub(crate) const fn push(&mut self, number: u64) {
        if self.length < MOST {
            self.numbers[self.length] = number;
            self.length += 1;
        }
    }

    pub(crate) const fn as_slice(&self) -> &[u64] {
        let (numbers, _) = self.numbers.split_at(self.length);
        numbers
    }
}
