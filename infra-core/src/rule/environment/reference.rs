//! Where secrets are kept.

use crate::rule::letters::{about, contains, find, point, rest, split, starts_with_any_case};
use crate::rule::placeholder;
use crate::string::{same, starts_with};
use crate::{Text, Violation};

const RULE: &str = "secret-reference";

/// What may stand in a reference.
const PLACEHOLDERS: &[&str] = &["app", "stage"];

/// Where the value of a secret variable comes from: `ssm:/path` or `secretsmanager:name#json_key`, with `{app}` and
/// `{stage}` in them.
///
/// Source: TD-30; botocore 1.44.5 ssm PutParameterRequest.Name, secretsmanager CreateSecretRequest.Name, ecs
/// Secret.valueFrom; Secrets Manager user guide, "Troubleshoot" (`ARN_secretnamehyphen`); copilot-cli #5732.
pub const fn secret(reference: &str) -> Result<(), Violation> {
    let (kind, name, json_key) = secret_parts(reference);
    if same(kind, "ssm") {
        return parameter(reference, name);
    }
    if same(kind, "secretsmanager") {
        if find(name, b'#', 0).is_none() && find(reference, b'#', 0).is_some() && json_key.is_empty() {
            return refuse(
                reference,
                " names no key behind the `#`",
                "name a key of the secret's JSON, or drop the `#`",
            );
        }
        if find(json_key, b':', 0).is_some() || find(json_key, b'#', 0).is_some() {
            return refuse(reference, " has a key with `:` or `#`", "name one key of the secret's JSON");
        }
        return secret_name(reference, name);
    }
    let help = "write `ssm:/path` for a parameter, or `secretsmanager:name#json_key`";
    refuse(reference, " does not say where it is kept", help)
}

/// Takes the reference of a secret apart: its kind (`ssm` or `secretsmanager`; empty for anything else), the name, and
/// the JSON key (empty without one).
#[must_use]
pub const fn secret_parts(reference: &str) -> (&str, &str, &str) {
    let Some((kind, name)) = split(reference, b':') else { return ("", reference, "") };
    if same(kind, "ssm") {
        (kind, name, "")
    } else if same(kind, "secretsmanager") {
        match split(name, b'#') {
            Some((name, json_key)) => (kind, name, json_key),
            None => (kind, name, ""),
        }
    } else {
        ("", reference, "")
    }
}

/// A parameter of Systems Manager: at most 1,011 characters, a path from `/` of at most 15 levels, or one name.
const fn parameter(reference: &str, name: &str) -> Result<(), Violation> {
    if name.is_empty() {
        return refuse(reference, " names no parameter", "write `ssm:/path`");
    }
    if let Err(violation) = characters(reference, "ssm:".len(), name, b"_.-/") {
        return Err(violation);
    }
    let bytes = name.as_bytes();
    let (mut at, mut levels) = (0, 0);
    while at < bytes.len() {
        if bytes[at] == b'/' {
            levels += 1;
            if at + 1 == bytes.len() || bytes[at + 1] == b'/' {
                return refuse(reference, " has an empty level in its path", "write a name behind each slash");
            }
        }
        at += 1;
    }
    if levels > 0 && bytes[0] != b'/' {
        return refuse(reference, " has a path that does not begin with `/`", "write `ssm:/`, then the path");
    }
    if levels > 15 {
        return refuse(reference, " has more than 15 levels in its path", "use at most 15");
    }
    // AWS keeps these for itself; of its own, the parameters under `/aws/` can be read.
    let reserved = starts_with_any_case(name, "aws") || starts_with_any_case(name, "ssm");
    if reserved
        || starts_with_any_case(name, "/ssm")
        || (starts_with_any_case(name, "/aws") && !starts_with(name, "/aws/"))
    {
        return refuse(reference, " begins with `aws` or `ssm`, which AWS reserves", "begin with another word");
    }
    length(reference, name, 1011)
}

