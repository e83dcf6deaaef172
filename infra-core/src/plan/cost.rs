//! What a stage costs a month, about.

use core::fmt;
use core::ops::{Add, Sub};

/// What a stage costs a month by list prices once a plan is carried out, and what that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Cost {
    /// What it costs then.
    pub monthly: Monthly,
    /// What it costs now.
    pub before: Monthly,
    /// Whose prices they are, as `list prices of us-east-1 of 2026-09`.
    pub prices: String,
    /// What it consists of, the dearest first.
    pub lines: Vec<CostLine>,
    /// What is not counted.
    pub not_counted: Vec<String>,
}

/// A part of a stage's cost.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct CostLine {
    /// The item.
    pub item: String,
    /// What costs: `2 to 10 tasks of 0.5 vCPU and 1 GB on Fargate`.
    pub what: String,
    /// What it costs.
    pub monthly: Monthly,
}

/// Dollars a month: the least and the most, where something scales.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Monthly {
    /// The least.
    pub least: Dollars,
    /// The most.
    pub most: Dollars,
}

/// An amount of US dollars, in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dollars(pub i64);

#[cfg(feature = "serde")]
impl serde::Serialize for Dollars {
    /// As a number of dollars, to the cent.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[allow(clippy::cast_precision_loss, reason = "cents of a bill have far fewer than 52 bits")]
        let dollars = self.cents() as f64 / 100.0;
        serializer.serialize_f64(dollars)
    }
}

impl Dollars {
    /// The nearest whole number of cents.
    #[must_use]
    pub const fn cents(self) -> i64 {
        let half = if self.0 < 0 { -5_000 } else { 5_000 };
        (self.0 + half) / 10_000
    }
}

impl Monthly {
    /// Always the same.
    #[must_use]
    pub const fn of(dollars: Dollars) -> Self {
        Self { least: dollars, most: dollars }
    }
}

impl Add for Monthly {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let sum = |one: Dollars, two: Dollars| Dollars(one.0.saturating_add(two.0));
        Self { least: sum(self.least, other.least), most: sum(self.most, other.most) }
    }
}

impl core::iter::Sum for Monthly {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

impl Sub for Monthly {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        let difference = |one: Dollars, two: Dollars| Dollars(one.0.saturating_sub(two.0));
        Self { least: difference(self.least, other.least), most: difference(self.most, other.most) }
    }
}

impl fmt::Display for Dollars {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = self.cents();
        let sign = if cents < 0 { "-" } else { "" };
        write!(formatter, "{sign}${}.{:02}", cents.abs() / 100, cents.abs() % 100)
    }
}

impl fmt::Display for Monthly {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.least.cents() == self.most.cents() {
            return self.least.fmt(formatter);
        }
        write!(formatter, "{} to {}", self.least, self.most)
    }
}

impl Cost {
    /// How much it changes, with signs: `+$38.20`, or `+$10.00 to +$40.00`; none where it stays.
    #[must_use]
    pub fn change(&self) -> Option<String> {
        let Monthly { least, most } = self.monthly - self.before;
        if (least.cents(), most.cents()) == (0, 0) {
            return None;
        }
        let signed = |dollars: Dollars| if dollars.0 < 0 { dollars.to_string() } else { format!("+{dollars}") };
        let (least, most) = (signed(least), signed(most));
        Some(if least == most { least } else { format!("{least} to {most}") })
    }
}

impl fmt::Display for Cost {
    /// In one line.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Cost: about {} a month", self.monthly)?;
        if let Some(change) = self.change() {
            write!(formatter, " ({change})")?;
        }
        write!(formatter, ", {}", self.prices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn monthly(least: i64, most: i64) -> Monthly {
        Monthly { least: Dollars(least * 10_000), most: Dollars(most * 10_000) }
    }

    fn cost(monthly: Monthly, before: Monthly) -> String {
        let prices = "list prices of us-east-1 of 2026-09".to_owned();
        Cost { monthly, before, prices, lines: vec![], not_counted: vec![] }.to_string()
    }

    #[test]
    fn amounts_are_rounded_to_cents() {
        for (millionths, text) in
            [(0, "$0.00"), (4_999, "$0.00"), (5_000, "$0.01"), (123_400_000, "$123.40"), (-1_500_000, "-$1.50")]
        {
            assert_eq!(Dollars(millionths).to_string(), text);
        }
    }

    #[test]
    fn a_cost_is_one_line_with_its_change() {
        assert_eq!(
            cost(monthly(12_340, 12_340), monthly(8_520, 8_520)),
            "Cost: about $123.40 a month (+$38.20), list prices of us-east-1 of 2026-09"
        );
        assert_eq!(
            cost(monthly(1_000, 4_000), monthly(2_000, 3_000)),
            "Cost: about $10.00 to $40.00 a month (-$10.00 to +$10.00), list prices of us-east-1 of 2026-09"
        );
        assert_eq!(
            cost(monthly(1_000, 1_000), monthly(1_000, 1_000)),
            "Cost: about $10.00 a month, list prices of us-east-1 of 2026-09"
        );
    }
}
