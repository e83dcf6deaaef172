//! Quantities as declarations write them: CPU, memory, time.

mod size;

use crate::rule::letters::{digits, narrow, number, quote, rest, slice, trim_end};
use crate::{Text, Violation};

pub use size::gib;

/// More digits behind the point than this are never a whole number of 1,024ths.
const FRACTION_DIGITS: usize = 10;

/// Reads CPU as CPU units, 1,024 a vCPU: `0.5 vCPU`, `.25 vCPU`, `2 vcpu`, or plain units as `512`.
///
/// Source: `facts/rules.md` §1, written forms; botocore 1.44.5 ecs RegisterTaskDefinitionRequest.cpu.
pub const fn cpu(text: &str) -> Result<u32, Violation> {
    let (amount, unit) = amount_and_unit(text);
    let units = if unit.is_empty() {
        number(amount)
    } else if unit.eq_ignore_ascii_case("vcpu") {
        scaled(amount, 1024)
    } else {
        None
    };
    match units {
        Some(units) => Ok(units),
        None => Err(Violation::new(
            "cpu-unit",
            quote(Text::new(), text).push(" is no amount of CPU"),
            Text::from("write vCPUs that make whole CPU units, as \"0.5 vCPU\", or CPU units, as 512 (1024 a vCPU)"),
        )),
    }
}

/// Reads memory as MiB: `1 GB`, `0.5 GB`, `512 MB`, `1 GiB`, `512 MiB`, or plain MiB as `512`. As ECS means it, 1 GB is
/// 1,024 MiB.
///
/// Source: `facts/rules.md` §1, written forms; botocore 1.44.5 ecs RegisterTaskDefinitionRequest.memory.
pub const fn memory(text: &str) -> Result<u32, Violation> {
    let (amount, unit) = amount_and_unit(text);
    let mib = if unit.is_empty() {
        number(amount)
    } else if unit.eq_ignore_ascii_case("mb") || unit.eq_ignore_ascii_case("mib") {
        scaled(amount, 1)
    } else if unit.eq_ignore_ascii_case("gb") || unit.eq_ignore_ascii_case("gib") {
        scaled(amount, 1024)
    } else {
        None
    };
    match mib {
        Some(mib) => Ok(mib),
        None => Err(Violation::new(
            "memory-unit",
            quote(Text::new(), text).push(" is no amount of memory"),
            Text::from("write it as \"1 GB\", \"512 MB\" or 512 (MiB), so that it makes whole MiB"),
        )),
    }
}

/// Reads a duration as seconds: `30s`, `5m`, `1h`, `7d`. At most `u32::MAX` seconds.
pub const fn seconds(text: &str) -> Result<u32, Violation> {
    let length = digits(text);
    let factor: u32 = match rest(text, length).as_bytes() {
        b"s" => 1,
        b"m" => 60,
        b"h" => 3_600,
        b"d" => 86_400,
        _ => 0,
    };
    if factor > 0
        && let Some(amount) = number(slice(text, 0, length))
        && let Some(seconds) = amount.checked_mul(factor)
    {
        return Ok(seconds);
    }
    let headline = quote(Text::new(), text);
    let headline = if length > 0 && length == text.len() {
        headline.push(" names no unit of time")
    } else {
        headline.push(" is no duration")
    };
    Err(Violation::new("duration", headline, Text::from("write a whole number and one unit: 30s, 5m, 1h or 7d")))
}

/// Reads a number of days: `30d`. Other units are refused.
pub const fn days(text: &str) -> Result<u32, Violation> {
    let length = digits(text);
    if let b"d" = rest(text, length).as_bytes()
        && let Some(days) = number(slice(text, 0, length))
    {
        return Ok(days);
    }
    Err(Violation::new(
        "duration",
        quote(Text::new(), text).push(" is no number of days"),
        Text::from("write whole days, as 30d"),
    ))
}

/// The amount at the start of `text`, and the unit behind it.
const fn amount_and_unit(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && (bytes[at].is_ascii_digit() || bytes[at] == b'.') {
        at += 1;
    }
    let amount = slice(text, 0, at);
    while at < bytes.len() && bytes[at] == b' ' {
        at += 1;
    }
    (amount, trim_end(rest(text, at)))
}

