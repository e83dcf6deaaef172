//! One field of a cron expression.

use super::RULE;
use crate::rule::letters::{about, digits, find, number, quote, rest, slice};
use crate::{Text, Violation};

/// What a field may hold.
pub(super) struct Field {
    /// What it is called in messages.
    pub(super) name: &'static str,
    /// The least value.
    pub(super) min: u32,
    /// The greatest value.
    pub(super) max: u32,
    /// Names of the values, from the least.
    names: &'static [&'static str],
    /// What it may hold, as help.
    help: &'static str,
    /// The forms that only the two day fields have.
    days: Days,
}

/// Which day field it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Days {
    /// None.
    No,
    /// Days of the month: `?`, `L`, `LW`, `15W`.
    Month,
    /// Days of the week: `?`, `L`, `6L`, `2#1`, but no steps.
    Week,
}

/// What a field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// `?`.
    None,
    /// `*`.
    Any,
    /// These values, of which this is the least, and these the bits from `min`, where there are at most 64.
    Some { least: u32, bits: u64 },
    /// A form that depends on the month, as `L`.
    Relative,
}

/// The fields of a cron expression, in their order.
///
/// Source: SCH-02; EventBridge Scheduler user guide, "Cron-based schedules".
pub(super) static FIELDS: [Field; 6] = [
    Field { name: "minutes", min: 0, max: 59, names: &[], help: "use 0 to 59, with `, - * /`", days: Days::No },
    Field { name: "hours", min: 0, max: 23, names: &[], help: "use 0 to 23, with `, - * /`", days: Days::No },
    Field {
        name: "day-of-month",
        min: 1,
        max: 31,
        names: &[],
        help: "use 1 to 31, with `, - * /`, or one of `?`, `L`, `LW` and `15W`",
        days: Days::Month,
    },
    Field {
        name: "month",
        min: 1,
        max: 12,
        names: &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
        help: "use 1 to 12 or JAN to DEC, with `, - * /`",
        days: Days::No,
    },
    Field {
        name: "day-of-week",
        min: 1,
        max: 7,
        names: &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
        help: "use 1 (Sunday) to 7 or SUN to SAT, with `, - *`, or one of `?`, `L`, `6L` and `2#1`",
        days: Days::Week,
    },
    Field { name: "year", min: 1970, max: 2199, names: &[], help: "use 1970 to 2199, with `, - * /`", days: Days::No },
];

impl Field {
    /// Reads what stands in the field.
    pub(super) const fn read(&self, text: &str) -> Result<Value, Violation> {
        match text.as_bytes() {
            b"*" => return Ok(Value::Any),
            b"?" if !matches!(self.days, Days::No) => return Ok(Value::None),
            _ => {}
        }
        if self.is_relative(text) {
            return Ok(Value::Relative);
        }
        let (mut lowest, mut bits) = (u32::MAX, 0);
        let mut at = 0;
        while at <= text.len() {
            let end = match find(text, b',', at) {
                Some(end) => end,
                None => text.len(),
            };
            let (first, last, step) = match self.part(text, slice(text, at, end)) {
                Ok(part) => part,
                Err(violation) => return Err(violation),
            };
            if first < lowest {
                lowest = first;
            }
            let mut value = first;
            while value <= last && value - self.min < 64 {
                bits |= 1 << (value - self.min);
                value += step;
            }
            at = end + 1;
        }
        Ok(Value::Some { least: lowest, bits })
    }

