//! Names: of apps, items and stages, and what they become in AWS.

use super::letters::{about, characters, next, one_of, point, quote, slice, starts_with_any_case};
use crate::string::{same, starts_with};
use crate::{Text, Violation};

/// The most characters of a DNS label, which items become.
///
/// Source: RFC 1035 §2.3.4; SD-01, botocore 1.44.5 servicediscovery CreateServiceRequest.Name.
const LABEL: usize = 63;

/// The most characters of a CloudFormation stack's name; ECS would take 255.
///
/// Source: botocore 1.44.5 cloudformation CreateStackInput.StackName; SV-01.
const STACK: usize = 128;

/// The name of an app: lower-case letters, digits and single hyphens between them, from a letter, at most 63; not
/// `internal`, nor from `internal-`, for the names of load balancers begin with it.
///
/// Source: the names of CloudFormation stacks (`[a-zA-Z][-a-zA-Z0-9]*`), load balancers (LB-01) and DNS labels (SD-01),
/// of which this is what all take.
pub const fn app(name: &str) -> Result<(), Violation> {
    const RULE: &str = "app-name";
    if let Err(violation) = plain(RULE, "the app name ", name) {
        return Err(violation);
    }
    if same(name, "internal") || starts_with(name, "internal-") {
        let headline = about("the app name ", name).push(" gives load balancers names that begin with `internal-`");
        let headline = headline.push(", which AWS reserves");
        return Err(Violation::new(RULE, headline, Text::from("begin the name with another word")));
    }
    Ok(())
}

/// The name of a cluster, service or task, without app and stage: letters as in [`app`].
///
/// Source: as [`app`]; SV-01, CL-01, TD-01.
pub const fn item(name: &str) -> Result<(), Violation> {
    plain("item-name", "the name ", name)
}

/// The name of a stage: letters as in [`app`].
///
/// Source: as [`app`].
pub const fn stage(name: &str) -> Result<(), Violation> {
    plain("stage-name", "the stage name ", name)
}

/// `{app}-{stage}-{item}`, the name in AWS, has at most 128 characters.
///
/// Source: botocore 1.44.5 cloudformation CreateStackInput.StackName; SV-01.
pub const fn physical(app: &str, stage: &str, item: &str) -> Result<(), Violation> {
    let length = characters(app) + characters(stage) + characters(item) + 2;
    if length <= STACK {
        return Ok(());
    }
    let (length, over) = (length as u64, (length - STACK) as u64);
    let headline = quote(quote(about("the name of ", item).push(" in stage "), stage).push(" of "), app);
    let headline = headline.push(" is ").number(length).push(" characters long, the limit is ").number(STACK as u64);
    let help = quote(quote(about("shorten ", app).push(", "), stage).push(" or "), item);
    let help = help.push(" by ").number(over).push(if over == 1 { " character" } else { " characters" });
    Err(Violation::new("physical-name", headline, help))
}

/// The name of a capacity provider of one's own: 1 to 255 letters, digits, `-` and `_`, not beginning with `aws`, `ecs`
/// or `fargate` in upper or lower case.
///
/// Source: CP-01; botocore 1.44.5 ecs CreateCapacityProviderRequest.name.
pub const fn capacity_provider(name: &str) -> Result<(), Violation> {
    const RULE: &str = "capacity-provider-name";
    let headline = Text::from("the capacity provider name ");
    let prefix = if starts_with_any_case(name, "aws") {
        "aws"
    } else if starts_with_any_case(name, "ecs") {
        "ecs"
    } else if starts_with_any_case(name, "fargate") {
        "fargate"
    } else {
        ""
    };
    if !prefix.is_empty() {
        let headline = quote(headline, name).push(" begins with ").quote(prefix).push(", which ECS reserves");
        return Err(Violation::new(RULE, headline, Text::from("begin the name with another word")));
    }
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !matches!(bytes[at], b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_') {
            let headline = point(quote(headline, name).push(" may not contain "), name, at);
            return Err(Violation::new(RULE, headline, Text::from("use letters, digits, `-` and `_`")));
        }
        at += 1;
    }
    if bytes.is_empty() || bytes.len() > 255 {
        let headline = quote(headline, name).push(" has ").number(bytes.len() as u64).push(" characters");
        return Err(Violation::new(RULE, headline, Text::from("use 1 to 255 characters")));
    }
    Ok(())
}

