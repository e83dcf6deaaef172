//! References to container images.

use super::letters::{about, find, point, quote, rest, slice};
use crate::string::starts_with;
use crate::{Text, Violation};

const RULE: &str = "image-reference";

/// An image reference: `[registry/]repository[:tag][@sha256:digest]`, at most 255 characters, the repository in lower
/// case. A missing tag is allowed (and means `latest`).
///
/// Source: TD-05; botocore 1.44.5 ecs ContainerDefinition.image. The grammar within these characters is that of
/// `distribution/reference`, which the container agents parse references with.
pub const fn reference(image: &str) -> Result<(), Violation> {
    if image.is_empty() {
        return Err(Violation::new(RULE, Text::from("the image is empty"), Text::from(FORM)));
    }
    if let Some(scheme) = scheme(image) {
        let headline = about("image ", image).push(" begins with ").quote(scheme);
        let help = Text::from("leave out ").quote(scheme);
        let help = quote(help.push(": "), rest(image, scheme.len()));
        return Err(Violation::new(RULE, headline, help));
    }
    if let Some(at) = foreign(image) {
        let headline = point(about("image ", image).push(" may not contain "), image, at);
        return Err(Violation::new(RULE, headline, Text::from("use letters, digits and `_.:/-@`, as `nginx:1.29`")));
    }
    let (name, digest) = match find(image, b'@', 0) {
        Some(at) => (slice(image, 0, at), Some(rest(image, at + 1))),
        None => (image, None),
    };
    if name.len() > 255 {
        let headline = about("image ", image).push(" has ").number(name.len() as u64);
        return Err(Violation::new(RULE, headline.push(" characters"), Text::from("use at most 255")));
    }
    let (repository, tag) = split_tag(name);
    if let Err(violation) = repository_name(image, repository) {
        return Err(violation);
    }
    if let Some(tag) = tag
        && let Err(violation) = tag_name(image, tag)
    {
        return Err(violation);
    }
    match digest {
        Some(digest) if !is_digest(digest) => Err(Violation::new(
            RULE,
            quote(about("image ", image).push(" has the malformed digest "), digest),
            Text::from("write `@sha256:` and 64 hexadecimal digits in lower case, or a tag"),
        )),
        _ => Ok(()),
    }
}

/// An image reference that always means the same image: one with a digest.
///
/// Source: OCI distribution specification 1.1, "Pulling manifests": a tag may be moved, a digest names the content.
pub const fn pinned(image: &str) -> Result<(), Violation> {
    if let Err(violation) = reference(image) {
        return Err(violation);
    }
    if find(image, b'@', 0).is_some() {
        return Ok(());
    }
    let headline = about("the base ", image).push(" has no digest, and may be another image tomorrow");
    let help = Text::from("write `repository@sha256:..`: `docker buildx imagetools inspect ").push(image);
    Err(Violation::new("build-base", headline, help.push("` tells the digest")))
}

const FORM: &str = "write it as `nginx:1.29` or `repository@sha256:..`";

/// The scheme of a web address.
const fn scheme(image: &str) -> Option<&'static str> {
    if starts_with(image, "https://") {
        Some("https://")
    } else if starts_with(image, "http://") {
        Some("http://")
    } else {
        None
    }
}

