//! A reference to an image, taken apart as the container agents do it.

/// Where an image is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// The host of the registry.
    pub(super) host: String,
    /// The repository in it.
    pub(super) repository: String,
    /// The tag, or the digest.
    pub(super) version: String,
}

/// The registry that a reference means which names none, and the host that answers for it.
const DOCKER_HUB: [&str; 2] = ["docker.io", "index.docker.io"];
const DOCKER_HUB_HOST: &str = "registry-1.docker.io";

impl Reference {
    /// Of an image that keeps to the rule `image-reference`.
    pub(super) fn of(image: &str) -> Self {
        let is_host = |part: &&str| part.contains(['.', ':']) || *part == "localhost";
        let first = image.split_once('/').map(|(first, _)| first).filter(is_host);
        let (host, rest) = match first {
            Some(host) => (host, image.get(host.len() + 1..).unwrap_or_default()),
            None => (DOCKER_HUB[0], image),
        };
        let (name, digest) = rest.split_once('@').map_or((rest, None), |(name, digest)| (name, Some(digest)));
        let (repository, tag) = name.split_once(':').map_or((name, None), |(name, tag)| (name, Some(tag)));
        let is_hub = DOCKER_HUB.contains(&host);
        // Docker's own images are in a folder of their own.
        let folder = if is_hub && !repository.contains('/') { "library/" } else { "" };
        Self {
            host: if is_hub { DOCKER_HUB_HOST } else { host }.to_owned(),
            repository: format!("{folder}{repository}"),
            version: digest.or(tag).unwrap_or("latest").to_owned(),
        }
    }

    /// Whether the version is the content's digest, and not a tag.
    pub(super) fn is_digest(&self) -> bool {
        self.version.contains(':')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_taken_apart() {
        for (image, host, repository, version) in [
            ("nginx", "registry-1.docker.io", "library/nginx", "latest"),
            ("nginx:1.29", "registry-1.docker.io", "library/nginx", "1.29"),
            ("grafana/loki:3", "registry-1.docker.io", "grafana/loki", "3"),
            ("docker.io/grafana/loki", "registry-1.docker.io", "grafana/loki", "latest"),
            ("ghcr.io/o/web:1", "ghcr.io", "o/web", "1"),
            ("localhost:5000/web:1", "localhost:5000", "web", "1"),
            ("public.ecr.aws/nginx/nginx:1@sha256:0a", "public.ecr.aws", "nginx/nginx", "sha256:0a"),
        ] {
            let reference = Reference::of(image);
            let parts = (reference.host.as_str(), reference.repository.as_str(), reference.version.as_str());
            assert_eq!(parts, (host, repository, version), "{image}");
        }
        assert!(Reference::of("web@sha256:0a").is_digest() && !Reference::of("web:1").is_digest());
    }
}
