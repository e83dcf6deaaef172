//! The macros and the running program have one verdict: what a macro says of a literal is what the rule says of its
//! value when it is called, in the same words.

use super::places::{Held, Slot, places};
use super::sample::{HERE, fill};
use super::{expand, told};
use crate::root::Root;
use infra_core::Violation;
use infra_core::language::{ATTRIBUTES, Attribute, Kind, NumberRule, RangeRule, Unit, Width};
use proc_macro2::Literal;
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;

/// Where the bounds of rules may be, and the numbers beside them.
const BOUNDS: &[u64] = &[
    0,
    1,
    2,
    3,
    5,
    10,
    16,
    20,
    21,
    30,
    60,
    100,
    120,
    125,
    128,
    185,
    200,
    256,
    300,
    499,
    512,
    900,
    1000,
    1024,
    3600,
    4000,
    4096,
    10_000,
    14_400,
    16_384,
    32_768,
    50_000,
    65_535,
    86_400,
    100_000,
    196_608,
    604_800,
    1_048_576,
    4_294_967_295,
];

/// A slot as it is tried: a test may be run by another thread than the one that found it.
struct Case {
    attribute: &'static Attribute,
    slot: Slot,
    /// The strings of the key's example: what is near them is nearly right.
    near: Vec<String>,
}

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let slots =
        ATTRIBUTES.iter().flat_map(|attribute| places(attribute).slots.into_iter().map(move |slot| (attribute, slot)));
    let cases = slots.map(|(attribute, slot)| {
        let near = fill(slot.key.example).split('"').skip(1).step_by(2).map(str::to_owned).collect();
        Case { attribute, slot, near }
    });
    cases.collect()
});

/// What is written for a value.
#[derive(Clone, Debug)]
struct Tried {
    text: String,
    low: u64,
    high: u64,
    is_number: bool,
}

fn number() -> impl Strategy<Value = u64> {
    prop_oneof![
        prop::sample::select(BOUNDS),
        (prop::sample::select(BOUNDS), 0..=2_u64).prop_map(|(bound, off)| (bound + off).saturating_sub(1)),
        0..2000_u64,
        any::<u64>(),
    ]
}

fn text() -> impl Strategy<Value = String> {
    let unit = prop::sample::select(vec!["s", "m", "h", "d", " GB", " MB", " vCPU", "x", "", "min"]);
    prop_oneof![
        "[a-z0-9*:/._ -]{0,40}",
        ".{0,140}",
        (number(), unit).prop_map(|(number, unit)| format!("{number}{unit}")),
        // The example with a letter changed.
        Just(NEAR.to_owned()),
    ]
}

/// Stands for a string that is near the example.
const NEAR: &str = "\u{2}";

fn tried() -> impl Strategy<Value = Tried> {
    (text(), number(), number(), any::<bool>()).prop_map(|(text, low, high, is_number)| Tried {
        text,
        low,
        high,
        is_number,
    })
}

/// The example with one letter taken out, doubled or replaced.
fn near(case: &Case, at: Index, how: u64) -> String {
    let Some(example) = case.near.get(at.index(case.near.len().max(1))) else { return String::new() };
    let mut letters: Vec<char> = example.chars().collect();
    if !letters.is_empty() {
        let at = at.index(letters.len());
        match how % 4 {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, letters[at]),
            2 => letters[at] = 'Z',
            _ => {}
        }
    }
    letters.into_iter().collect()
}

/// The literal, and what the rule says of it.
fn verdict(held: Held, tried: &Tried) -> Option<(String, Option<String>)> {
    let string = Literal::string(&tried.text).to_string();
    let said = |result: Result<(), Violation>| result.err().map(|violation| violation.to_string());
    Some(match held {
        Held::Name(rule) => (string, said((rule.check)(&tried.text))),
        Held::Value(Kind::Text(Some(rule))) => (string, said((rule.check)(&tried.text))),
        Held::Value(Kind::Text(None)) => (string, None),
        Held::Value(Kind::Number(width, rule)) => (tried.low.to_string(), of_number(tried.low, *width, rule.as_ref())),
        Held::Value(Kind::Measure(unit, width, rule)) => (string, measured(&tried.text, *unit, *width, rule.as_ref())),
        Held::Value(Kind::Amount(unit, rule)) if !tried.is_number => {
            (string, measured(&tried.text, *unit, Width::U32, rule.as_ref()))
        }
        Held::Value(Kind::Amount(_, rule)) => (tried.low.to_string(), of_number(tried.low, Width::U32, rule.as_ref())),
        Held::Value(Kind::Range(RangeRule { check, .. })) => {
            let verdict = said(check(tried.low, tried.high));
            let too_large = tried.low.max(tried.high) > Width::U32.most();
            let verdict = verdict.or_else(|| too_large.then(|| TOO_LARGE.to_owned()));
            (format!("{}..={}", tried.low, tried.high), verdict)
        }
        Held::Value(_) => return None,
    })
}

/// Stands for the message about a number that its field cannot hold.
const TOO_LARGE: &str = " is too large for `";

/// What is said of a number: by its rule, or because its field cannot hold it.
fn of_number(number: u64, width: Width, rule: Option<&NumberRule>) -> Option<String> {
    let said = rule.and_then(|rule| (rule.check)(number).err()).map(|violation| violation.to_string());
    said.or_else(|| (number > width.most()).then(|| TOO_LARGE.to_owned()))
}

fn measured(text: &str, unit: Unit, width: Width, rule: Option<&NumberRule>) -> Option<String> {
    match (unit.read)(text) {
        Err(violation) => Some(violation.to_string()),
        Ok(number) => of_number(u64::from(number), width, rule),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn the_macro_says_what_the_rule_says(which in any::<Index>(), mut tried in tried(), at in any::<Index>()) {
        let case = &CASES[which.index(CASES.len())];
        if tried.text == NEAR {
            tried.text = near(case, at, tried.low);
        }
        let Some((literal, expected)) = verdict(case.slot.holds, &tried) else { return Ok(()) };
        let text = case.slot.template.replace(HERE, &literal);
        let told = told(expand(Root::Core, case.attribute, &text));
        match &expected {
            None => prop_assert!(told.is_empty(), "`{}`: {:?}", text, told),
            Some(expected) => {
                prop_assert_eq!(told.len(), 1, "`{}`: {:?}", text, told);
                prop_assert!(told[0] == *expected || expected == TOO_LARGE && told[0].contains(TOO_LARGE),
                    "`{}`: {:?} is not {:?}", text, told, expected);
            }
        }
    }
}

#[test]
fn every_kind_of_rule_is_tried() {
    assert!(CASES.len() > 200, "{}", CASES.len());
    let tried = Tried { text: String::new(), low: 0, high: 0, is_number: true };
    let with_rule = CASES.iter().filter(|case| verdict(case.slot.holds, &tried).is_some()).count();
    assert!(with_rule > 180, "{with_rule}");
}
