//! JSON, well formed or not.

use super::*;
use proptest::prelude::*;

const _: () = assert!(broken("", "{\"a\": [1, -0.5e+3, \"b\\u00e4\", true, false, null, {}, []]}").is_none());
const _: () = assert!(broken("", "{\"a\": }").is_some());

#[test]
fn values() {
    for legal in [
        "1",
        "-0",
        "0.5",
        "1e9",
        "-1.2E-3",
        "12.50",
        " true ",
        "false",
        "\"\"",
        "\"\u{e4}\\n\"",
        "null",
        " [ ] ",
        "{}",
        "[[],{}]",
        "{\"a\":{\"b\":[1,2]}}",
        "[1,[2,{}],{\"a\":[]}]",
        "{\"a\" : 1 ,\n\"b\":{\"c\":null}}",
        "\"\\u00e4\\n\\\\\\\"/\u{e4}\"",
    ] {
        assert_eq!(broken("", legal), None, "{legal}");
    }
    for (illegal, problem) in [
        ("", "expected a value, but it ends"),
        ("{", "expected a key in quotes or `}`, but it ends"),
        ("[1", "expected `,` or `]`, but it ends"),
        ("[1}", "expected `,` or `]`, but found `}` (character 3)"),
        ("{\"a\":1]", "expected `,` or `}`, but found `]` (character 7)"),
        ("[1,]", "expected a value, but found `]` (character 4)"),
        ("{\"a\":1,}", "expected a key in quotes, but found `}` (character 8)"),
        (" ", "expected a value, but it ends"),
        ("]", "expected a value, but found `]` (character 1)"),
        ("{]", "expected a key in quotes or `}`, but found `]` (character 2)"),
        ("{,}", "expected a key in quotes or `}`, but found `,` (character 2)"),
        ("{\"a\"}", "expected `:`, but found `}` (character 5)"),
        ("{\"a\":}", "expected a value, but found `}` (character 6)"),
        ("[1 2]", "expected `,` or `]`, but found `2` (character 4)"),
        ("null,", "expected nothing more, but found `,` (character 5)"),
        ("// a", "expected a value, but found `/` (character 1)"),
        (".5", "expected a value, but found `.` (character 1)"),
        ("+1", "expected a value, but found `+` (character 1)"),
        ("True", "expected a value, but found `T` (character 1)"),
        ("\"\\u12g4\"", "expected four hexadecimal digits, but found `g` (character 6)"),
        ("{a:1}", "expected a key in quotes or `}`, but found `a` (character 2)"),
        ("{\"a\" 1}", "expected `:`, but found `1` (character 6)"),
        ("1 2", "expected nothing more, but found `2` (character 3)"),
        ("{}}", "expected nothing more, but found `}` (character 3)"),
        ("'a'", "expected a value, but found `'` (character 1)"),
        ("nul", "expected a value, but found `n` (character 1)"),
        ("\"a", "expected `\"` at the end of a string, but it ends"),
        ("\"\\", "expected `\"` at the end of a string, but it ends"),
        ("\"\\x\"", "expected one of `\"\\/bfnrtu` after `\\`, but found `x` (character 3)"),
        ("\"\\u12\"", "expected four hexadecimal digits, but found `\"` (character 6)"),
        ("\"a\nb\"", "expected no control character in a string, but found `?` (character 3)"),
        ("01", "expected no digit after a leading 0, but found `1` (character 2)"),
        ("1.", "expected a digit, but it ends"),
        ("-", "expected a digit, but it ends"),
        ("1e", "expected a digit, but it ends"),
        ("[\u{e4}]", "expected a value, but found `\u{e4}` (character 2)"),
    ] {
        let headline = broken("", illegal).expect(illegal);
        assert!(headline.as_str().ends_with(problem), "{headline}");
    }
}

#[test]
fn depth_ends_at_64() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(broken("", &deep(64)), None);
    let headline = broken("", &deep(65)).expect("too deep");
    assert!(headline.as_str().contains("it is more than 64 values deep"), "{headline}");
    // However deep the text goes, nothing calls itself.
    assert!(broken("", &deep(100_000)).is_some());
}

#[test]
fn objects_and_bare_values() {
    for (text, object) in [("{}", true), (" \n{}", true), ("[]", false), ("\"{\"", false), ("", false)] {
        assert_eq!(is_object(text), object, "{text}");
    }
    assert_eq!(bare_value("{\"a\": [1], \"b\": {\"c\": [{\"prefix\": \"d\"}]}}"), None);
    assert_eq!(bare_value("{\"a\": 1}"), Some(6));
}

proptest! {
    #[test]
    fn no_text_panics(text in ".{0,60}") {
        let _ = broken("", &text);
    }

    #[test]
    fn no_likely_text_panics(text in "[\\[\\]{}:, \"\\\\u0-9eE.tfn-]{0,24}") {
        let _ = (broken("", &text), bare_value(&text));
    }
}
