//! How a container gets its environment: pure.

use super::create::Words;

/// Variables that a program of an engine reads for itself.
const READ: [&str; 7] = ["PATH", "HOME", "USER", "TMPDIR", "NOTIFY_SOCKET", "REGISTRY_AUTH_FILE", "STORAGE_DRIVER"];
/// With what others begin.
const READ_PREFIXES: [&str; 13] = [
    "DOCKER_",
    "BUILDKIT_",
    "BUILDAH_",
    "COMPOSE_",
    "CONTAINER_",
    "CONTAINERS_",
    "PODMAN_",
    "_CONTAINERS_",
    "XDG_",
    "LD_",
    "GO",
    "SSL_CERT_",
    "DBUS_",
];

/// Gives variables to a container: by their names alone, with the values in the environment of the call, as its arguments can be
/// read by everybody on the machine. What the engine's program reads itself is an argument, unless it is a secret: that is
/// refused.
pub(super) fn give(
    words: &mut Words,
    variables: &[(String, String)],
    secrets: &[String],
) -> Result<Vec<(String, String)>, String> {
    let mut given = Vec::new();
    for (name, value) in variables {
        if !is_read(name) {
            words.option("--env", name);
            given.push((name.clone(), value.clone()));
        } else if secrets.contains(name) {
            return Err(format!(
                "the secret `{name}` cannot be given to a container of this machine: the engine's program reads a variable of \
                 this name itself"
            ));
        } else {
            words.option("--env", &format!("{name}={value}"));
        }
    }
    Ok(given)
}

fn is_read(name: &str) -> bool {
    let is_proxy = name.to_ascii_uppercase().ends_with("_PROXY");
    is_proxy || READ.contains(&name) || READ_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn no_value_is_among_the_arguments_but_what_would_mislead_the_engine() {
        let mut words = Words::default();
        let variables = [pair("KEY", "hunter2"), pair("PATH", "/app"), pair("https_proxy", "http://10.0.0.1")];
        let given = give(&mut words, &variables, &["KEY".to_owned()]);
        assert_eq!(given, Ok(vec![pair("KEY", "hunter2")]));
        assert_eq!(words.0.join(" "), "--env KEY --env PATH=/app --env https_proxy=http://10.0.0.1");
    }

    #[test]
    fn a_secret_that_would_mislead_the_engine_is_refused() {
        let refused = give(&mut Words::default(), &[pair("DOCKER_HOST", "x")], &["DOCKER_HOST".to_owned()]);
        assert!(refused.is_err_and(|why| why.contains("`DOCKER_HOST`")));
    }
}
