//! Who asks.

mod docker;
mod helper;

pub use docker::DockerConfig;

use std::fmt;
use std::future::Future;
use std::pin::Pin;

/// What a registry is shown. It never prints its secret.
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    /// Nothing: what is public.
    Anonymous,
    /// A user and a password, or what stands for one: for ECR `AWS` and the token.
    Password {
        /// The user.
        user: String,
        /// The password.
        password: String,
    },
    /// A token for which the registry gives others.
    IdentityToken(String),
}

impl Credentials {
    /// A user and a password.
    #[must_use]
    pub fn password(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self::Password { user: user.into(), password: password.into() }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Anonymous => "Anonymous",
            Self::Password { .. } => "Password(..)",
            Self::IdentityToken(_) => "IdentityToken(..)",
        })
    }
}

/// Credentials on their way, or in words what keeps them away.
pub type CredentialsFuture<'a> = Pin<Box<dyn Future<Output = Result<Credentials, String>> + Send + 'a>>;

/// Where credentials come from. It is asked when a registry wants some, and again when those were refused: whoever has
/// credentials that expire gives new ones then.
pub trait CredentialSource: fmt::Debug + Send + Sync {
    /// The credentials for a registry, by its host as it stands in references.
    fn credentials<'a>(&'a self, registry: &'a str) -> CredentialsFuture<'a>;
}

/// These, for whatever registry.
impl CredentialSource for Credentials {
    fn credentials<'a>(&'a self, _registry: &'a str) -> CredentialsFuture<'a> {
        Box::pin(async { Ok(self.clone()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed() {
        for credentials in [Credentials::password("AWS", "s3cret"), Credentials::IdentityToken("s3cret".into())] {
            assert!(!format!("{credentials:?}").contains("s3cret"));
        }
    }
}