/// Where the first character stands that no reference has.
const fn foreign(image: &str) -> Option<usize> {
    let bytes = image.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphanumeric() && !matches!(bytes[at], b'_' | b'.' | b':' | b'/' | b'-' | b'@') {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The repository, and the tag behind the `:` that follows the last `/`.
const fn split_tag(name: &str) -> (&str, Option<&str>) {
    let bytes = name.as_bytes();
    let mut at = bytes.len();
    while at > 0 && bytes[at - 1] != b'/' {
        at -= 1;
    }
    match find(name, b':', at) {
        Some(colon) => (slice(name, 0, colon), Some(rest(name, colon + 1))),
        None => (name, None),
    }
}

const fn repository_name(image: &str, repository: &str) -> Result<(), Violation> {
    let mut at = 0;
    while at <= repository.len() {
        let end = match find(repository, b'/', at) {
            Some(end) => end,
            None => repository.len(),
        };
        let part = slice(repository, at, end);
        let is_registry = at == 0 && end < repository.len() && is_host(part);
        if !is_registry && !is_component(part) {
            let headline = about("image ", image);
            return Err(if part.is_empty() {
                Violation::new(RULE, headline.push(" has an empty part in its repository"), Text::from(FORM))
            } else if let Some(at) = upper(part) {
                let headline = point(quote(headline.push(" has a capital in "), part).push(": "), part, at);
                Violation::new(RULE, headline, Text::from("write the repository in lower case, as registries have it"))
            } else {
                let headline = quote(headline.push(" has the malformed part "), part);
                let help = "join lower-case letters and digits by `.`, `_`, `__` or hyphens";
                Violation::new(RULE, headline, Text::from(help))
            });
        }
        at = end + 1;
    }
    Ok(())
}

const fn tag_name(image: &str, tag: &str) -> Result<(), Violation> {
    let bytes = tag.as_bytes();
    if bytes.is_empty() {
        let help = "write a tag behind the `:`, or take the `:` away";
        return Err(Violation::new(RULE, about("image ", image).push(" has an empty tag"), Text::from(help)));
    }
    let mut legal = bytes.len() <= 128 && bytes[0] != b'.' && bytes[0] != b'-';
    let mut at = 0;
    while at < bytes.len() {
        legal &= bytes[at].is_ascii_alphanumeric() || matches!(bytes[at], b'_' | b'.' | b'-');
        at += 1;
    }
    if legal {
        return Ok(());
    }
    let help = "use at most 128 letters, digits and `_.-` in the tag, not beginning with `.` or `-`";
    Err(Violation::new(RULE, quote(about("image ", image).push(" has the malformed tag "), tag), Text::from(help)))
}

/// Whether the first part of a reference is a registry: `localhost`, or with a dot or a port.
const fn is_host(text: &str) -> bool {
    let (host, port) = match find(text, b':', 0) {
        Some(at) => (slice(text, 0, at), Some(rest(text, at + 1))),
        None => (text, None),
    };
    if let Some(port) = port {
        match super::letters::number(port) {
            Some(1..=65_535) => {}
            _ => return false,
        }
    }
    let bytes = host.as_bytes();
    if bytes.is_empty() || !(port.is_some() || find(host, b'.', 0).is_some() || matches!(bytes, b"localhost")) {
        return false;
    }
    let (mut at, mut before) = (0, b'.');
    while at < bytes.len() {
        let joins = matches!(bytes[at], b'.' | b'-');
        if !(joins || bytes[at].is_ascii_alphanumeric())
            || (bytes[at] == b'.' && !before.is_ascii_alphanumeric())
            || (bytes[at] == b'-' && before == b'.')
            || (before == b'-' && bytes[at] == b'.')
        {
            return false;
        }
        before = bytes[at];
        at += 1;
    }
    before.is_ascii_alphanumeric()
}

/// Whether `part` is lower-case letters and digits, joined by `.`, `_`, `__` or hyphens.
const fn is_component(part: &str) -> bool {
    let bytes = part.as_bytes();
    let (mut at, mut joins) = (0, 0);
    while at < bytes.len() {
        if bytes[at].is_ascii_lowercase() || bytes[at].is_ascii_digit() {
            joins = 0;
        } else {
            let same = joins > 0 && bytes[at - 1] == bytes[at];
            joins += 1;
            let legal = match bytes[at] {
                b'-' => joins == 1 || same,
                b'_' => joins == 1 || (same && joins == 2),
                b'.' => joins == 1,
                _ => false,
            };
            if !legal || at == 0 {
                return false;
            }
        }
        at += 1;
    }
    !bytes.is_empty() && joins == 0
}

const fn is_digest(digest: &str) -> bool {
    let bytes = digest.as_bytes();
    if !starts_with(digest, "sha256:") || bytes.len() != 71 {
        return false;
    }
    let mut at = 7;
    while at < bytes.len() {
        if !matches!(bytes[at], b'0'..=b'9' | b'a'..=b'f') {
            return false;
        }
        at += 1;
    }
    true
}

const fn upper(part: &str) -> Option<usize> {
    let bytes = part.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_uppercase() {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const _: () = assert!(matches!(reference("nginx:1.29"), Ok(())));

    const DIGEST: &str = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    #[test]
    fn references_that_registries_know() {
        for image in [
            "nginx",
            "nginx:1.29",
            "library/nginx:latest",
            "public.ecr.aws/nginx/nginx:1.29-alpine",
            "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web:v1_2.3",
            "localhost/web",
            "localhost:5000/web:1",
            "Registry.example.com:8443/a/b/c",
            "a__b/c--d/e.f",
            &format!("repo@{DIGEST}"),
            &format!("repo:1@{DIGEST}"),
            &format!("repo:{}", "t".repeat(128)),
            &"a".repeat(255),
        ] {
            assert_eq!(reference(image), Ok(()), "{image}");
        }
    }

    #[test]
    fn a_base_has_a_digest() {
        assert_eq!(pinned(&format!("debian:12@{DIGEST}")), Ok(()));
        let violation = pinned("debian:12").expect_err("a tag");
        assert_eq!(
            violation.headline.as_str(),
            "the base `debian:12` has no digest, and may be another image tomorrow"
        );
        assert_eq!(pinned("Debian").expect_err("a capital").rule, "image-reference");
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (image, problem) in [
            ("", "the image is empty"),
            ("my image", "may not contain a space (character 3)"),
            ("nginx:1.29 ", "may not contain a space (character 11)"),
            ("https://ghcr.io/me/app:1", "begins with `https://`"),
            ("http://localhost:5000/app", "begins with `http://`"),
            ("nginx#1", "may not contain `#` (character 6)"),
            ("caf\u{e9}", "may not contain `\u{e9}` (character 4)"),
            ("Nginx:1", "has a capital in `Nginx`: `N` (character 1)"),
            ("example.com/myApp", "has a capital in `myApp`: `A` (character 3)"),
            ("nginx:", "has an empty tag"),
            ("nginx:a:b", "has the malformed tag `a:b`"),
            ("nginx:-a", "has the malformed tag `-a`"),
            ("/nginx", "has an empty part in its repository"),
            ("a//b", "has an empty part in its repository"),
            ("a/", "has an empty part in its repository"),
            (":tag", "has an empty part in its repository"),
            ("a..b", "has the malformed part `a..b`"),
            ("a___b", "has the malformed part `a___b`"),
            ("-a", "has the malformed part `-a`"),
            ("a-/b", "has the malformed part `a-`"),
            ("host:99999/a", "has the malformed part `host:99999`"),
            ("a@", "has the malformed digest ``"),
            ("a@sha256:12", "has the malformed digest `sha256:12`"),
        ] {
            let headline = reference(image).expect_err(image).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
        for image in [
            format!("a@{}", DIGEST.to_uppercase()),
            format!("a@{DIGEST}0"),
            format!("a@{DIGEST}@{DIGEST}"),
            format!("a:{}", "t".repeat(129)),
            "a".repeat(256),
        ] {
            assert!(reference(&image).is_err(), "{image}");
        }
    }

    proptest! {
        #[test]
        fn no_reference_panics(image in ".{0,300}") {
            let _ = reference(&image);
        }

        #[test]
        fn no_likely_reference_panics(image in "[a-zA-Z0-9_.:/@-]{0,40}") {
            let _ = reference(&image);
        }

        #[test]
        fn registry_repository_and_tag_pass(
            registry in "([a-z][a-z0-9]{0,5}\\.[a-z]{2,5}(:[1-9][0-9]{0,3})?/)?",
            repository in "[a-z0-9]{1,8}([._-][a-z0-9]{1,8}){0,3}(/[a-z0-9]{1,8}){0,2}",
            tag in "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,20})?",
        ) {
            let image = format!("{registry}{repository}{tag}");
            prop_assert_eq!(reference(&image), Ok(()));
        }
    }
}
