//! Patches of what is generated: where, and with what.

use super::json;
use super::letters::{about, point};
use crate::string::{same, starts_with};
use crate::{Text, Violation};

/// What a patch puts in place: one JSON value.
///
/// Source: RFC 8259.
pub const fn value(value: &str) -> Result<(), Violation> {
    const RULE: &str = "patch-value";
    match json::broken("the patch ", value) {
        Some(headline) => {
            let help = "write one JSON value: texts and keys in double quotes, as r#\"{\"User\": \"app\"}\"#";
            Err(Violation::new(RULE, headline, Text::from(help)))
        }
        None => Ok(()),
    }
}

/// Where a patch applies: a JSON pointer, as `/taskDefinition/pidMode`, into what is generated.
///
/// Source: RFC 6901 §3; language of this library, 2026.
pub const fn pointer(pointer: &str) -> Result<(), Violation> {
    const RULE: &str = "patch-pointer";
    let bytes = pointer.as_bytes();
    if bytes.is_empty() {
        let headline = Text::from("a patch cannot replace the whole document");
        return Err(Violation::new(RULE, headline, Text::from("name a part, as \"/taskDefinition/pidMode\"")));
    }
    if bytes[0] != b'/' {
        let headline = about("the pointer ", pointer).push(" does not begin with `/`");
        let help = Text::from("write it from the root, with `/` between its parts, as \"/taskDefinition/pidMode\"");
        return Err(Violation::new(RULE, headline, help));
    }
    if !(within(pointer, "/taskDefinition") || within(pointer, "/service") || within(pointer, "/template")) {
        let headline = about("the pointer ", pointer).push(" leads to nothing that is generated");
        let help = "begin with `/taskDefinition`, `/service` or `/template`";
        return Err(Violation::new(RULE, headline, Text::from(help)));
    }
    if same(pointer, "/taskDefinition") || same(pointer, "/service") || same(pointer, "/template") {
        let headline = about("the pointer ", pointer).push(" is the whole of what is generated");
        let help = Text::from("name the part that changes, as `").push(pointer).push("/..`");
        return Err(Violation::new(RULE, headline, help));
    }
    let mut at = 0;
    while at < OWNED.len() {
        let (owned, help) = OWNED[at];
        if within(pointer, owned) {
            let headline = about("", owned).push(" is not for a patch to change");
            return Err(Violation::new(RULE, headline, Text::from(help)));
        }
        at += 1;
    }
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'~' && !(at + 1 < bytes.len() && matches!(bytes[at + 1], b'0' | b'1')) {
            let headline = point(about("the pointer ", pointer).push(" has a bare "), pointer, at);
            return Err(Violation::new(RULE, headline, Text::from("write `~0` for `~`, and `~1` for `/`")));
        }
        at += 1;
    }
    Ok(())
}

/// What names a thing, and by which a later run finds it; and what another key says.
const OWNED: [(&str, &str); 8] = [
    ("/taskDefinition/family", "use `name` for another name"),
    ("/taskDefinition/tags", "use `tags` of the cluster"),
    ("/service/serviceName", "use `name` for another name"),
    ("/service/service", "use `name` for another name"),
    ("/service/cluster", "use `cluster`"),
    ("/service/taskDefinition", "patch that itself, as \"/taskDefinition/pidMode\""),
    ("/service/tags", "use `tags` of the cluster"),
    ("/service/desiredCount", "use `count` or `scale(..)`"),
];

/// Whether the pointer is to `root` or into it.
const fn within(pointer: &str, root: &str) -> bool {
    starts_with(pointer, root) && (pointer.len() == root.len() || pointer.as_bytes()[root.len()] == b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(pointer("/service/a"), Ok(())));

    #[test]
    fn values() {
        for legal in ["null", "\"app\"", "{\"User\": \"app\"}", "[1, 2]"] {
            assert_eq!(value(legal), Ok(()), "{legal}");
        }
        let violation = value("{User: \"app\"}").expect_err("bare");
        assert_eq!(violation.rule, "patch-value");
        assert_eq!(
            violation.to_string(),
            "the patch `{User: \"app\"}` is no JSON: expected a key in quotes or `}`, but found `U` (character 2) [patch-value]\n\
             help: write one JSON value: texts and keys in double quotes, as r#\"{\"User\": \"app\"}\"#"
        );
        assert!(value("app").is_err() && value("").is_err());
    }

    #[test]
    fn pointers() {
        for legal in
            ["/service/serviceNames", "/template/0/-", "/taskDefinition/a~1b/~0", "/service//b", "/template/\u{e4} \""]
        {
            assert_eq!(pointer(legal), Ok(()), "{legal}");
        }
        for illegal in [
            "",
            "service",
            "#/service",
            "/",
            "/a",
            "/services",
            "/service/~",
            "/service/a~2",
            "/service/a~/b",
            "/service",
        ] {
            assert!(pointer(illegal).is_err(), "{illegal}");
        }
        assert_eq!(
            pointer("/taskDefinition").expect_err("all").to_string(),
            "the pointer `/taskDefinition` is the whole of what is generated [patch-pointer]\nhelp: name the part that \
             changes, as `/taskDefinition/..`"
        );
        assert_eq!(
            pointer("/service/desiredCount").expect_err("owned").to_string(),
            "`/service/desiredCount` is not for a patch to change [patch-pointer]\nhelp: use `count` or `scale(..)`"
        );
        assert_eq!(
            pointer("/service/a~b").expect_err("bare").to_string(),
            "the pointer `/service/a~b` has a bare `~` (character 11) [patch-pointer]\nhelp: write `~0` for `~`, and `~1` for `/`"
        );
    }
}