/// Lower-case letters, digits and single hyphens between them, from a letter, at most 63.
const fn plain(rule: &'static str, what: &'static str, name: &str) -> Result<(), Violation> {
    let bytes = name.as_bytes();
    if bytes.is_empty() {
        return Err(Violation::new(rule, Text::from(what).push("is empty"), Text::from("give it at least one letter")));
    }
    let mut at = 0;
    while at < bytes.len() {
        let problem = match bytes[at] {
            b'a'..=b'z' => "",
            b'0'..=b'9' if at > 0 => "",
            b'-' if at > 0 && at + 1 < bytes.len() && bytes[at - 1] != b'-' => "",
            b'-' if at > 0 && bytes[at - 1] == b'-' => " has a second hyphen in a row, ",
            b'-' if at > 0 => " may not end with ",
            b'-' | b'0'..=b'9' => " may not begin with ",
            _ => " may not contain ",
        };
        if !problem.is_empty() {
            return Err(Violation::new(rule, point(about(what, name).push(problem), name, at), spelling(name)));
        }
        at += 1;
    }
    if bytes.len() > LABEL {
        let over = (bytes.len() - LABEL) as u64;
        let headline = about(what, name).push(" has ").number(bytes.len() as u64).push(" characters, the limit is ");
        return Err(Violation::new(
            rule,
            headline.number(LABEL as u64),
            Text::from("shorten it by ").number(over).push(if over == 1 { " character" } else { " characters" }),
        ));
    }
    Ok(())
}

/// How to write `name`, when that is plain from its letters.
const fn spelling(name: &str) -> Text {
    let help = Text::from("use lower-case letters, digits and single hyphens between them, beginning with a letter");
    let bytes = name.as_bytes();
    let mut spelled = Text::new();
    let (mut at, mut gap) = (0, false);
    while at < bytes.len() && at < LABEL {
        if bytes[at].is_ascii_alphanumeric() && !(spelled.is_empty() && bytes[at].is_ascii_digit()) {
            if gap && !spelled.is_empty() {
                spelled = spelled.push("-");
            }
            gap = false;
            spelled = spelled.push(lower(slice(name, at, at + 1)));
        } else {
            gap = true;
        }
        at = next(name, at);
    }
    if spelled.is_empty() || one_of(spelled.as_str(), &[name]) {
        return help;
    }
    help.push(", as ").quote(spelled.as_str())
}

