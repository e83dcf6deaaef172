//! Which files of a context are never sent: the semantics of moby's `.dockerignore`, which are not those of git.
//!
//! Patterns are anchored at the root of the context, the last that matches decides, `!` takes back, and what matches a folder
//! holds for all below it.

mod clean;
mod pattern;

pub(crate) use clean::clean;
pub(crate) use pattern::Pattern;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The patterns of an ignore file, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ignore {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    takes_back: bool,
    pattern: Pattern,
}

/// Which patterns match a folder: what is below it goes by them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Folder(Vec<bool>);

/// A pattern that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoPattern {
    /// The line of the ignore file.
    pub(crate) line: usize,
    /// What stands there.
    pub(crate) text: String,
}

/// The ignore file of a Dockerfile: the one beside it that bears its name, else that of the context.
pub(crate) fn file(dockerfile: &Path, context: &Path) -> io::Result<Option<(PathBuf, String)>> {
    let mut own = dockerfile.as_os_str().to_owned();
    own.push(".dockerignore");
    for file in [PathBuf::from(own), context.join(".dockerignore")] {
        match fs::read_to_string(&file) {
            Ok(text) => return Ok(Some((file, text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

impl Ignore {
    /// Reads an ignore file.
    pub(crate) fn read(text: &str) -> Result<Self, NoPattern> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = text.lines().zip(1..).filter(|(line, _)| !line.starts_with('#'));
        let rules = lines.map(|(line, number)| (line.trim(), number)).filter(|(line, _)| !line.is_empty());
        let rules = rules.map(|(text, line)| rule(text).ok_or_else(|| NoPattern { line, text: text.to_owned() }));
        Ok(Self { rules: rules.collect::<Result<_, _>>()? })
    }

    /// Takes patterns as they stand in the flag `--exclude`; what is no pattern excludes nothing.
    pub(crate) fn of<'text>(patterns: impl IntoIterator<Item = &'text str>) -> Self {
        Self { rules: patterns.into_iter().filter_map(|text| rule(text.trim())).collect() }
    }

    /// Whether a path is ignored, and which patterns match it, from what holds for the folder in which it lies. The path is
    /// relative to the context, with slashes.
    ///
    /// BuildKit does not look at a pattern for a folder where it would change nothing, and does not find it below; others look at
    /// every pattern for every folder above. It differs where `!` names a folder above what an earlier line ignores. What one of
    /// them takes back is not ignored here: a file too many costs a build, one too few hides a change.
    pub(crate) fn step(&self, path: &str, folder: &Folder) -> (bool, Folder) {
        let mut ignored = false;
        let mut matched = vec![false; self.rules.len()];
        for (at, rule) in self.rules.iter().enumerate() {
            let of_folder = folder.0.get(at).copied().unwrap_or_default();
            if of_folder || (rule.takes_back == ignored && rule.pattern.matches(path)) {
                matched[at] = true;
                ignored = !rule.takes_back;
            }
        }
        (ignored && self.ignores_by_last(path), Folder(matched))
    }

    /// Whether the last pattern that matches a path or a folder above ignores it.
    fn ignores_by_last(&self, path: &str) -> bool {
        let is_above = |rule: &&Rule| {
            let above = path.match_indices('/').map(|(at, _)| &path[..at]);
            above.chain([path]).any(|path| rule.pattern.matches(path))
        };
        let takes_back = self.rules.iter().any(|rule| rule.takes_back);
        !takes_back || self.rules.iter().rev().find(is_above).is_some_and(|last| !last.takes_back)
    }

    /// Whether a path is ignored.
    pub(crate) fn ignores(&self, path: &str) -> bool {
        self.enter(path).0
    }

    /// What [`Self::step`] says of a path after all the folders above it.
    pub(crate) fn enter(&self, path: &str) -> (bool, Folder) {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        ends.fold((false, Folder::default()), |(_, folder), end| self.step(&path[..end], &folder))
    }

    /// Whether something below an ignored folder may be taken back.
    pub(crate) fn may_take_back_below(&self, folder: &str) -> bool {
        self.rules.iter().any(|rule| rule.takes_back && rule.pattern.may_match_below(folder))
    }
}

fn rule(text: &str) -> Option<Rule> {
    let (takes_back, text) = text.strip_prefix('!').map_or((false, text), |text| (true, text.trim()));
    let path = if text.is_empty() { String::new() } else { clean(text) };
    let path = if path.len() > 1 { path.strip_prefix('/').unwrap_or(&path) } else { &path };
    Some(Rule { takes_back, pattern: Pattern::new(path)? })
}

#[cfg(test)]
mod tests;
