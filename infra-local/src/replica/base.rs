//! What a process finds in its environment of the machine itself.

/// Variables that tools need to be found and to work. All others are missing, as they are on ECS.
const NAMES: &[&str] = &["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "TERM", "CARGO_HOME"];
/// With what others begin.
const PREFIXES: &[&str] = &["LC_", "SSL_CERT_", "XDG_", "RUSTUP_", "AWS_"];

/// Those of the variables of a command that the processes which it deploys are given.
pub(crate) fn base(variables: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let is_given = |name: &str| NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix));
    let mut given: Vec<_> = variables.filter(|(name, _)| is_given(name)).collect();
    given.sort();
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_the_shell_of_whoever_deploys_stays_there() {
        let all = ["PATH", "DATABASE_URL", "AWS_PROFILE", "LC_ALL", "EDITOR", "SSH_AUTH_SOCK"];
        let given = base(all.iter().map(|name| ((*name).to_owned(), String::new())));
        let names: Vec<&str> = given.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["AWS_PROFILE", "LC_ALL", "PATH"]);
    }
}
