//! The grammar of instance type names.
//!
//! ```text
//! type    = family "." size
//! family  = series generation attributes [ "-" qualifier ]     c5n, c7i-flex, u7i-12tb
//!         | series "-" qualifier                               u-6tb1, mac-m4
//! ```
//!
//! Source: `facts/instance-types.md` §4, held there against 1,473 names.

use crate::rule::letters::{about, digits, nearest_word, number, point, quote, rest, slice, split};
use crate::string::{same, starts_with};
use crate::{Text, Violation};

const RULE: &str = "instance-type";

/// The sizes below those with a number, ascending.
const SIZES: [&str; 6] = ["nano", "micro", "small", "medium", "large", "xlarge"];
/// The place of `xlarge` among them, from which `2xlarge` counts on.
const XLARGE: u32 = 5;
/// Where the places of `metal-24xl` and its like begin.
const METAL: u32 = 1 << 24;

/// The parts of an instance type's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// What stands before the dot, as `c5n`.
    pub family: &'a str,
    /// The letters that begin the family, as `c`.
    pub series: &'a str,
    /// The generation, as `5`; empty where the name has none (`mac-m4`).
    pub generation: &'a str,
    /// The letters behind the generation, as `n`; a set, each at most once.
    pub attributes: &'a str,
    /// What follows the hyphen, as `flex` or `12tb`; empty without one.
    pub qualifier: &'a str,
    /// What stands behind the dot, as `xlarge`.
    pub size: &'a str,
}

impl core::fmt::Display for Name<'_> {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(formatter, "{}.{}", self.family, self.size)
    }
}

/// Takes a name apart, or says which part is wrong. Whether there is such a type, only the catalogue knows.
pub const fn parse(name: &str) -> Result<Name<'_>, Violation> {
    let Some((family, size)) = split(name, b'.') else {
        let headline = about("instance type ", name).push(" names no size");
        return Err(Violation::new(RULE, headline, Text::from("write family and size, as `c5n.xlarge`")));
    };
    let bytes = family.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !matches!(bytes[at], b'a'..=b'z' | b'0'..=b'9' | b'-') {
            let headline = point(about("instance type ", name).push(" may not contain "), name, at);
            return Err(Violation::new(RULE, headline, Text::from("write it in lower case, as `c5n.xlarge`")));
        }
        at += 1;
    }
    let length = letters(family);
    if length == 0 {
        return Err(no_family(family, "", "begin it with letters, as `c5n`"));
    }
    let (series, tail) = (slice(family, 0, length), rest(family, length));
    let (generation, attributes, qualifier) = match behind_series(family, tail) {
        Ok(parts) => parts,
        Err(violation) => return Err(violation),
    };
    if size_order(size).is_none() {
        return Err(no_size(size));
    }
    Ok(Name { family, series, generation, attributes, qualifier, size })
}

/// Generation, attributes and qualifier: what stands behind the series of `family`.
const fn behind_series<'a>(family: &'a str, tail: &'a str) -> Result<(&'a str, &'a str, &'a str), Violation> {
    let length = digits(tail);
    let (generation, tail) = (slice(tail, 0, length), rest(tail, length));
    if generation.is_empty() {
        return match tail.as_bytes() {
            [b'-', ..] => behind_hyphen(family, rest(tail, 1)),
            _ => Err(no_family(family, ": it has no generation", "write it as `c5n`")),
        };
    }
    if !is_generation(generation) {
        return Err(no_generation(family, generation));
    }
    let (attributes, qualifier) = match split(tail, b'-') {
        Some((_, qualifier)) if !is_qualifier(qualifier) => return Err(no_qualifier(qualifier)),
        Some(parts) => parts,
        None => (tail, ""),
    };
    if letters(attributes) < attributes.len() {
        return Err(no_family(family, "", "write series, generation and letters, as `c5n`"));
    }
    if repeats(attributes) {
        return Err(no_family(family, ": it repeats a letter", "write each letter behind the generation once"));
    }
    Ok((generation, attributes, qualifier))
}

/// The same for families that have no generation in front of the hyphen: memory and generation follow it (u-6tb1), or
/// the chip does (mac-m4).
const fn behind_hyphen<'a>(family: &'a str, qualifier: &'a str) -> Result<(&'a str, &'a str, &'a str), Violation> {
    let memory = tebibytes(qualifier);
    let generation = rest(qualifier, memory);
    if is_chip(qualifier) {
        Ok(("", "", qualifier))
    } else if memory == 0 || generation.is_empty() {
        Err(no_qualifier(qualifier))
    } else if is_generation(generation) {
        Ok((generation, "", qualifier))
    } else {
        Err(no_generation(family, generation))
    }
}

