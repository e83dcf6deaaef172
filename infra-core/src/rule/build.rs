//! What images are built from.

use super::letters::{about, contains, find, leads_up, number, point};
use crate::string::{same, starts_with};
use crate::{Text, Violation};

/// The binary of a cargo package: letters, digits, `-` and `_`.
///
/// Source: The Cargo Book (1.95), "Cargo Targets", `name`, of which ASCII is taken here: it becomes a file's name.
pub const fn binary(name: &str) -> Result<(), Violation> {
    const RULE: &str = "build-binary";
    let bytes = name.as_bytes();
    if bytes.is_empty() {
        return Err(Violation::new(RULE, Text::from("`cargo` names no binary"), Text::from("write `cargo(\"web\")`")));
    }
    let mut at = 0;
    while at < bytes.len() {
        if !(bytes[at].is_ascii_alphanumeric() || contains(b"-_", bytes[at])) {
            let headline = point(about("the binary ", name).push(" may not contain "), name, at);
            let help = Text::from("name a `[[bin]]` of the package, without path and ending, as `cargo(\"web\")`");
            return Err(Violation::new(RULE, headline, help));
        }
        at += 1;
    }
    Ok(())
}

/// A Dockerfile or the folder that it sees: a path of this machine, not a web address.
///
/// Source: language of this library, 2026; Docker, "docker buildx build", of which only local contexts are taken.
pub const fn path(path: &str) -> Result<(), Violation> {
    const RULE: &str = "build-path";
    let help = Text::from("write a path from the package's folder, as `dockerfile(\"docker/web.Dockerfile\")`");
    if path.is_empty() {
        return Err(Violation::new(RULE, Text::from("`dockerfile` has an empty path"), help));
    }
    if starts_with(path, "https://") || starts_with(path, "http://") || starts_with(path, "git@") {
        return Err(Violation::new(RULE, about("", path).push(" is no path of this machine"), help));
    }
    if path.as_bytes()[0] == b'-' {
        return Err(Violation::new(RULE, about("the path ", path).push(" reads as an option of `docker`"), help));
    }
    Ok(())
}

/// A file or folder that an image includes: a path below the root of the workspace, in which `*`, `?` and `**` stand for names.
///
/// Source: language of this library, 2026.
pub const fn include(path: &str) -> Result<(), Violation> {
    const RULE: &str = "build-include";
    const HELP: &str = "write a path from the root of the workspace, as `include = [\"web/assets\"]`";
    if path.is_empty() {
        return Err(Violation::new(RULE, Text::from("`include` has an empty path"), Text::from(HELP)));
    }
    if starts_with(path, "/") || starts_with(path, "~") || find(path, b'\\', 0).is_some() {
        return Err(Violation::new(RULE, about("", path).push(" is no relative path"), Text::from(HELP)));
    }
    if leads_up(path) {
        let headline = about("", path).push(" may lead out of the workspace");
        return Err(Violation::new(RULE, headline, Text::from(HELP)));
    }
    Ok(())
}

/// A feature of a cargo package.
///
/// Source: The Cargo Book (1.95), "Features", of which ASCII is taken here.
pub const fn feature(name: &str) -> Result<(), Violation> {
    const RULE: &str = "build-feature";
    const HELP: &str = "name features one by one, as `features = [\"metrics\", \"tls\"]`";
    let bytes = name.as_bytes();
    if bytes.is_empty() {
        return Err(Violation::new(RULE, Text::from("a feature has no name"), Text::from(HELP)));
    }
    let mut at = 0;
    while at < bytes.len() {
        let legal = bytes[at].is_ascii_alphanumeric() || bytes[at] == b'_' || (at > 0 && contains(b"-+.", bytes[at]));
        if !legal {
            let headline = point(about("the feature ", name).push(" may not contain "), name, at);
            return Err(Violation::new(RULE, headline, Text::from(HELP)));
        }
        at += 1;
    }
    Ok(())
}

