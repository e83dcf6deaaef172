//! What an image is called by people: `nginx:1.29`, `ghcr.io/a/b@sha256:..`.

use std::fmt;
use std::str::FromStr;

use crate::Digest;

/// The name of an image in a registry, all that is left out filled in as Docker fills it in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    registry: String,
    repository: String,
    tag: Option<String>,
    digest: Option<Digest>,
}

/// What is no name of an image.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no name of an image: {what}")]
pub struct NoReference {
    /// What was written.
    pub text: String,
    /// What is wrong with it.
    pub what: &'static str,
}

/// Where images are whose name says no registry.
const DOCKER_HUB: &str = "docker.io";

impl Reference {
    /// The image with this digest.
    #[must_use]
    pub fn of_digest(registry: &str, repository: &str, digest: Digest) -> Self {
        Self { registry: registry.to_owned(), repository: repository.to_owned(), tag: None, digest: Some(digest) }
    }

    /// The registry: a host, and a port where one is named.
    #[must_use]
    pub fn registry(&self) -> &str {
        &self.registry
    }

    /// The repository in the registry.
    #[must_use]
    pub fn repository(&self) -> &str {
        &self.repository
    }

    /// The tag, where one is named.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// The digest, where one is named: it decides, whatever the tag says.
    #[must_use]
    pub fn digest(&self) -> Option<&Digest> {
        self.digest.as_ref()
    }

    /// What a registry is asked for: the digest, or else the tag, which is `latest` where none is named.
    #[must_use]
    pub fn wanted(&self) -> &str {
        self.digest.as_ref().map_or_else(|| self.tag.as_deref().unwrap_or("latest"), Digest::as_str)
    }

    /// The same name with this digest in place of tag and digest: it means the same image for ever.
    #[must_use]
    pub fn pinned(&self, digest: Digest) -> Self {
        Self::of_digest(&self.registry, &self.repository, digest)
    }
}

impl FromStr for Reference {
    type Err = NoReference;

    fn from_str(text: &str) -> Result<Self, NoReference> {
        let refused = |what| NoReference { text: text.to_owned(), what };
        let (rest, digest) = match text.split_once('@') {
            Some((rest, digest)) => {
                let digest =
                    digest.parse().map_err(|_| refused("behind `@` stands `sha256:` and 64 hexadecimal digits"))?;
                (rest, Some(digest))
            }
            None => (text, None),
        };
        // A colon behind the last slash is before a tag; one in front of it is before a port.
        let (name, tag) = match rest.rsplit_once(':') {
            Some((name, tag)) if !tag.contains('/') => (name, Some(tag)),
            _ => (rest, None),
        };
        if tag.is_some_and(|tag| !is_tag(tag)) {
            return Err(refused(
                "a tag is 1 to 128 letters, digits, `_`, `.` and `-`, and begins with neither `.` nor `-`",
            ));
        }
        let (registry, repository) = match name.split_once('/') {
            Some((first, rest)) if is_registry(first) => (first, rest),
            _ => (DOCKER_HUB, name),
        };
        if !is_host(registry) {
            return Err(refused("the registry is a host, and a port behind a colon"));
        }
        if !is_repository(repository) {
            return Err(refused(
                "a repository is lower-case letters and digits, with single `.`, `_`, `-` and `/` between them",
            ));
        }
        let registry = if registry == "index.docker.io" { DOCKER_HUB } else { registry };
        let repository = if registry == DOCKER_HUB && !repository.contains('/') {
            format!("library/{repository}")
        } else {
            repository.to_owned()
        };
        Ok(Self { registry: registry.to_owned(), repository, tag: tag.map(str::to_owned), digest })
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.registry, self.repository)?;
        if let Some(tag) = &self.tag {
            write!(formatter, ":{tag}")?;
        }
        self.digest.as_ref().map_or(Ok(()), |digest| write!(formatter, "@{digest}"))
    }
}

/// Whether the first part of a name is a registry, as Docker tells it from a part of a repository.
fn is_registry(first: &str) -> bool {
    first == "localhost" || first.contains(['.', ':']) || first.bytes().any(|byte| byte.is_ascii_uppercase())
}

fn is_host(host: &str) -> bool {
    // An address of IPv6 stands in brackets.
    let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, rest)) => {
            if address.parse::<std::net::Ipv6Addr>().is_err() {
                return false;
            }
            ("ipv6", if rest.is_empty() { None } else { rest.strip_prefix(':').or(Some("")) })
        }
        None => host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port))),
    };
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    name.split('.').all(is_label)
        && port.is_none_or(|port| !port.starts_with('+') && port.parse::<u16>().is_ok_and(|port| port > 0))
}

fn is_tag(tag: &str) -> bool {
    (1..=128).contains(&tag.len())
        && !tag.starts_with(['.', '-'])
        && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

fn is_repository(repository: &str) -> bool {
    repository.len() <= 255 && repository.split('/').all(is_component)
}

/// Lower-case letters and digits, between them one `.`, one or two `_`, or any number of `-`.
fn is_component(component: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = component.as_bytes();
    let at_the_ends = bytes.first().copied().is_some_and(is_plain) && bytes.last().copied().is_some_and(is_plain);
    let between = component.split(|letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit());
    at_the_ends
        && between
            .into_iter()
            .all(|apart| matches!(apart, "" | "." | "_" | "__") || apart.bytes().all(|byte| byte == b'-'))
}

#[cfg(test)]
mod tests;
