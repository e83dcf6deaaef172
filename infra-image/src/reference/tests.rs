use proptest::prelude::*;

use super::*;

const DIGEST: &str = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn parts(text: &str) -> (String, String, Option<String>, bool) {
    let reference: Reference = text.parse().unwrap();
    let Reference { registry, repository, tag, digest } = reference;
    (registry, repository, tag, digest.is_some())
}

#[test]
fn what_is_left_out_is_filled_in() {
    let hub = || "docker.io".to_owned();
    let tag = |tag: &str| Some(tag.to_owned());
    assert_eq!(parts("nginx"), (hub(), "library/nginx".into(), None, false));
    assert_eq!(parts("nginx:1.29"), (hub(), "library/nginx".into(), tag("1.29"), false));
    assert_eq!(parts("index.docker.io/grafana/loki:3"), (hub(), "grafana/loki".into(), tag("3"), false));
    assert_eq!(parts("localhost/web"), ("localhost".into(), "web".into(), None, false));
    assert_eq!(parts("localhost:5000/a/b"), ("localhost:5000".into(), "a/b".into(), None, false));
    assert_eq!(parts("[::1]:5000/x:t"), ("[::1]:5000".into(), "x".into(), tag("t"), false));
    let ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    assert_eq!(parts(&format!("{ecr}/shop:v1@{DIGEST}")), (ecr.into(), "shop".into(), tag("v1"), true));
}

#[test]
fn the_digest_decides() {
    let reference: Reference = format!("ghcr.io/a/b:v1@{DIGEST}").parse().unwrap();
    assert_eq!(reference.wanted(), DIGEST);
    assert_eq!("ghcr.io/a/b:v1".parse::<Reference>().unwrap().wanted(), "v1");
    let latest: Reference = "ghcr.io/a/b".parse().unwrap();
    assert_eq!(latest.wanted(), "latest");
    assert_eq!(latest.pinned(DIGEST.parse().unwrap()).to_string(), format!("ghcr.io/a/b@{DIGEST}"));
}

#[test]
fn what_is_no_name_is_refused() {
    for text in [
        "",
        ":",
        "@",
        "a:",
        "a@",
        "A",
        "a//b",
        "/a",
        "a/",
        "a..b",
        "a___b",
        "-a",
        "a-",
        "a:.t",
        "a:-t",
        "a b",
        "a:t t",
        "http://a/b",
        "a@sha256:00",
        "ghcr.io/",
        "localhost:0/a",
        "localhost:70000/a",
        "localhost:x/a",
        "[::1/a",
        "[x]:1/a",
        "-a.io/b",
        "a.io:/b",
        "../a",
        "a/../b",
        "user:word@a.io/b",
        "a\0b",
        "a.io/b?x=1",
        "a.io/b#x",
        "é/b",
    ] {
        assert!(text.parse::<Reference>().is_err(), "{text}");
    }
    assert!(format!("a:{}", "t".repeat(129)).parse::<Reference>().is_err());
    assert!(format!("a.io/{}", "r".repeat(256)).parse::<Reference>().is_err());
}

proptest! {
    #[test]
    fn a_name_that_is_printed_is_read_as_the_same(
        registry in "[a-z]{1,8}\\.(io|example)(:[1-9][0-9]{0,3})?",
        repository in "[a-z0-9]{1,5}((\\.|_|__|-{1,3})[a-z0-9]{1,4}){0,2}(/[a-z0-9]{1,5}){0,3}",
        tag in proptest::option::of("[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}"),
        pinned in any::<bool>(),
    ) {
        let tag = tag.map(|tag| format!(":{tag}")).unwrap_or_default();
        let digest = if pinned { format!("@{DIGEST}") } else { String::new() };
        let reference: Reference = format!("{registry}/{repository}{tag}{digest}").parse().unwrap();
        prop_assert_eq!(reference.to_string().parse::<Reference>().unwrap(), reference);
    }

    #[test]
    fn anything_is_read_or_refused(text in ".{0,60}") {
        let _ = text.parse::<Reference>();
    }
}