    /// First value, last value and step of one part of a list.
    const fn part(&self, text: &str, part: &str) -> Result<(u32, u32, u32), Violation> {
        let (range, step) = match find(part, b'/', 0) {
            Some(slash) => match self.step(rest(part, slash + 1)) {
                Some(step) => (slice(part, 0, slash), Some(step)),
                None => return Err(self.refuse(text, part)),
            },
            None => (part, None),
        };
        let every = match step {
            Some(step) => step,
            None => 1,
        };
        if let b"*" = range.as_bytes()
            && step.is_some()
        {
            return Ok((self.min, self.max, every));
        }
        let (first, last) = match find(range, b'-', 0) {
            Some(hyphen) => (self.value(slice(range, 0, hyphen)), self.value(rest(range, hyphen + 1))),
            None => (self.value(range), if step.is_some() { Some(self.max) } else { self.value(range) }),
        };
        match (first, last) {
            (Some(first), Some(last)) if first <= last => Ok((first, last, every)),
            (Some(first), Some(last)) => Err(self.backwards(range, first, last)),
            _ => Err(self.refuse(text, part)),
        }
    }

    /// The number or the name of a value. Names may be in lower case.
    const fn value(&self, text: &str) -> Option<u32> {
        if let Some(value) = number(text) {
            return if value >= self.min && value <= self.max { Some(value) } else { None };
        }
        let (mut at, mut value) = (0, self.min);
        while at < self.names.len() {
            if text.eq_ignore_ascii_case(self.names[at]) {
                return Some(value);
            }
            at += 1;
            value += 1;
        }
        None
    }

    /// What follows a `/`, in a field that has steps.
    const fn step(&self, text: &str) -> Option<u32> {
        match number(text) {
            Some(step) if step >= 1 && step <= self.max && !matches!(self.days, Days::Week) => Some(step),
            _ => None,
        }
    }

    /// Whether the field holds one of the forms that depend on the month.
    const fn is_relative(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        match (self.days, bytes) {
            (Days::Month, b"L" | b"LW") | (Days::Week, b"L") => true,
            (Days::Month, [.., b'W']) | (Days::Week, [.., b'L']) => {
                self.value(slice(text, 0, bytes.len() - 1)).is_some()
            }
            (Days::Week, [.., b'#', b'1'..=b'5']) => self.value(slice(text, 0, bytes.len() - 2)).is_some(),
            _ => false,
        }
    }

    const fn refuse(&self, text: &str, part: &str) -> Violation {
        let headline = quote(Text::from(self.name).push(" cannot be "), part);
        let headline = if part.len() < text.len() { quote(headline.push(" in "), text) } else { headline };
        Violation::new(RULE, headline, Text::from(self.help))
    }

    /// A range whose end comes first: the same in two ranges that do not.
    const fn backwards(&self, range: &str, first: u32, last: u32) -> Violation {
        let headline = about("the range ", range).push(" in ").push(self.name).push(" runs backwards");
        let (first, last) = (first as u64, last as u64);
        let help = Text::from("write two ranges, `").number(first).push("-").number(self.max as u64).push(",");
        Violation::new(RULE, headline, help.number(self.min as u64).push("-").number(last).push("`"))
    }
}

