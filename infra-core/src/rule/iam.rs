//! Statements of task roles.

use super::letters::{about, find, point, rest, slice};
use super::placeholder;
use crate::string::{same, starts_with};
use crate::{Text, Violation};

/// What may stand in a resource.
const PLACEHOLDERS: &[&str] = &["region", "account", "app", "stage"];

/// An IAM action: `service:Action`, with `*` and `?` allowed inside the action. A bare `*` would allow everything and is
/// refused.
///
/// Source: IAM reference, "Grammar of the IAM JSON policy language" and "Action"; service prefixes as the service
/// authorization reference spells them (lower-case letters, digits, hyphens).
pub const fn action(action: &str) -> Result<(), Violation> {
    const RULE: &str = "iam-action";
    if same(action, "*") || same(action, "*:*") {
        return Err(Violation::new(
            RULE,
            about("action ", action).push(" allows everything"),
            Text::from("name the actions that the task needs, as `s3:GetObject`"),
        ));
    }
    let Some(colon) = find(action, b':', 0) else {
        let help = "write service and action, as `s3:GetObject`";
        return Err(Violation::new(RULE, about("action ", action).push(" names no service"), Text::from(help)));
    };
    let bytes = action.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let legal = if at < colon {
            matches!(bytes[at], b'a'..=b'z' | b'0'..=b'9' | b'-')
        } else {
            at == colon || bytes[at].is_ascii_alphanumeric() || matches!(bytes[at], b'*' | b'?')
        };
        if !legal {
            let help = "write the service in lower case, then letters, digits and `*`, as `s3:GetObject`";
            let headline = point(about("action ", action).push(" may not contain "), action, at);
            return Err(Violation::new(RULE, headline, Text::from(help)));
        }
        at += 1;
    }
    if colon == 0 || colon + 1 == bytes.len() {
        let problem = if colon == 0 { " names no service" } else { " names no action" };
        let help = "write service and action, as `s3:GetObject`";
        return Err(Violation::new(RULE, about("action ", action).push(problem), Text::from(help)));
    }
    Ok(())
}

/// A statement names at least one action and one resource.
///
/// Source: IAM user guide, 2025, "IAM JSON policy elements": `Action` and `Resource` are required.
pub const fn statement(actions: u64, resources: u64) -> Result<(), Violation> {
    if actions == 0 {
        let help = Text::from("write the actions first, as `allow(\"s3:GetObject\", on = \"arn:..\")`");
        return Err(Violation::new("iam-action", Text::from("this `allow` names no action"), help));
    }
    if resources == 0 {
        let help = Text::from("name an ARN, or write `on = \"*\"` where an action takes no resource");
        return Err(Violation::new("iam-resource", Text::from("this `allow` names nothing to act on"), help));
    }
    Ok(())
}

/// The resource of a statement: an ARN, in which `{region}`, `{account}`, `{app}` and `{stage}` are filled in, or `*`.
///
/// Source: IAM reference, "Resource"; ARN format of the AWS general reference
/// (`arn:partition:service:region:account:resource`).
pub const fn resource(resource: &str) -> Result<(), Violation> {
    const RULE: &str = "iam-resource";
    if same(resource, "*") {
        return Ok(());
    }
    if !starts_with(resource, "arn:") {
        let help = "write an ARN, as `arn:aws:s3:::bucket/*`, or `*`";
        return Err(Violation::new(RULE, about("resource ", resource).push(" is no ARN"), Text::from(help)));
    }
    let bytes = resource.as_bytes();
    let (mut at, mut colons, mut service, mut last) = (0, 0, "", 0);
    while at < bytes.len() {
        match bytes[at] {
            b'{' => {
                at = match placeholder::end(RULE, resource, at, PLACEHOLDERS) {
                    Ok(end) => end,
                    Err(violation) => return Err(violation),
                };
                continue;
            }
            b':' => {
                colons += 1;
                if colons == 3 {
                    service = slice(resource, last, at);
                }
                last = at + 1;
            }
            // Behind the fifth colon, names are the service's own: keys of S3 have spaces and letters of all kinds.
            byte if matches!(byte, b'}' | b'"')
                || byte.is_ascii_control()
                || (colons < 5 && (byte == b' ' || !byte.is_ascii())) =>
            {
                let headline = point(about("resource ", resource).push(" may not contain "), resource, at);
                return Err(Violation::new(RULE, headline, Text::from("write one ARN")));
            }
            _ => {}
        }
        at += 1;
    }
    if colons < 5 || service.is_empty() || (colons == 5 && rest(resource, last).is_empty()) {
        let help = "write `arn:partition:service:region:account:resource`; region and account may be empty";
        return Err(Violation::new(RULE, about("resource ", resource).push(" is an incomplete ARN"), Text::from(help)));
    }
    Ok(())
}