/// A secret of Secrets Manager, by its name of at most 512 characters, which does not end as an ARN does.
const fn secret_name(reference: &str, name: &str) -> Result<(), Violation> {
    if name.is_empty() {
        return refuse(reference, " has no name", "write `secretsmanager:name`, and `#json_key` for a part of it");
    }
    if starts_with(name, "arn:") {
        return refuse(reference, " names an ARN", "write the secret's name in its place");
    }
    if let Err(violation) = characters(reference, "secretsmanager:".len(), name, b"/_+=.@-") {
        return Err(violation);
    }
    if let Some(suffix) = arn_suffix(name) {
        let headline = about("secret ", reference).push(" has a name that ends in ").quote(suffix);
        let headline = headline.push(", which Secrets Manager takes for the end of an ARN");
        let help = "rename the secret, or keep its value in a parameter, as `ssm:/path`";
        return Err(Violation::new(RULE, headline, Text::from(help)));
    }
    length(reference, name, 512)
}

/// The hyphen and six letters or digits at the end of `name`. A secret's ARN is its name and such an ending, which
/// Secrets Manager makes up. ECS asks by the ARN without it; a name with an ending of that form then reads as a complete
/// ARN, of which there is no secret, and the task never starts.
const fn arn_suffix(name: &str) -> Option<&str> {
    const LENGTH: usize = 7;
    let Some(start) = name.len().checked_sub(LENGTH) else { return None };
    let suffix = rest(name, start);
    let [b'-', made_up @ ..] = suffix.as_bytes() else { return None };
    let mut at = 0;
    while at < made_up.len() {
        if !made_up[at].is_ascii_alphanumeric() {
            return None;
        }
        at += 1;
    }
    Some(suffix)
}

const fn refuse(reference: &str, problem: &'static str, help: &'static str) -> Result<(), Violation> {
    Err(Violation::new(RULE, about("secret ", reference).push(problem), Text::from(help)))
}

const fn length(reference: &str, name: &str, most: usize) -> Result<(), Violation> {
    if name.len() <= most {
        return Ok(());
    }
    let headline = about("secret ", reference).push(" has a name of ").number(name.len() as u64);
    Err(Violation::new(RULE, headline.push(" characters"), Text::from("use at most ").number(most as u64)))
}