/// The decimal number `amount` times `factor`, when that is whole.
const fn scaled(amount: &str, factor: u32) -> Option<u32> {
    let bytes = amount.as_bytes();
    let length = digits(amount);
    let whole = match number(slice(amount, 0, length)) {
        Some(whole) => whole as u64,
        None if length == 0 => 0,
        None => return None,
    };
    let mut fraction = 0_u64;
    let mut scale = 1_u64;
    if length < bytes.len() {
        if bytes[length] != b'.' || length + 1 == bytes.len() {
            return None;
        }
        let mut end = bytes.len();
        while bytes[end - 1] == b'0' {
            end -= 1;
        }
        let mut at = length + 1;
        if end > at && end - at > FRACTION_DIGITS {
            return None;
        }
        while at < end {
            if !bytes[at].is_ascii_digit() {
                return None;
            }
            fraction = fraction * 10 + (bytes[at] - b'0') as u64;
            scale *= 10;
            at += 1;
        }
    } else if length == 0 {
        return None;
    }
    let parts = fraction * factor as u64;
    if !parts.is_multiple_of(scale) {
        return None;
    }
    narrow(whole * factor as u64 + parts / scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const _: () = assert!(matches!(cpu("0.5 vCPU"), Ok(512)));
    const _: () = assert!(matches!(memory("1 GB"), Ok(1024)));
    const _: () = assert!(matches!(seconds("5m"), Ok(300)));
    const _: () = assert!(matches!(days("30d"), Ok(30)));

    #[test]
    fn cpu_is_read_in_all_its_forms() {
        for (text, expected) in [
            ("512", 512),
            ("0.5 vCPU", 512),
            (".5 vCPU", 512),
            (".25 vCPU", 256),
            ("0.250 vCPU", 256),
            ("2 vcpu", 2048),
            ("2.0 VCPU", 2048),
            ("16vCPU", 16384),
            ("0.0009765625 vCPU", 1),
            ("0.00097656250 vCPU", 1),
            ("4194303 vCPU", 4_294_966_272),
        ] {
            assert_eq!(cpu(text), Ok(expected), "{text}");
        }
        for text in [
            "",
            " ",
            "vCPU",
            ". vCPU",
            "1. vCPU",
            "0.5",
            "1.5",
            "0.3 vCPU",
            "0.00048828125 vCPU",
            "-1 vCPU",
            "1 CPU",
            "1..5 vCPU",
            "1.2.3 vCPU",
            "4194304 vCPU",
            "4294967296",
            "99999999999999999999999 vCPU",
            "1 v CPU",
            "½ vCPU",
        ] {
            let violation = cpu(text).expect_err(text);
            assert_eq!(violation.headline.as_str(), format!("`{text}` is no amount of CPU"));
        }
    }

    #[test]
    fn memory_is_read_in_all_its_forms() {
        for (text, expected) in [
            ("512", 512),
            ("512 MB", 512),
            ("512MiB", 512),
            ("1 GB", 1024),
            ("1 GiB", 1024),
            ("0.5 gb", 512),
            (".5GB", 512),
            ("30 GB", 30720),
            ("244 GB", 249_856),
            ("1.0 MB", 1),
        ] {
            assert_eq!(memory(text), Ok(expected), "{text}");
        }
        for text in ["", "GB", "1 TB", "0.5 MB", "0.3 GB", "1.5", "1 GBs", "-1 GB", "4194304 GB", "1,5 GB", "1 G"] {
            assert!(memory(text).is_err(), "{text}");
        }
    }

    #[test]
    fn durations_need_one_unit() {
        for (text, expected) in [("0s", 0), ("30s", 30), ("5m", 300), ("1h", 3_600), ("7d", 604_800)] {
            assert_eq!(seconds(text), Ok(expected), "{text}");
        }
        assert_eq!(seconds("49710d"), Ok(4_294_944_000));
        for text in ["", "s", "30", "30 s", "1h30m", "500ms", "1w", "-1s", "1.5h", "49711d", "4294967296s", "5M"] {
            assert!(seconds(text).is_err(), "{text}");
        }
        assert_eq!(seconds("30").expect_err("no unit").headline.as_str(), "`30` names no unit of time");
        assert_eq!(days("30d"), Ok(30));
        for text in ["", "d", "30", "30 d", "720h", "1y", "4294967296d"] {
            assert!(days(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = (cpu(&text), memory(&text), seconds(&text), days(&text));
        }

        #[test]
        fn no_amount_panics(text in "[0-9.]{0,30} ?(vCPU|GB|MB|s|m|h|d)?") {
            let _ = (cpu(&text), memory(&text), seconds(&text), days(&text));
        }

        #[test]
        fn every_count_of_units_is_read(units in any::<u32>()) {
            prop_assert_eq!(cpu(&units.to_string()), Ok(units));
            prop_assert_eq!(memory(&format!("{units} MiB")), Ok(units));
            let vcpus = format!("{}.{:010} vCPU", units / 1024, u64::from(units % 1024) * 9_765_625);
            prop_assert_eq!(cpu(&vcpus), Ok(units));
        }
    }
}
