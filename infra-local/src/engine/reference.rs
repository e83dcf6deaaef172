//! References of images: pure.

use super::{Engine, Flavour};

impl Engine {
    /// A reference as the engine needs it. Docker and ECS take those without a registry from Docker Hub; Podman only where it was
    /// told to.
    pub(super) fn reference(&self, declared: &str) -> String {
        match self.flavour {
            Flavour::Docker => declared.to_owned(),
            Flavour::Podman => qualified(declared),
        }
    }
}

fn qualified(declared: &str) -> String {
    if declared.starts_with("sha256:") {
        return declared.to_owned();
    }
    match declared.split_once('/') {
        Some((first, _)) if first == "localhost" || first.contains(['.', ':']) => declared.to_owned(),
        Some(_) => format!("docker.io/{declared}"),
        None => format!("docker.io/library/{declared}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_registry_is_of_docker_hub() {
        assert_eq!(qualified("redis:8"), "docker.io/library/redis:8");
        assert_eq!(qualified("hashicorp/http-echo:1.0"), "docker.io/hashicorp/http-echo:1.0");
        for own in ["public.ecr.aws/nginx/nginx:1.29", "localhost/web:dev", "localhost:5000/web", "sha256:0123"] {
            assert_eq!(qualified(own), own);
        }
    }
}
