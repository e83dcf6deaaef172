//! What a registry, or the way to it, fails with.

use std::io;

use hyper::StatusCode;

use crate::Digest;

/// Why a registry did not do what was asked. No message has a token, a password or the query of an address.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// It cannot be reached, or the connection broke.
    #[error("the registry {registry} cannot be reached")]
    Unreachable {
        /// The host that was called.
        registry: String,
        /// What failed.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// It did not answer in time.
    #[error("the registry {registry} did not answer for {seconds} seconds")]
    Silent {
        /// The host that was called.
        registry: String,
        /// How long was waited.
        seconds: u64,
    },
    /// It lets nobody do this without, or with these, credentials.
    #[error("the registry {registry} refuses access to {what}")]
    Denied {
        /// The host that was called.
        registry: String,
        /// What was asked for.
        what: String,
        /// Whether credentials were sent.
        with_credentials: bool,
    },
    /// The credentials cannot be had.
    #[error("there are no credentials for {registry}: {what}")]
    Credentials {
        /// The host they are for.
        registry: String,
        /// What went wrong; never a secret.
        what: String,
    },
    /// It answered with an error.
    #[error("the registry {registry} answered {status} to {what}{}", behind(message))]
    Refused {
        /// The host that was called.
        registry: String,
        /// What was asked for.
        what: String,
        /// The status of the answer.
        status: StatusCode,
        /// The registry's code, as `MANIFEST_UNKNOWN`; empty where it has none.
        code: String,
        /// The registry's words; empty where it has none.
        message: String,
    },
    /// It has no image of this name.
    #[error("the registry {registry} has no {what}")]
    Missing {
        /// The host that was called.
        registry: String,
        /// What is not there.
        what: String,
    },
    /// It answered what no registry may answer.
    #[error("the registry {registry} gave an answer that cannot be understood: {what}")]
    Malformed {
        /// The host that was called.
        registry: String,
        /// What is wrong with it.
        what: String,
    },
    /// It sent other content than was asked for.
    #[error("the registry {registry} sent other content than {digest}: {what}")]
    Corrupt {
        /// The host that was called.
        registry: String,
        /// What was asked for.
        digest: Digest,
        /// How it differs.
        what: String,
    },
    /// It wants to be spoken to without encryption.
    #[error("{0} is to be reached without encryption, which is done on this machine only")]
    Unencrypted(String),
    /// The store, or a file of this machine, cannot be read or written.
    #[error("the store of images cannot be read or written")]
    Io(#[from] io::Error),
}

impl RegistryError {
    /// Whether the same may succeed a little later.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Unreachable { source, .. } => !is_not_understood(source.as_ref()),
            Self::Silent { .. } => true,
            Self::Refused { status, .. } => is_transient(*status),
            _ => false,
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Denied { registry, with_credentials: false, .. } => Some(format!("run `docker login {registry}`")),
            Self::Denied { registry, .. } => {
                Some(format!("the credentials for {registry} are wrong or have expired, or lack the permission"))
            }
            Self::Unreachable { registry, .. } if !self.is_transient() => Some(format!(
                "see that {registry} encrypts, with a certificate that this machine trusts: `SSL_CERT_FILE` names others"
            )),
            Self::Unreachable { registry, .. } | Self::Silent { registry, .. } => Some(format!(
                "see that {registry} can be reached from this machine, and run the same command again: it goes on where \
                 this one stopped"
            )),
            _ if self.is_transient() => {
                Some("run the same command again a little later: it goes on where this one stopped".to_owned())
            }
            _ => None,
        }
    }
}

/// Whether two servers do not understand each other, as where a certificate is none that is trusted: that stays as it is.
fn is_not_understood(error: &(dyn std::error::Error + 'static)) -> bool {
    let Some(error) = error.downcast_ref::<io::Error>() else { return error.source().is_some_and(is_not_understood) };
    // One of these passes over what is in it when it tells its source.
    error.kind() == io::ErrorKind::InvalidData || error.get_ref().is_some_and(|inner| is_not_understood(inner))
}

/// What stands behind a sentence, if there is something.
fn behind(more: &str) -> String {
    if more.is_empty() { String::new() } else { format!(": {more}") }
}

/// Whether an answer says that the same may succeed a little later.
pub(super) fn is_transient(status: StatusCode) -> bool {
    status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED
        || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT)
}