/// Only letters, digits, `more` and placeholders in `name`, which begins at `offset` of `reference`.
const fn characters(reference: &str, offset: usize, name: &str, more: &[u8]) -> Result<(), Violation> {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'{' {
            at = match placeholder::end(RULE, name, at, PLACEHOLDERS) {
                Ok(end) => end,
                Err(violation) => return Err(violation),
            };
        } else if bytes[at].is_ascii_alphanumeric() || contains(more, bytes[at]) {
            at += 1;
        } else {
            let headline = about("secret ", reference).push(" may not contain ");
            let headline = point(headline, reference, offset + at);
            let help = Text::from("use letters, digits and ");
            let help = match core::str::from_utf8(more) {
                Ok(more) => help.quote(more),
                Err(_) => help,
            };
            return Err(Violation::new(RULE, headline, help));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const _: () = assert!(matches!(secret("ssm:/shop/{stage}/database"), Ok(())));
    const _: () = assert!(matches!(secret_parts("secretsmanager:a#b").2.as_bytes(), b"b"));

    #[test]
    fn references() {
        for legal in [
            "ssm:/a",
            "ssm:database",
            "ssm:/{app}/{stage}/database.url-1_2",
            "ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended",
            "ssm:/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15",
            "secretsmanager:shop/{stage}",
            "secretsmanager:shop_+=.@-#url",
            "secretsmanager:a#key with spaces",
            "secretsmanager:shop-abcde",
            "secretsmanager:shop-abcdefg",
            "secretsmanager:abcdef",
            "secretsmanager:shop/abcdef",
            "secretsmanager:shop-abc_ef",
            "secretsmanager:shop-secret-{stage}",
            "secretsmanager:shop-abcdef-db",
            "secretsmanager:shop#key-abcdef",
            "ssm:/shop-abcdef",
            &format!("ssm:/{}", "a".repeat(1010)),
            &format!("secretsmanager:{}", "a".repeat(512)),
        ] {
            assert_eq!(secret(legal), Ok(()), "{legal}");
        }
        for (illegal, problem) in [
            ("", " does not say where it is kept"),
            ("/shop/database", " does not say where it is kept"),
            ("vault:a", " does not say where it is kept"),
            ("ssm:", " names no parameter"),
            ("ssm:/", " has an empty level in its path"),
            ("ssm:/a//b", " has an empty level in its path"),
            ("ssm:/a/", " has an empty level in its path"),
            ("ssm:a/b", " has a path that does not begin with `/`"),
            ("ssm:/a b", " may not contain a space (character 7)"),
            ("ssm:/a#b", " may not contain `#` (character 7)"),
            ("ssm:/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16", " has more than 15 levels in its path"),
            ("ssm:awsome", " begins with `aws` or `ssm`, which AWS reserves"),
            ("ssm:/SSM/a", " begins with `aws` or `ssm`, which AWS reserves"),
            ("ssm:/{stages}/a", "`{stages}` is no placeholder of `/{stages}/a`"),
            ("ssm:/{stage", "a `{` is never closed in `/{stage`"),
            ("ssm:/stage}", " may not contain `}` (character 11)"),
            ("secretsmanager:", " has no name"),
            ("secretsmanager:#a", " has no name"),
            ("secretsmanager:a#", " names no key behind the `#`"),
            ("secretsmanager:a#b:c", " has a key with `:` or `#`"),
            ("secretsmanager:a#b#c", " has a key with `:` or `#`"),
            ("secretsmanager:a:b", " may not contain `:` (character 17)"),
            ("secretsmanager:\u{e4}", " may not contain `\u{e4}` (character 16)"),
            ("secretsmanager:arn:aws:secretsmanager:eu-west-1:1:secret:a", " names an ARN"),
            ("secretsmanager:{region}", "`{region}` is no placeholder of `{region}`"),
            (
                "secretsmanager:shop-abcdef",
                " has a name that ends in `-abcdef`, which Secrets Manager takes for the end of an ARN",
            ),
            (
                "secretsmanager:{stage}/shop-A1b2C3#key",
                " has a name that ends in `-A1b2C3`, which Secrets Manager takes for the end of an ARN",
            ),
            (
                "secretsmanager:-123456",
                " has a name that ends in `-123456`, which Secrets Manager takes for the end of an ARN",
            ),
        ] {
            let headline = secret(illegal).expect_err(illegal).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
        assert!(secret(&format!("ssm:/{}", "a".repeat(1011))).is_err());
        assert!(secret(&format!("secretsmanager:{}", "a".repeat(513))).is_err());
    }

    #[test]
    fn parts() {
        for (reference, parts) in [
            ("ssm:/a/b", ("ssm", "/a/b", "")),
            ("secretsmanager:a", ("secretsmanager", "a", "")),
            ("secretsmanager:a#b#c", ("secretsmanager", "a", "b#c")),
            ("other:a", ("", "other:a", "")),
            ("", ("", "", "")),
        ] {
            assert_eq!(secret_parts(reference), parts, "{reference}");
        }
    }

    proptest! {
        #[test]
        fn no_reference_panics(text in ".{0,60}") {
            let _ = secret(&text);
        }

        #[test]
        fn no_likely_reference_panics(text in "(ssm:|secretsmanager:)[a-z/{}# é:]{0,20}") {
            let _ = secret(&text);
        }

        #[test]
        fn parts_make_the_reference_again(kind in "(ssm|secretsmanager)", name in "[a-z/]{1,9}", key in "[a-z]{1,5}") {
            let whole = format!("{kind}:{name}#{key}");
            let (found, name_found, key_found) = secret_parts(&whole);
            let hash = if key_found.is_empty() { "" } else { "#" };
            prop_assert_eq!(format!("{found}:{name_found}{hash}{key_found}"), whole);
        }
    }
}
