//! Secrets on this machine: `.infra/secrets/{stage}.env`, or the environment of the command. Never in a plan, a log or a
//! state.

mod file;
mod keeper;
mod missing;
mod value;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

pub use keeper::File;
pub use missing::{Missing, MissingSecret};
pub use value::Value;

use crate::spec::{Spec, Unit};
use file::Problem;

/// The secrets that this machine knows.
#[derive(Clone, Debug)]
pub struct Secrets {
    file: PathBuf,
    values: BTreeMap<String, Value>,
    warnings: Vec<String>,
}

/// Why secrets cannot be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SecretsError {
    /// The file cannot be read.
    #[error("{file} cannot be read: {error}")]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A line of the file is not `NAME=value`.
    #[error("{file}, line {line}: {problem}")]
    Line {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it, without what it says.
        problem: &'static str,
    },
}

impl Secrets {
    /// Reads a file of secrets; one that is not there has none. What it does not have is looked for in the environment.
    pub fn read(path: &Path) -> Result<Self, SecretsError> {
        let (text, warning) = match std::fs::read_to_string(path) {
            Ok(text) => (text, open_to_others(path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (String::new(), None),
            Err(error) => return Err(SecretsError::Unreadable { file: path.to_owned(), error }),
        };
        let values = file::parse(&text).map_err(|Problem { line, problem }| SecretsError::Line {
            file: path.to_owned(),
            line,
            problem,
        })?;
        Ok(Self { file: path.to_owned(), values, warnings: warning.into_iter().collect() })
    }

    /// What the user should know of the file.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The value of a secret of a service or task: `item.VARIABLE` in the file, then `VARIABLE` there, then the variable of
    /// the environment.
    #[must_use]
    pub fn get(&self, item: &str, variable: &str, environment: &dyn Fn(&str) -> Option<String>) -> Option<Value> {
        let own = self.values.get(&format!("{item}.{variable}"));
        let common = || self.values.get(variable);
        own.or_else(common).cloned().or_else(|| environment(variable).map(Value::new))
    }

    /// The secrets of all units of a spec, by item, unit and variable; else those that are missing.
    pub fn of(
        &self,
        spec: &Spec,
        environment: &dyn Fn(&str) -> Option<String>,
    ) -> Result<BTreeMap<(String, String, String), Value>, Missing> {
        let mut found = BTreeMap::new();
        let mut missing = Missing { file: self.file.clone(), secrets: Vec::new() };
        for (item, unit) in units(spec) {
            for (variable, source) in &unit.secrets {
                match self.get(item, variable, environment) {
                    Some(value) => {
                        found.insert((item.to_owned(), unit.name.clone(), variable.clone()), value);
                    }
                    None => missing.add(item, variable, &source.reference),
                }
            }
        }
        if missing.secrets.is_empty() { Ok(found) } else { Err(missing) }
    }
}

/// All units with the items that they are of.
fn units(spec: &Spec) -> impl Iterator<Item = (&str, &Unit)> {
    let services = spec.services.iter().map(|service| (service.item.as_str(), &service.units));
    let tasks = spec.tasks.iter().map(|task| (task.item.as_str(), &task.units));
    services.chain(tasks).flat_map(|(item, units)| units.iter().map(move |unit| (item, unit)))
}

/// A word of warning where other users of the machine can read the file.
fn open_to_others(path: &Path) -> Option<String> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).ok()?.permissions().mode();
    (mode & 0o077 != 0).then(|| {
        let shown = path.display();
        format!("{shown} can be read by other users of this machine (mode {:03o}): chmod 600 {shown}", mode & 0o777)
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::scratch::Scratch;
    use crate::spec::{SecretSource, Service, fixture};

    fn spec() -> Spec {
        let source = |reference: &str| SecretSource { reference: reference.to_owned() };
        let secrets =
            vec![("KEY".into(), source("ssm:/shop/dev/key")), ("TOKEN".into(), source("secretsmanager:shop/token"))];
        let service = |item: &str| Service {
            units: vec![Unit { secrets: secrets.clone(), ..fixture::unit(item, "true") }],
            ..fixture::service(item, "true")
        };
        Spec { services: vec![service("web"), service("worker")], ..Spec::default() }
    }

    #[test]
    fn an_items_own_value_comes_first_and_the_environment_last() {
        let scratch = Scratch::new();
        let path = scratch.file("dev.env", "KEY=common\nworker.KEY=own\n");
        let secrets = Secrets::read(&path).unwrap();
        let environment = |name: &str| (name == "TOKEN" || name == "KEY").then(|| "outside".to_owned());
        let values = secrets.of(&spec(), &environment).unwrap();
        let value = |item: &str, name: &str| values[&(item.into(), item.into(), name.into())].expose().to_owned();
        assert_eq!(value("web", "KEY"), "common");
        assert_eq!(value("worker", "KEY"), "own");
        assert_eq!(value("web", "TOKEN"), "outside");
        assert!(!format!("{secrets:?}{values:?}").contains("common"));
    }

    #[test]
    fn what_is_missing_says_what_to_write_where() {
        let secrets = Secrets::read(Path::new("/nowhere/.infra/secrets/dev.env")).unwrap();
        let environment = |name: &str| (name == "KEY").then(String::new);
        let missing = secrets.of(&spec(), &environment).unwrap_err();
        assert_eq!(
            missing.to_string(),
            "no value for the secret TOKEN of web, worker (secretsmanager:shop/token on AWS)"
        );
        assert_eq!(
            missing.hint(),
            "write `TOKEN=..` into /nowhere/.infra/secrets/dev.env, or set it in the environment"
        );
    }

    #[test]
    fn a_file_that_others_can_read_is_a_warning() {
        let scratch = Scratch::new();
        let path = scratch.file("dev.env", "KEY=it");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(Secrets::read(&path).unwrap().warnings()[0].contains("(mode 644): chmod 600 "));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert!(Secrets::read(&path).unwrap().warnings().is_empty());
    }

    #[test]
    fn a_line_that_is_wrong_is_named_without_what_it_says() {
        let scratch = Scratch::new();
        let path = scratch.file("dev.env", "A=1\nhunter2\n");
        let error = Secrets::read(&path).unwrap_err().to_string();
        assert!(error.ends_with("dev.env, line 2: a line is `NAME=value`"), "{error}");
    }
}
