//! Templates that a cluster includes.

use super::letters::{about, find, leads_up, rest};
use super::range::{length, refuse};
use crate::string::{same, starts_with};
use crate::{Text, Violation};

/// The path of an included template: relative to the package, inside it, and a `.yaml`, `.yml` or `.json` file.
///
/// Source: `language.md`, `include`, 2026-11: templates of CloudFormation are YAML or JSON.
pub const fn path(path: &str) -> Result<(), Violation> {
    const RULE: &str = "include-path";
    const HELP: &str = "write a path from the package's folder, as \"infra/queue.yaml\"";
    if let Err(violation) = length(RULE, "path ", path, 1, 1024) {
        return Err(violation);
    }
    if starts_with(path, "/")
        || starts_with(path, "~")
        || find(path, b'\\', 0).is_some()
        || find(path, b':', 0).is_some()
    {
        return Err(refuse(RULE, path, " is no relative path", HELP));
    }
    if leads_up(path) {
        return Err(refuse(RULE, path, " leads out of the package", HELP));
    }
    if ends(path, ".yaml") || ends(path, ".yml") || ends(path, ".json") {
        return Ok(());
    }
    let headline = about("", path).push(" is no template of CloudFormation by its name");
    Err(Violation::new(RULE, headline, Text::from("end the name in `.yaml`, `.yml` or `.json`")))
}

/// Whether `path` ends in `extension`, with a name before it.
const fn ends(path: &str, extension: &str) -> bool {
    let Some(start) = path.len().checked_sub(extension.len()) else { return false };
    start > 0 && path.as_bytes()[start - 1] != b'/' && same(rest(path, start), extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(path("queue.yaml"), Ok(())));

    #[test]
    fn paths() {
        for legal in ["a.yaml", "infra/queue.yml", "./queue.json", "a..b/c.yaml"] {
            assert_eq!(path(legal), Ok(()), "{legal}");
        }
        for (illegal, problem) in [
            ("", "has 0 characters"),
            ("/etc/a.yaml", "is no relative path"),
            ("~/a.yaml", "is no relative path"),
            ("C:\\a.yaml", "is no relative path"),
            ("s3://b/a.yaml", "is no relative path"),
            ("../a.yaml", "leads out of the package"),
            ("a/../../b.yaml", "leads out of the package"),
            ("queue", "is no template of CloudFormation by its name"),
            ("queue.toml", "is no template of CloudFormation by its name"),
            ("a/.yaml", "is no template of CloudFormation by its name"),
        ] {
            let headline = path(illegal).expect_err(illegal).headline;
            assert!(headline.as_str().ends_with(problem), "{headline}");
        }
    }
}
