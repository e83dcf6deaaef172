//! What a context should rather not hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use super::reach::{Kind, Reached};
use super::stage::{Needs, Take};
use super::{BaseImage, Bases};

/// How many bytes of a context are worth a word.
const MANY: u64 = 256 << 20;
/// Folders that change with each build, commit or installation.
const CHANGING: [(&str, &str); 4] = [
    ("target", "changes with each build of cargo"),
    (".git", "changes with each commit"),
    ("node_modules", "changes with each installation"),
    (".infra", "changes with each deploy"),
];
/// Names of files that tend to hold secrets; a star stands for any letters.
const SECRET: [&str; 12] = [
    ".env",
    ".env.*",
    "*.pem",
    "*.key",
    "*.p12",
    "id_rsa",
    "id_ed25519",
    ".netrc",
    ".npmrc",
    ".pypirc",
    "credentials",
    "credentials.toml",
];
/// The same of folders.
const SECRET_FOLDERS: [&str; 3] = [".aws", ".ssh", ".gnupg"];
/// What looks like a secret and is none: examples that are there to be copied.
const HARMLESS: [&str; 3] = [".env.example", ".env.sample", ".env.template"];

/// Something of a Dockerfile that is worth a word to its author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The line of the Dockerfile.
    pub line: usize,
    /// What is the matter.
    pub problem: String,
    /// What to do.
    pub advice: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}; {}", self.line, self.problem, self.advice)
    }
}

/// What is worth a word: of what is reached, and of what cannot be known.
pub(super) fn warnings(needs: &Needs, reached: &Reached, bases: &Bases) -> Vec<Warning> {
    let takes = &needs.takes;
    let mut found = BTreeMap::new();
    for (path, entry) in reached {
        let Some(take) = takes.get(entry.taken_by) else { continue };
        if let Some((place, why)) = changing(path) {
            let anew = if take.precedes_run { ", and all that follows runs anew" } else { "" };
            let problem = format!("`{}` takes in {place}/, which {why}{anew}", take.text);
            found.entry((take.line, place.clone())).or_insert((problem, format!("add `{place}` to .dockerignore")));
        } else if let Some(place) = secret(path) {
            let problem =
                format!("`{}` takes in {place}, which may hold secrets: who has the image has them", take.text);
            let advice = format!("add `{place}` to .dockerignore, and pass what the build needs by secrets(..)");
            found.entry((take.line, place)).or_insert((problem, advice));
        }
    }
    let mut warnings: Vec<Warning> = found
        .into_iter()
        .map(|((line, _), (problem, advice))| Warning { line, problem, advice })
        .chain(many(takes, reached))
        .collect();
    for (line, reason) in &needs.undecided {
        let problem = format!("{reason}: all of the context that is not ignored counts");
        let advice = "write it without what is not known here, or leave more out by .dockerignore".to_owned();
        warnings.push(Warning { line: *line, problem, advice });
    }
    let of_no_digest = |image: &BaseImage| image.reference.digest().is_none() && !bases.contains_key(image);
    for (image, line) in needs.bases.iter().filter(|(image, _)| of_no_digest(image)) {
        let problem = format!("no registry says what {} is now: what is new in it builds nothing", image.reference);
        let advice = "name it by its digest, or with a registry that can be asked".to_owned();
        warnings.push(Warning { line: *line, problem, advice });
    }
    for address in needs.addresses.iter().filter(|address| address.version.is_none()) {
        let problem =
            format!("ADD fetches {}, of which no version is known: what is new there builds nothing", address.url);
        let advice = "name it by --checksum=sha256:.., or by a commit".to_owned();
        warnings.push(Warning { line: address.line, problem, advice });
    }
    warnings.sort_by(|one, other| one.line.cmp(&other.line).then_with(|| one.problem.cmp(&other.problem)));
    warnings
}

/// The folder of a path that changes often. The line in `.dockerignore` is that folder.
fn changing(path: &str) -> Option<(String, &'static str)> {
    let (at, name) = places(path).find(|(_, name)| CHANGING.iter().any(|(changing, _)| changing == name))?;
    let (_, why) = CHANGING.iter().find(|(changing, _)| *changing == name)?;
    // A file of that name is none.
    (at < path.len()).then(|| (path[..at].to_owned(), *why))
}

fn secret(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if HARMLESS.contains(&name) {
        return None;
    }
    let folder = places(path).find(|(at, name)| *at < path.len() && SECRET_FOLDERS.contains(name));
    let is_secret = SECRET.iter().any(|secret| match secret.split_once('*') {
        Some((begin, end)) => name.len() >= secret.len() && name.starts_with(begin) && name.ends_with(end),
        None => *secret == name,
    });
    folder.map(|(at, _)| path[..at].to_owned()).or_else(|| is_secret.then(|| path.to_owned()))
}

/// The parts of a path with where they end.
fn places(path: &str) -> impl Iterator<Item = (usize, &str)> {
    path.split('/').scan(0, |at, name| {
        let end = *at + name.len();
        *at = end + 1;
        Some((end, name))
    })
}

/// The instructions that take in very many bytes, with the largest folder or file of each.
fn many(takes: &[Take], reached: &Reached) -> impl Iterator<Item = Warning> {
    let mut sizes: BTreeMap<usize, (u64, BTreeMap<&str, u64>)> = BTreeMap::new();
    for (path, entry) in reached.iter().filter(|(_, entry)| matches!(entry.kind, Kind::File { .. })) {
        let (all, parts) = sizes.entry(entry.taken_by).or_default();
        *all += entry.metadata.len();
        *parts.entry(path.split('/').next().unwrap_or(path)).or_default() += entry.metadata.len();
    }
    let many: BTreeSet<_> = sizes.iter().filter(|(_, (all, _))| *all > MANY).map(|(taken_by, _)| *taken_by).collect();
    many.into_iter().filter_map(move |taken_by| {
        let (take, (all, parts)) = (takes.get(taken_by)?, sizes.get(&taken_by)?);
        let (largest, size) = parts.iter().max_by_key(|(_, size)| **size)?;
        let problem = format!("`{}` takes in {} MiB, of which {largest} is {} MiB", take.text, all >> 20, size >> 20);
        let advice = format!("add `{largest}` to .dockerignore if the build does not need it");
        Some(Warning { line: take.line, problem, advice })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_often_is_known_by_its_folder() {
        for (path, place) in [
            ("target/debug/web", Some("target")),
            ("web/target/debug", Some("web/target")),
            (".git/HEAD", Some(".git")),
            ("ui/node_modules/a/index.js", Some("ui/node_modules")),
            ("src/target", None),
            ("src/targets/a", None),
        ] {
            assert_eq!(changing(path).map(|(place, _)| place).as_deref(), place, "{path}");
        }
    }

    #[test]
    fn what_may_hold_secrets_is_known_by_its_name() {
        for (path, place) in [
            (".env", Some(".env")),
            ("web/.env.production", Some("web/.env.production")),
            ("certs/server.pem", Some("certs/server.pem")),
            ("home/.aws/config", Some("home/.aws")),
            (".env.example", None),
            ("src/key.rs", None),
            ("pem", None),
        ] {
            assert_eq!(secret(path).as_deref(), place, "{path}");
        }
    }
}
