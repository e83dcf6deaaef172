//! Cloud Map: namespaces, and the names in them.

use std::collections::BTreeMap;

/// Cloud Map.
#[derive(Clone, Debug, Default)]
pub(crate) struct Discovery {
    /// By their id.
    pub(crate) namespaces: BTreeMap<String, Namespace>,
}

/// A namespace.
#[derive(Clone, Debug)]
pub(crate) struct Namespace {
    pub(crate) arn: String,
    pub(crate) name: String,
    /// The VPC whose DNS knows it.
    pub(crate) vpc: String,
    /// The services that ECS has made for Service Connect, by their name.
    pub(crate) endpoints: BTreeMap<String, Endpoint>,
}

/// A service of Cloud Map that ECS made for Service Connect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// The ARN of the service of ECS.
    pub(crate) owner: String,
    /// The host name and port of its alias.
    pub(crate) alias: (String, u16),
    /// The container port that it leads to.
    pub(crate) port: u16,
}

impl Discovery {
    /// The namespace that a name or an ARN means.
    pub(crate) fn find(&self, name: &str) -> Option<&Namespace> {
        self.namespaces.values().find(|held| held.arn == name || held.name == name)
    }

    /// The same, to be changed.
    pub(crate) fn find_mut(&mut self, name: &str) -> Option<&mut Namespace> {
        self.namespaces.values_mut().find(|held| held.arn == name || held.name == name)
    }
}
