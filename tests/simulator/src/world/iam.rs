//! Roles.

use std::collections::BTreeMap;

use serde_json::Value;

/// The account's roles.
#[derive(Clone, Debug, Default)]
pub(crate) struct Iam {
    /// By their ARN.
    pub(crate) roles: BTreeMap<String, Role>,
}

/// A role.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) arn: String,
    pub(crate) name: String,
    /// Who may assume it: the policy document.
    pub(crate) trust: Value,
    /// The inline and managed policies, as the template has them.
    pub(crate) policies: Value,
    /// Inline policies that others have put on it, by name.
    pub(crate) added: BTreeMap<String, Value>,
}

impl Role {
    /// Whether a service may assume it, as `ecs-tasks.amazonaws.com`.
    pub(crate) fn trusts(&self, service: &str) -> bool {
        self.trust.to_string().contains(&format!("\"{service}\""))
    }
}
