//! What is told about keys and values that are written in another way than the language writes them.

use crate::attribute;
use crate::root::Root;
use infra_core::language::{Attribute, CLUSTER, SERVICE, TASK};
use proc_macro2::{TokenStream, TokenTree};

/// All that is told about an attribute with these arguments: headline and help, a line an error.
fn told(table: &'static Attribute, arguments: &str) -> Vec<String> {
    let (arguments, item) = (arguments.parse().unwrap(), "struct Item;".parse().unwrap());
    messages(attribute::expand(Root::Core, table, arguments, item))
}

fn messages(tokens: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_error = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) if is_error => {
                found.push(syn::parse2::<syn::LitStr>(group.stream()).unwrap().value().replace("\nhelp: ", " | "));
                is_error = false;
            }
            TokenTree::Group(group) => found.extend(messages(group.stream())),
            TokenTree::Ident(ident) if ident == "compile_error" => is_error = true,
            _ => {}
        }
    }
    found
}

/// Of each of these arguments, one thing is told.
fn each(table: &'static Attribute, base: &str, cases: &[(&str, &str)]) {
    for (arguments, expected) in cases {
        assert_eq!(told(table, &format!("{base}{arguments}")), [*expected], "{arguments}");
    }
}

const BASE: &str = "cluster = Shop, image = \"web:1\", ";

#[test]
fn a_key_of_a_value_without_one_is_told_once() {
    each(
        SERVICE,
        BASE,
        &[
            (
                r#"volume(name = "data", source = scratch, at = "/d")"#,
                r#"`volume(..)` has no `name` | write it without a key: `volume("data", scratch, at = "/data")`"#,
            ),
            (
                r#"container(name = "p", image = "p:1")"#,
                r#"`container(..)` has no `name` | write it without a key: `container("proxy", ..)`"#,
            ),
        ],
    );
    let expected = [r#"`s3(..)` has no `bucket` | write it without a key: `s3("orders")`"#];
    assert_eq!(told(TASK, &format!(r#"{BASE} on = s3(bucket = "orders")"#)), expected);
}

#[test]
fn advice_about_one_key_does_not_hide_that_about_another() {
    let arguments = format!("{BASE} depends_on = [A], log_retention = 30, healthcheck(\"/\")");
    assert_eq!(told(SERVICE, &arguments).len(), 3);
    assert_eq!(told(SERVICE, &format!("{BASE} scale(min = 1, max = 2, cpu = 60)")).len(), 1);
}

#[test]
fn a_value_without_its_key_is_told_once() {
    let headline = "this value stands without its key";
    let at = |value: &str| format!(r#"{headline}, `at` | write it with its key: `at = "{value}"`"#);
    each(
        SERVICE,
        BASE,
        &[
            (r#"container("p", image = "p:1", mount("data", "/d"))"#, &at("/d")),
            (r#"volume("data", scratch, "/data")"#, &at("/data")),
            (r#"volume("data", "/data", scratch)"#, &at("/data")),
            (
                r#"waive("port-twice", "because")"#,
                &format!(r#"{headline}, `reason` | write it with its key: `reason = "because"`"#),
            ),
        ],
    );
    each(TASK, BASE, &[("fan_out(100)", &format!("{headline}, `max` | write it with its key: `max = 100`"))]);
}

#[test]
fn names_that_rust_does_not_know_are_put_in_quotes() {
    let quotes = |name: &str, value: &str| {
        format!(r#"`{name}` is no name that Rust knows | put it in quotes: `"{name}" = {value}`"#)
    };
    each(
        CLUSTER,
        "",
        &[
            (r#"tags(cost:centre = "42")"#, &quotes("cost:centre", "\"42\"")),
            (r#"tags(cost-centre = "42")"#, &quotes("cost-centre", "\"42\"")),
            (r#"tags("team": "x")"#, r#"`"team"` is given its value with `=`, not with `:` | write `"team" = "x"`"#),
        ],
    );
    each(
        SERVICE,
        BASE,
        &[
            (r#"container("p", image = "p:1", after(p-x = start))"#, &quotes("p-x", "start")),
            ("slow-start = \"30s\"", "`#[service]` has no `slow-start` | did you mean `slow_start`?"),
            ("desired-count = 2", "`#[service]` has no `desired-count` | did you mean `count`?"),
        ],
    );
    let variable = told(SERVICE, &format!("{BASE} env(my-var = \"x\")"));
    assert!(matches!(variable.as_slice(), [message] if message.contains("[environment-name]")), "{variable:?}");
}

#[test]
fn words_of_a_choice_are_told_with_the_choice() {
    each(
        SERVICE,
        BASE,
        &[
            (r#"volume("e", nfs("x"), at = "/e")"#, "`volume` has no `nfs` | did you mean `efs`?"),
            (
                r#"volume("e", tmpfs("x"), at = "/e")"#,
                "`volume` has no `tmpfs` | write `efs(..)`, `ebs(..)`, `host(..)` or `scratch`",
            ),
            (
                r#"capacity = "fargate""#,
                "`fargate` is a word of `capacity`, not a string | write `fargate` without quotes",
            ),
            (
                "capacity = fargate()",
                "this `fargate(..)` says nothing | write `fargate` alone, or give it keys, as `fargate(base = 1)`",
            ),
        ],
    );
    assert!(told(SERVICE, &format!(r#"{BASE} env(MODE = "output")"#)).is_empty());
    each(
        CLUSTER,
        "",
        &[(
            "network = new()",
            "this `new(..)` says nothing | write `new` alone, or give it keys, as `new(zones = 2, nat = one)`",
        )],
    );
}

#[test]
fn keys_of_other_parentheses_are_known() {
    each(
        SERVICE,
        BASE,
        &[
            ("essential = true", "`#[service]` has no `essential` | it is a key of `container(..)`"),
            ("mount(\"a\")", "`#[service]` has no `mount` | it is a key of `container(..)`"),
            (
                r#"container("p", image = "p:1", route("/*"))"#,
                "`container(..)` has no `route` | it is a key of `#[service]`",
            ),
            ("days = 3", "`#[service]` has no `days` | did you mean `retention`, a key of `logs(..)`?"),
        ],
    );
    each(
        CLUSTER,
        "",
        &[
            ("account(prod = \"1\")", "`#[cluster]` has no `account` | it is a key of `app!`"),
            ("nat = one", "`#[cluster]` has no `nat` | it is a key of `network = new(..)`"),
            ("azs = 3", "`#[cluster]` has no `azs` | did you mean `zones`, a key of `network = new(..)`?"),
            ("tag(a = \"b\")", "`#[cluster]` has no `tag` | did you mean `tags`?"),
        ],
    );
}
