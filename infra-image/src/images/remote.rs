//! A repository in a registry.

use std::fmt;

/// A repository in a registry, and who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// Where the registry is, as `https://111122223333.dkr.ecr.eu-central-1.amazonaws.com`.
    pub endpoint: String,
    /// The repository.
    pub repository: String,
    /// Who asks; nobody in particular without.
    pub credentials: Option<Credentials>,
    /// Other repositories of the registry that may have the same layers.
    pub beside: Vec<String>,
}

/// A name and a password.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The name.
    pub user: String,
    /// The password, which is never printed.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}

/// How much of an image a repository lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Whether the image itself is not there.
    pub manifest: bool,
    /// The bytes that must be sent.
    pub bytes: u64,
}
