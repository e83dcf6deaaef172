//! Secrets as a supervisor is given them.

use std::path::PathBuf;

use super::{Missing, Secrets};
use crate::parts;
use crate::spec::Unit;

/// A file of secrets, which is read anew whenever something starts.
#[derive(Clone, Debug)]
pub struct File(pub PathBuf);

impl parts::Secrets for File {
    fn values(
        &self,
        item: &str,
        unit: &Unit,
        given: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Vec<(String, String)>, String> {
        if unit.secrets.is_empty() {
            return Ok(Vec::new());
        }
        let secrets = Secrets::read(&self.0).map_err(|error| error.to_string())?;
        let mut missing = Missing { file: self.0.clone(), secrets: Vec::new() };
        let mut values = Vec::new();
        for (variable, source) in &unit.secrets {
            match secrets.get(item, variable, given) {
                Some(value) => values.push((variable.clone(), value.expose().to_owned())),
                None => missing.add(item, variable, &source.reference),
            }
        }
        if missing.secrets.is_empty() { Ok(values) } else { Err(format!("{missing}: {}", missing.hint())) }
    }
}
