//! Secrets for which this machine has no value.

use std::fmt;
use std::path::PathBuf;

/// Secrets for which this machine has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The file into which they can be written.
    pub file: PathBuf,
    /// The secrets, each once.
    pub secrets: Vec<MissingSecret>,
}

/// A secret without a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingSecret {
    /// The variable.
    pub variable: String,
    /// Where it is on AWS, as declared.
    pub reference: String,
    /// The services and tasks that want it.
    pub items: Vec<String>,
}

impl Missing {
    pub(super) fn add(&mut self, item: &str, variable: &str, reference: &str) {
        let known = self.secrets.iter_mut().find(|known| known.variable == variable && known.reference == reference);
        match known {
            Some(known) if known.items.iter().any(|own| own == item) => {}
            Some(known) => known.items.push(item.to_owned()),
            None => self.secrets.push(MissingSecret {
                variable: variable.to_owned(),
                reference: reference.to_owned(),
                items: vec![item.to_owned()],
            }),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        // Two that are not the same on AWS may be called the same here.
        let is_shared = |wanted: &MissingSecret| {
            self.secrets.iter().any(|other| other.variable == wanted.variable && other.reference != wanted.reference)
        };
        let lines: Vec<String> = self
            .secrets
            .iter()
            .flat_map(|secret| {
                let variable = &secret.variable;
                if is_shared(secret) {
                    secret.items.iter().map(|item| format!("`{item}.{variable}=..`")).collect()
                } else {
                    vec![format!("`{variable}=..`")]
                }
            })
            .collect();
        let it = if lines.len() == 1 { "it" } else { "them" };
        format!("write {} into {}, or set {it} in the environment", lines.join(", "), self.file.display())
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, MissingSecret { variable, reference, items }) in self.secrets.iter().enumerate() {
            let line = if place == 0 { "" } else { "\n" };
            write!(formatter, "{line}no value for the secret {variable} of {} ({reference} on AWS)", items.join(", "))?;
        }
        Ok(())
    }
}

impl std::error::Error for Missing {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_secrets_of_one_name_are_told_apart_by_their_items() {
        let mut missing = Missing { file: "dev.env".into(), secrets: Vec::new() };
        missing.add("web", "KEY", "ssm:/web/key");
        missing.add("web", "KEY", "ssm:/web/key");
        missing.add("worker", "KEY", "ssm:/worker/key");
        missing.add("worker", "TOKEN", "ssm:/token");
        assert_eq!(
            missing.hint(),
            "write `web.KEY=..`, `worker.KEY=..`, `TOKEN=..` into dev.env, or set them in the environment"
        );
        assert_eq!(missing.to_string().lines().count(), 3);
    }
}