/// A profile of cargo.
///
/// Source: The Cargo Book (1.95), "Profiles"; cargo 0.96 `util/toml/mod.rs`, `validate_profile_name`: `debug` is reserved.
pub const fn profile(name: &str) -> Result<(), Violation> {
    const RULE: &str = "build-profile";
    let help = Text::from("name a profile of the workspace's Cargo.toml, as `profile = \"release\"`");
    let bytes = name.as_bytes();
    if bytes.is_empty() {
        return Err(Violation::new(RULE, Text::from("the profile has no name"), help));
    }
    if same(name, "debug") {
        let help = Text::from("the profile of debug builds is called `dev`");
        return Err(Violation::new(RULE, Text::from("cargo has no profile `debug`"), help));
    }
    let mut at = 0;
    while at < bytes.len() {
        if !(bytes[at].is_ascii_alphanumeric() || contains(b"-_", bytes[at])) {
            return Err(Violation::new(
                RULE,
                point(about("the profile ", name).push(" may not contain "), name, at),
                help,
            ));
        }
        at += 1;
    }
    Ok(())
}

/// A stage of a Dockerfile: its name, or its number.
///
/// Source: Dockerfile reference (2025), "FROM"; buildkit 0.20 `instructions/parse.go`, `^[a-z][a-z0-9-_\.]*$` in any
/// case.
pub const fn target(stage: &str) -> Result<(), Violation> {
    let bytes = stage.as_bytes();
    let mut legal = number(stage).is_some() || (!bytes.is_empty() && bytes[0].is_ascii_alphabetic());
    let mut at = 0;
    while at < bytes.len() {
        legal &= bytes[at].is_ascii_alphanumeric() || contains(b"-_.", bytes[at]);
        at += 1;
    }
    if legal {
        return Ok(());
    }
    let headline = about("a Dockerfile has no stage ", stage);
    let help = "write the name behind `AS`: a letter, then letters, digits and `-_.`, as `target = \"runtime\"`";
    Err(Violation::new("build-target", headline, Text::from(help)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(binary("web"), Ok(())));

    #[test]
    fn binaries_paths_and_stages() {
        for (text, legal) in [("web", true), ("order-sync_2", true), ("", false), ("web.rs", false), ("src/web", false)]
        {
            assert_eq!(binary(text).is_ok(), legal, "{text}");
        }
        for (text, legal) in [
            ("Dockerfile", true),
            ("../web/Dockerfile", true),
            (".", true),
            ("", false),
            ("https://example.com/a", false),
            ("git@example.com:a", false),
            ("-f", false),
        ] {
            assert_eq!(path(text).is_ok(), legal, "{text}");
        }
        for (text, legal) in
            [("runtime", true), ("Base-1.2_a", true), ("0", true), ("", false), ("1a", false), ("a b", false)]
        {
            assert_eq!(target(text).is_ok(), legal, "{text}");
        }
        for (text, legal) in [
            ("assets", true),
            ("web/templates/**", true),
            ("./a..b/*.html", true),
            ("[id].html", true),
            ("", false),
            ("/etc", false),
            ("~/assets", false),
            ("a\\b", false),
            ("../assets", false),
            ("a/../b", false),
        ] {
            assert_eq!(include(text).is_ok(), legal, "{text}");
        }
        for (text, legal) in [
            ("tls", true),
            ("c++20_x.y", true),
            ("", false),
            ("a,b", false),
            ("a b", false),
            ("-x", false),
            ("serde/derive", false),
        ] {
            assert_eq!(feature(text).is_ok(), legal, "{text}");
        }
        for (text, legal) in [("release", true), ("release-lto_2", true), ("", false), ("debug", false), ("a.b", false)]
        {
            assert_eq!(profile(text).is_ok(), legal, "{text}");
        }
        let headline = target("a b").expect_err("a space").headline;
        assert_eq!(headline.as_str(), "a Dockerfile has no stage `a b`");
    }
}