/// The lower-case letter of a letter.
const fn lower(letter: &str) -> &str {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    match letter.as_bytes() {
        [byte @ b'A'..=b'Z'] => {
            let at = (*byte - b'A') as usize;
            slice(LETTERS, at, at + 1)
        }
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const _: () = assert!(matches!(app("shop"), Ok(())));
    const _: () = assert!(matches!(item("order-sync"), Ok(())));
    const _: () = assert!(matches!(stage("prod"), Ok(())));
    const _: () = assert!(matches!(physical("shop", "prod", "order-sync"), Ok(())));
    const _: () = assert!(matches!(capacity_provider("shop"), Ok(())));

    #[test]
    fn plain_names() {
        for name in ["a", "shop", "order-sync", "a1", "a-1-b", "web2", &"a".repeat(63)] {
            assert_eq!(app(name), Ok(()), "{name}");
            assert_eq!(item(name), Ok(()), "{name}");
            assert_eq!(stage(name), Ok(()), "{name}");
        }
        for (name, problem) in [
            ("Shop", "may not contain `S` (character 1)"),
            ("my shop", "may not contain a space (character 3)"),
            ("my_shop", "may not contain `_` (character 3)"),
            ("caf\u{e9}", "may not contain `\u{e9}` (character 4)"),
            ("\u{e9}B", "may not contain `\u{e9}` (character 1)"),
            ("a\tb", "may not contain a control character (character 2)"),
            ("1shop", "may not begin with `1` (character 1)"),
            ("-shop", "may not begin with `-` (character 1)"),
            ("shop-", "may not end with `-` (character 5)"),
            ("my--shop", "has a second hyphen in a row, `-` (character 4)"),
            ("a--", "has a second hyphen in a row, `-` (character 3)"),
            ("", "is empty"),
        ] {
            let headline = item(name).expect_err(name).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
        let violation = app(&"a".repeat(65)).expect_err("too long");
        assert!(violation.headline.as_str().ends_with("has 65 characters, the limit is 63"), "{violation}");
        assert_eq!(violation.help.as_str(), "shorten it by 2 characters");
    }

    #[test]
    fn apps_leave_internal_to_load_balancers() {
        for name in ["internal", "internal-tools"] {
            let violation = app(name).expect_err(name);
            assert_eq!(
                violation.headline.as_str(),
                format!(
                    "the app name `{name}` gives load balancers names that begin with `internal-`, which AWS reserves"
                )
            );
            assert_eq!((item(name), stage(name)), (Ok(()), Ok(())), "{name}");
        }
        for name in ["internals", "internal2-tools", "my-internal", "intern"] {
            assert_eq!(app(name), Ok(()), "{name}");
        }
        assert!(app("internal--tools").expect_err("hyphens").headline.as_str().contains("a second hyphen"));
    }

    #[test]
    fn a_spelling_is_proposed() {
        for (name, spelled) in [("My_Shop", "my-shop"), ("my--shop", "my-shop"), ("2nd Shop!", "nd-shop")] {
            let help = app(name).expect_err(name).help;
            assert!(help.as_str().ends_with(&format!(", as `{spelled}`")), "{help}");
        }
        assert!(app("123").expect_err("digits").help.as_str().ends_with("beginning with a letter"));
    }

    #[test]
    fn physical_names_end_at_128() {
        let item = "i".repeat(60);
        assert_eq!(physical(&"a".repeat(62), "prod", &item), Ok(()));
        let violation = physical(&"a".repeat(63), "prod", &item).expect_err("too long");
        assert!(violation.headline.as_str().ends_with("is 129 characters long, the limit is 128"), "{violation}");
        assert!(violation.help.as_str().ends_with(" by 1 character"), "{violation}");
        assert!(physical(&"a".repeat(65), "prod", &item).expect_err("more").help.as_str().ends_with("by 3 characters"));
    }

    #[test]
    fn reserved_prefixes_are_refused_in_any_case() {
        for name in ["aws", "AWS-shop", "ecs2", "Ecs", "fargate_mine", "FARGATE", "", "a.b", "a b", &"a".repeat(256)] {
            assert!(capacity_provider(name).is_err(), "{name}");
        }
        for name in ["aw", "my-aws", "Shop_2", &"a".repeat(255)] {
            assert_eq!(capacity_provider(name), Ok(()), "{name}");
        }
        let violation = capacity_provider("aws-shop").expect_err("reserved");
        assert_eq!(
            violation.headline.as_str(),
            "the capacity provider name `aws-shop` begins with `aws`, which ECS reserves"
        );
    }

    proptest! {
        #[test]
        fn no_name_panics(name in ".{0,80}") {
            let _ = (app(&name), physical(&name, &name, &name), capacity_provider(&name));
        }

        #[test]
        fn the_proposed_spelling_is_legal(name in "[A-Za-z0-9_ é-]{1,20}") {
            let Err(violation) = app(&name) else { return Ok(()) };
            if let Some((_, spelled)) = violation.help.as_str().split_once(", as `") {
                prop_assert_eq!(app(spelled.trim_end_matches('`')), Ok(()));
            }
        }
    }
}