/// Statements are those of a role that is made, and a role that exists has its own.
///
/// Source: language reference, `role`; IAM user guide, 2025: a role's policies are set where the role is.
pub const fn given_role(role: Option<&str>, statements: u64) -> Result<(), Violation> {
    let (Some(role), 1..) = (role, statements) else { return Ok(()) };
    let headline = about("`allow` changes nothing in the role ", role).push(", which exists already");
    let help = "take `allow` out and allow it in that role, or take `role` out to have one made";
    Err(Violation::new("role-allow", headline, Text::from(help)))
}

/// The ARN of a role that exists already: `arn:aws:iam::111122223333:role/name`, with a path before the name where it
/// has one.
///
/// Source: IAM-01; botocore 1.44.5 ecs RegisterTaskDefinitionRequest.taskRoleArn, iam roleNameType (`[\w+=,.@-]+`, at
/// most 64) and pathType; ARN format of the AWS general reference.
pub const fn role(arn: &str) -> Result<(), Violation> {
    const RULE: &str = "iam-role";
    let bytes = arn.as_bytes();
    let mut colons = [0; 5];
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() && count < colons.len() {
        if bytes[at] == b':' {
            colons[count] = at;
            count += 1;
        }
        at += 1;
    }
    let help = Text::from("write it as `arn:aws:iam::111122223333:role/name`");
    let partition = slice(arn, colons[0] + 1, colons[1]);
    let is_role = count == colons.len()
        && same(slice(arn, 0, colons[0]), "arn")
        && (same(partition, "aws") || starts_with(partition, "aws-"))
        && same(slice(arn, colons[1] + 1, colons[2]), "iam")
        && colons[2] + 1 == colons[3]
        && starts_with(rest(arn, colons[4] + 1), "role/");
    if !is_role {
        return Err(Violation::new(RULE, about("role ", arn).push(" is not the ARN of a role"), help));
    }
    if super::account::id(slice(arn, colons[3] + 1, colons[4])).is_err() {
        let headline = about("role ", arn).push(" names no account of 12 digits");
        return Err(Violation::new(RULE, headline, help));
    }
    let (mut name, mut at) = (colons[4] + "role/".len() + 1, colons[4] + "role/".len() + 1);
    while at < bytes.len() {
        if bytes[at] == b'/' {
            name = at + 1;
        } else if !(bytes[at].is_ascii_alphanumeric()
            || matches!(bytes[at], b'_' | b'+' | b'=' | b',' | b'.' | b'@' | b'-'))
        {
            let headline = point(about("role ", arn).push(" may not contain "), arn, at);
            return Err(Violation::new(RULE, headline, Text::from("use letters, digits and `_+=,.@-` in its name")));
        }
        at += 1;
    }
    if name == bytes.len() || bytes.len() - name > 64 {
        let headline = about("role ", arn).push(" has a name of ").number((bytes.len() - name) as u64);
        return Err(Violation::new(RULE, headline.push(" characters"), Text::from("use 1 to 64")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const _: () = assert!(matches!(action("s3:GetObject"), Ok(())));
    const _: () = assert!(matches!(resource("arn:aws:s3:::{app}-{stage}/*"), Ok(())));

    #[test]
    fn a_statement_says_what_and_on_what() {
        assert_eq!(statement(1, 1), Ok(()));
        assert_eq!(statement(0, 1).expect_err("no action").rule, "iam-action");
        assert_eq!(statement(1, 0).expect_err("no resource").rule, "iam-resource");
    }

    #[test]
    fn actions() {
        for legal in ["s3:GetObject", "s3:Get*", "s3:*", "ecs:Describe?asks", "execute-api:Invoke", "a4b:x"] {
            assert_eq!(action(legal), Ok(()), "{legal}");
        }
        for (illegal, problem) in [
            ("", " names no service"),
            ("*", " allows everything"),
            ("*:*", " allows everything"),
            ("GetObject", " names no service"),
            (":GetObject", " names no service"),
            ("s3:", " names no action"),
            ("S3:GetObject", " may not contain `S` (character 1)"),
            ("s*:GetObject", " may not contain `*` (character 2)"),
            ("s3: GetObject", " may not contain a space (character 4)"),
            ("s3:Get:Object", " may not contain `:` (character 7)"),
            ("s3:\u{c4}", " may not contain `\u{c4}` (character 4)"),
        ] {
            let headline = action(illegal).expect_err(illegal).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
    }

    #[test]
    fn roles() {
        for legal in [
            "arn:aws:iam::111122223333:role/web",
            "arn:aws-cn:iam::111122223333:role/service-role/shop/web_+=,.@-",
            &format!("arn:aws:iam::111122223333:role/{}", "a".repeat(64)),
        ] {
            assert_eq!(role(legal), Ok(()), "{legal}");
        }
        for (illegal, problem) in [
            ("", " is not the ARN of a role"),
            ("web", " is not the ARN of a role"),
            ("arn:aws:iam::111122223333:user/web", " is not the ARN of a role"),
            ("arn:aws:iam:eu-west-1:111122223333:role/web", " is not the ARN of a role"),
            ("arn:aws:sts::111122223333:role/web", " is not the ARN of a role"),
            ("arn:aws:iam::1111:role/web", " names no account of 12 digits"),
            ("arn:aws:iam::111122223333:role/", " has a name of 0 characters"),
            ("arn:aws:iam::111122223333:role/a/", " has a name of 0 characters"),
            ("arn:aws:iam::111122223333:role/a b", " may not contain a space (character 33)"),
        ] {
            let headline = role(illegal).expect_err(illegal).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
        assert!(role(&format!("arn:aws:iam::111122223333:role/{}", "a".repeat(65))).is_err());
    }

    #[test]
    fn resources() {
        for legal in [
            "*",
            "arn:aws:s3:::bucket",
            "arn:aws:s3:::bucket/*",
            "arn:aws:s3:::bucket/\u{e4} b/*",
            "arn:aws-cn:sqs:{region}:{account}:{app}-{stage}-queue",
            "arn:*:logs:*:*:log-group:a:*",
            "arn:aws:iam::{account}:role/a",
        ] {
            assert_eq!(resource(legal), Ok(()), "{legal}");
        }
        for (illegal, problem) in [
            ("", " is no ARN"),
            ("bucket", " is no ARN"),
            ("**", " is no ARN"),
            ("arn:aws:s3", " is an incomplete ARN"),
            ("arn:aws:s3:::", " is an incomplete ARN"),
            ("arn:aws::::bucket", " is an incomplete ARN"),
            ("arn:aws:s3:::{stages}", "`{stages}` is no placeholder of `arn:aws:s3:::{stages}`"),
            ("arn:aws:s3:::{stage", "a `{` is never closed in `arn:aws:s3:::{stage`"),
            ("arn:aws:s3:::stage}", " may not contain `}` (character 19)"),
            ("arn:aws: s3:::a", " may not contain a space (character 9)"),
            ("arn:\u{e4}:s3:::a", " may not contain `\u{e4}` (character 5)"),
            ("arn:aws:s3:::a\n", " may not contain a control character (character 15)"),
        ] {
            let headline = resource(illegal).expect_err(illegal).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
    }

    proptest! {
        #[test]
        fn no_statement_panics(text in ".{0,60}") {
            let _ = (action(&text), resource(&text), resource(&format!("arn:{text}")));
        }
    }
}