/// The place of a size in the order of sizes; none when it is no size.
#[must_use]
pub const fn size_order(size: &str) -> Option<u32> {
    let (mut at, mut order) = (0, 0);
    while at < SIZES.len() {
        if same(size, SIZES[at]) {
            return Some(order);
        }
        at += 1;
        order += 1;
    }
    if same(size, "metal") {
        return Some(u32::MAX);
    }
    let (multiple, start) = if starts_with(size, "metal-") { (rest(size, 6), METAL) } else { (size, XLARGE) };
    let length = digits(multiple);
    let unit = if start == METAL { "xl" } else { "xlarge" };
    match number(slice(multiple, 0, length)) {
        Some(count @ 1..=9999) if multiple.as_bytes()[0] != b'0' && same(rest(multiple, length), unit) => {
            Some(start + count)
        }
        _ => None,
    }
}

const fn no_size(size: &str) -> Violation {
    let headline = quote(Text::new(), size).push(" is no instance size");
    let near = nearest_word(size, &["nano", "micro", "small", "medium", "large", "xlarge", "metal"]);
    let help = match near {
        Some(near) => Text::from("did you mean ").quote(near).push("?"),
        None => Text::from("sizes are nano, micro, small, medium, large, xlarge, 2xlarge .., metal and metal-24xl .."),
    };
    Violation::new(RULE, headline, help)
}

const fn no_family(family: &str, reason: &'static str, help: &'static str) -> Violation {
    let headline = quote(Text::new(), family).push(" is no instance family").push(reason);
    Violation::new(RULE, headline, Text::from(help))
}

const fn no_generation(family: &str, generation: &str) -> Violation {
    let headline = quote(quote(Text::new(), family).push(" is no instance family: "), generation);
    Violation::new(RULE, headline.push(" is no generation"), Text::from("write it as `c5n`"))
}

const fn no_qualifier(qualifier: &str) -> Violation {
    let headline = quote(Text::new(), qualifier).push(" qualifies no instance family");
    Violation::new(RULE, headline, Text::from("write what AWS writes behind the hyphen, as `c7i-flex` or `u7i-12tb`"))
}

const fn is_generation(text: &str) -> bool {
    text.len() <= 3 && number(text).is_some() && text.as_bytes()[0] != b'0'
}

/// How many bytes at the start of `text` are lower-case letters.
const fn letters(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && bytes[at].is_ascii_lowercase() {
        at += 1;
    }
    at
}

/// Whether one of `letters`, which are lower-case, is there twice.
const fn repeats(letters: &str) -> bool {
    let bytes = letters.as_bytes();
    let (mut at, mut seen) = (0, 0_u32);
    while at < bytes.len() {
        let bit = 1 << (bytes[at].wrapping_sub(b'a') % 32);
        if seen & bit != 0 {
            return true;
        }
        seen |= bit;
        at += 1;
    }
    false
}

/// How many bytes of `qualifier` are a number and `tb`, without a leading zero; 0 when it does not begin so.
const fn tebibytes(qualifier: &str) -> usize {
    let length = digits(qualifier);
    if length > 0 && qualifier.as_bytes()[0] != b'0' && starts_with(rest(qualifier, length), "tb") {
        length + 2
    } else {
        0
    }
}

/// Whether `qualifier` is an Apple chip: `m4`, `m2pro`, `m4max`, `m1ultra`.
const fn is_chip(qualifier: &str) -> bool {
    match qualifier.as_bytes() {
        [b'm', digit, kind @ ..] => digit.is_ascii_digit() && matches!(kind, b"" | b"pro" | b"max" | b"ultra"),
        _ => false,
    }
}

