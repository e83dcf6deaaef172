//! Cloud Map: namespaces, and the names in them.

use std::collections::BTreeMap;

/// Cloud Map.
#[derive(Clone, Debug, Default)]
pub(crate) struct Discovery {
    /// By their id.
    pub(crate) namespaces: BTreeMap<String, Namespace>,
    /// Services with DNS names, by their id.
    pub(crate) registries: BTreeMap<String, Registry>,
}

/// A service of Cloud Map with a DNS name.
#[derive(Clone, Debug)]
pub(crate) struct Registry {
    pub(crate) arn: String,
    pub(crate) name: String,
    /// The id of its namespace.
    pub(crate) namespace: String,
    /// The addresses that are registered, by the id of the task that has them.
    pub(crate) instances: BTreeMap<String, String>,
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
    /// The service with a DNS name that an ARN means.
    pub(crate) fn registry_mut(&mut self, arn: &str) -> Option<&mut Registry> {
        self.registries.values_mut().find(|held| held.arn == arn)
    }

    /// The whole DNS name of a service.
    pub(crate) fn dns_name(&self, registry: &Registry) -> String {
        let namespace = self.namespaces.get(&registry.namespace).map(|held| held.name.as_str());
        format!("{}.{}", registry.name, namespace.unwrap_or_default())
    }

    /// The service with this DNS name.
    pub(crate) fn named(&self, name: &str) -> Option<&Registry> {
        self.registries.values().find(|held| self.dns_name(held) == name)
    }

    /// The DNS names that lead to something.
    pub(crate) fn names(&self) -> Vec<String> {
        let known = self.registries.values().filter(|held| !held.instances.is_empty());
        known.map(|held| self.dns_name(held)).collect()
    }

    /// The namespace that a name or an ARN means.
    pub(crate) fn find(&self, name: &str) -> Option<&Namespace> {
        self.namespaces.values().find(|held| held.arn == name || held.name == name)
    }

    /// The same, to be changed.
    pub(crate) fn find_mut(&mut self, name: &str) -> Option<&mut Namespace> {
        self.namespaces.values_mut().find(|held| held.arn == name || held.name == name)
    }
}
