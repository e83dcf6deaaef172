//! What a word without quotes stands for.

use serde_json::{Number, Value};

/// The value of a scalar without quotes: as YAML 1.1 reads it, which is what CloudFormation takes, but that nothing is
/// lost. A number that begins with a zero is an account id or a code, and stays text; so does one that is too long.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Value::Bool(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::from(text), Value::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    let (negative, digits) = match text.split_at_checked(1)? {
        ("-", digits) => (true, digits),
        ("+", digits) => (false, digits),
        _ => (false, text),
    };
    if let Some(digits) = digits.strip_prefix("0x") {
        return whole(negative, digits, 16);
    }
    if let Some(digits) = digits.strip_prefix("0o") {
        return whole(negative, digits, 8);
    }
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (before.len() > 1 && before.starts_with('0')) || !all_digits(before) {
        return None;
    }
    if !digits.contains('.') {
        return whole(negative, digits, 10);
    }
    let (fraction, exponent) = after.split_once(['e', 'E']).unwrap_or((after, "0"));
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let is_number = all_digits(fraction) && all_digits(exponent) && !exponent.is_empty();
    if !is_number || before.len() + fraction.len() == 0 {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite()).and_then(Number::from_f64)
}

fn whole(negative: bool, digits: &str, radix: u32) -> Option<Number> {
    // `from_str_radix` takes a sign of its own.
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    if negative {
        return i64::from_str_radix(&format!("-{digits}"), radix).ok().map(Number::from);
    }
    u64::from_str_radix(digits, radix).ok().map(Number::from)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_are_what_they_look_like() {
        for (text, value) in [
            ("", json!(null)),
            ("~", json!(null)),
            ("null", json!(null)),
            ("true", json!(true)),
            ("Yes", json!(true)),
            ("off", json!(false)),
            ("42", json!(42)),
            ("-1", json!(-1)),
            ("+7", json!(7)),
            ("0", json!(0)),
            ("0x1F", json!(31)),
            ("0o17", json!(15)),
            ("0.5", json!(0.5)),
            ("-.5", json!(-0.5)),
            ("1.5e3", json!(1500.0)),
            ("18446744073709551615", json!(18_446_744_073_709_551_615_u64)),
        ] {
            assert_eq!(plain(text), value, "{text}");
        }
    }

    #[test]
    fn everything_else_is_text() {
        for text in [
            "queue",
            "y",
            "1.2.3",
            "10:30",
            "2012-10-17",
            "012345678901",
            "123456789012345678901234567890",
            "1e3",
            "12ab",
            "1_000",
            "-",
            "+",
            ".",
            "0x",
            "0xg",
            "--1",
            ".inf",
            "1.e",
            "é",
        ] {
            assert_eq!(plain(text), json!(text), "{text}");
        }
    }
}
