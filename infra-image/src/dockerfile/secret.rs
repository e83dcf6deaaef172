//! Build secrets.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::{Digest, Hasher};

/// Where a build secret comes from. The builder reads it there itself and mounts it while a RUN needs it: it is never an argument,
/// and in no layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Secret {
    /// A file.
    File(PathBuf),
    /// A variable of the environment.
    Variable(String),
}

impl Secret {
    /// The version of its value: a digest with a salt, of which nothing can be told but whether it is another.
    pub(super) fn version(&self, salt: &[u8]) -> Result<Digest, String> {
        let value = match self {
            Self::File(file) => fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?,
            Self::Variable(name) => {
                let value = env::var_os(name).ok_or_else(|| format!("the variable {name} is not set"))?;
                value.into_encoded_bytes()
            }
        };
        let mut hasher = Hasher::default();
        // The salt has a digest of its own, so that no salt and value run into each other.
        hasher.update(Digest::of(salt).as_str().as_bytes());
        hasher.update(&value);
        Ok(hasher.finish())
    }

    /// Where it comes from, as the flag `--secret` of all builders takes it: never its value.
    pub(super) fn source(&self) -> String {
        match self {
            Self::File(file) => format!("src={}", file.display()),
            Self::Variable(name) => format!("env={name}"),
        }
    }
}