const fn is_qualifier(qualifier: &str) -> bool {
    matches!(qualifier.as_bytes(), b"flex" | b"b200" | b"b300" | b"gb200")
        || is_chip(qualifier)
        || (!qualifier.is_empty() && tebibytes(qualifier) == qualifier.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const _: () = assert!(parse("c5n.xlarge").is_ok());

    #[test]
    fn parts() {
        for (name, series, generation, attributes, qualifier, size) in [
            ("c5n.xlarge", "c", "5", "n", "", "xlarge"),
            ("im4gn.large", "im", "4", "gn", "", "large"),
            ("c7i-flex.large", "c", "7", "i", "flex", "large"),
            ("u7i-12tb.224xlarge", "u", "7", "i", "12tb", "224xlarge"),
            ("u-6tb1.metal", "u", "1", "", "6tb1", "metal"),
            ("mac-m4.metal", "mac", "", "", "m4", "metal"),
            ("mac2-m1ultra.metal", "mac", "2", "", "m1ultra", "metal"),
            ("p6e-gb200.36xlarge", "p", "6", "e", "gb200", "36xlarge"),
            ("m10z.metal-24xl", "m", "10", "z", "", "metal-24xl"),
        ] {
            let parsed = parse(name).expect(name);
            let family = name.split('.').next().expect("a family");
            assert_eq!(parsed, Name { family, series, generation, attributes, qualifier, size }, "{name}");
            assert_eq!(parsed.to_string(), name);
        }
    }

    #[test]
    fn the_wrong_part_is_named() {
        for (name, headline) in [
            ("", "instance type `` names no size"),
            ("c5n", "instance type `c5n` names no size"),
            ("c5n.xlrge", "`xlrge` is no instance size"),
            ("c5n.", "`` is no instance size"),
            ("c5n.0xlarge", "`0xlarge` is no instance size"),
            ("c5n.large.x", "`large.x` is no instance size"),
            ("c5n.metal-xl", "`metal-xl` is no instance size"),
            ("C5n.xlarge", "instance type `C5n.xlarge` may not contain `C` (character 1)"),
            ("c5 n.xlarge", "instance type `c5 n.xlarge` may not contain a space (character 3)"),
            (".xlarge", "`` is no instance family"),
            ("5c.xlarge", "`5c` is no instance family"),
            ("cn.xlarge", "`cn` is no instance family: it has no generation"),
            ("c0.xlarge", "`c0` is no instance family: `0` is no generation"),
            ("c5nn.xlarge", "`c5nn` is no instance family: it repeats a letter"),
            ("c5n5.xlarge", "`c5n5` is no instance family"),
            ("c5-big.xlarge", "`big` qualifies no instance family"),
            ("c5-.xlarge", "`` qualifies no instance family"),
            ("c-flex.xlarge", "`flex` qualifies no instance family"),
            ("u-6tb.metal", "`6tb` qualifies no instance family"),
            ("u-6tb0.metal", "`u-6tb0` is no instance family: `0` is no generation"),
            ("u-6tbx.metal", "`u-6tbx` is no instance family: `x` is no generation"),
            ("bmn-sf1.metal", "`sf1` qualifies no instance family"),
        ] {
            assert_eq!(parse(name).expect_err(name).headline.as_str(), headline);
        }
        assert_eq!(parse("c5n.xlrge").expect_err("size").help.as_str(), "did you mean `xlarge`?");
    }

    #[test]
    fn sizes_have_an_order() {
        let sizes =
            ["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge", "10xlarge", "metal-24xl", "metal"];
        assert!(sizes.map(size_order).is_sorted());
        assert!(sizes.iter().all(|size| size_order(size).is_some()));
    }

    proptest! {
        #[test]
        fn no_name_panics(name in ".{0,40}") {
            let _ = parse(&name);
        }

        #[test]
        fn no_likely_name_panics(name in "[a-z0-9.-]{0,20}") {
            let _ = parse(&name);
        }

        #[test]
        fn what_the_grammar_makes_is_read_back(
            series in "[a-z]{1,3}",
            generation in "[1-9][0-9]?",
            letters in proptest::sample::subsequence("abdefghinpqsuz".chars().collect::<Vec<_>>(), 0..5),
            qualifier in "(flex|b200|b300|gb200|[1-9][0-9]?tb|m[1-9](pro|max|ultra)?)?",
            size in "(nano|micro|small|medium|large|xlarge|[1-9][0-9]{0,2}xlarge|metal|metal-[1-9][0-9]?xl)",
        ) {
            let attributes: String = letters.into_iter().collect();
            let hyphen = if qualifier.is_empty() { "" } else { "-" };
            let family = format!("{series}{generation}{attributes}{hyphen}{qualifier}");
            let name = format!("{family}.{size}");
            let expected = Name {
                family: &family,
                series: &series,
                generation: &generation,
                attributes: &attributes,
                qualifier: &qualifier,
                size: &size,
            };
            let parsed = parse(&name);
            prop_assert_eq!(parsed, Ok(expected));
            prop_assert_eq!(parsed.map(|parts| parts.to_string()), Ok(name));
        }
    }
}
