//! Where the values of secrets are.

use crate::spec::Unit;

/// Where the values of secrets are.
pub trait Secrets: Send + Sync {
    /// The values of a unit's secrets by their variables, read anew at each start. `given` is what stood in the environment of
    /// whoever deployed.
    ///
    /// # Errors
    /// Which is missing and where it is looked for, in a sentence that has no value in it.
    fn values(
        &self,
        item: &str,
        unit: &Unit,
        given: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Vec<(String, String)>, String>;
}

/// There are none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSecrets;

impl Secrets for NoSecrets {
    fn values(
        &self,
        item: &str,
        unit: &Unit,
        _: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Vec<(String, String)>, String> {
        match unit.secrets.first() {
            Some((variable, _)) => Err(format!("`{item}` needs the secret `{variable}`, and there are none")),
            None => Ok(Vec::new()),
        }
    }
}