/// The day in front of the `W` of `15W`; none for other forms.
pub(super) const fn weekday_near(text: &str) -> Option<u32> {
    let length = digits(text);
    if let b"W" = rest(text, length).as_bytes() { number(slice(text, 0, length)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(field: usize, text: &str) -> Result<Value, Violation> {
        FIELDS[field].read(text)
    }

    #[test]
    fn values_are_collected() {
        for (field, text, expected) in [
            (0, "*", Value::Any),
            (0, "0", Value::Some { least: 0, bits: 1 }),
            (0, "5,1-3", Value::Some { least: 1, bits: 0b10_1110 }),
            (0, "*/20", Value::Some { least: 0, bits: 1 | 1 << 20 | 1 << 40 }),
            (0, "50/5", Value::Some { least: 50, bits: 1 << 50 | 1 << 55 }),
            (0, "0-10/5", Value::Some { least: 0, bits: 1 | 1 << 5 | 1 << 10 }),
            (0, "59", Value::Some { least: 59, bits: 1 << 59 }),
            (1, "23", Value::Some { least: 23, bits: 1 << 23 }),
            (2, "?", Value::None),
            (2, "31", Value::Some { least: 31, bits: 1 << 30 }),
            (2, "L", Value::Relative),
            (2, "LW", Value::Relative),
            (2, "15W", Value::Relative),
            (3, "JAN,12", Value::Some { least: 1, bits: 1 | 1 << 11 }),
            (3, "feb-APR", Value::Some { least: 2, bits: 0b1110 }),
            (4, "MON-FRI", Value::Some { least: 2, bits: 0b11_1110 }),
            (4, "L", Value::Relative),
            (4, "6L", Value::Relative),
            (4, "FRIL", Value::Relative),
            (4, "2#5", Value::Relative),
            (4, "TUE#1", Value::Relative),
            (5, "2199", Value::Some { least: 2199, bits: 0 }),
            (5, "1970-2199/2", Value::Some { least: 1970, bits: 0x5555_5555_5555_5555 }),
        ] {
            assert_eq!(read(field, text), Ok(expected), "{text} in {}", FIELDS[field].name);
        }
    }

    #[test]
    fn what_a_field_cannot_hold_is_named() {
        for (field, text, headline) in [
            (0, "60", "minutes cannot be `60`"),
            (0, "", "minutes cannot be ``"),
            (0, "?", "minutes cannot be `?`"),
            (0, "L", "minutes cannot be `L`"),
            (0, "1,,2", "minutes cannot be `` in `1,,2`"),
            (0, "1,60", "minutes cannot be `60` in `1,60`"),
            (0, "*,5", "minutes cannot be `*` in `*,5`"),
            (0, "*/0", "minutes cannot be `*/0`"),
            (0, "*/60", "minutes cannot be `*/60`"),
            (0, "*/", "minutes cannot be `*/`"),
            (0, "/5", "minutes cannot be `/5`"),
            (0, "1-", "minutes cannot be `1-`"),
            (0, "-1", "minutes cannot be `-1`"),
            (0, "1-2-3", "minutes cannot be `1-2-3`"),
            (0, "1/2/3", "minutes cannot be `1/2/3`"),
            (0, "JAN", "minutes cannot be `JAN`"),
            (1, "24", "hours cannot be `24`"),
            (2, "0", "day-of-month cannot be `0`"),
            (2, "32", "day-of-month cannot be `32`"),
            (2, "32W", "day-of-month cannot be `32W`"),
            (2, "W", "day-of-month cannot be `W`"),
            (2, "L,15", "day-of-month cannot be `L` in `L,15`"),
            (2, "1W,15", "day-of-month cannot be `1W` in `1W,15`"),
            (2, "?,1", "day-of-month cannot be `?` in `?,1`"),
            (2, "2#1", "day-of-month cannot be `2#1`"),
            (3, "0", "month cannot be `0`"),
            (3, "13", "month cannot be `13`"),
            (3, "?", "month cannot be `?`"),
            (3, "JANUARY", "month cannot be `JANUARY`"),
            (4, "0", "day-of-week cannot be `0`"),
            (4, "8", "day-of-week cannot be `8`"),
            (4, "8L", "day-of-week cannot be `8L`"),
            (4, "2#0", "day-of-week cannot be `2#0`"),
            (4, "2#6", "day-of-week cannot be `2#6`"),
            (4, "3#1,6#3", "day-of-week cannot be `3#1` in `3#1,6#3`"),
            (4, "15W", "day-of-week cannot be `15W`"),
            (4, "*/2", "day-of-week cannot be `*/2`"),
            (5, "1969", "year cannot be `1969`"),
            (5, "2200", "year cannot be `2200`"),
            (5, "?", "year cannot be `?`"),
            (1, "22-2", "the range `22-2` in hours runs backwards"),
        ] {
            let violation = read(field, text).expect_err(text);
            assert_eq!(violation.headline.as_str(), headline);
        }
        assert_eq!(read(1, "22-2").expect_err("back").help.as_str(), "write two ranges, `22-23,0-2`");
        assert_eq!(read(4, "FRI-MON").expect_err("back").help.as_str(), "write two ranges, `6-7,1-2`");
    }
}
