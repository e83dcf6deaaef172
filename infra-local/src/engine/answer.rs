//! What an engine says of itself: pure.

use serde_json::Value;

use super::Flavour;

/// What an engine is asked.
pub(super) const QUESTION: [&str; 3] = ["info", "--format", "{{json .}}"];

/// What an engine says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// Whose options it takes.
    pub(super) flavour: Flavour,
    /// The processors that it runs programs for.
    pub(super) architecture: String,
    /// Where its containers run.
    pub(super) home: Home,
}

/// Where containers run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// On this machine, started by its administrator.
    Here,
    /// On this machine, started by a user without the administrator's rights.
    Rootless {
        /// Whether the program is there that can lead containers to loopback.
        slirp: bool,
    },
    /// In a virtual machine of this machine's.
    Machine,
}

/// Understands what an engine says. Docker's program says something also where no engine runs: then what it complains of comes
/// back.
pub(super) fn understand(text: &str) -> Result<Answer, String> {
    let said: Value = serde_json::from_str(text).map_err(|_| "it says nothing that can be understood".to_owned())?;
    match said.get("host") {
        Some(host) => Ok(podman(host)),
        None => docker(&said),
    }
}

fn podman(host: &Value) -> Answer {
    let is = |place: &str| host.pointer(place).and_then(Value::as_bool).unwrap_or_default();
    let slirp = host.pointer("/slirp4netns/executable").and_then(Value::as_str).is_some_and(|path| !path.is_empty());
    let home = match (is("/serviceIsRemote") || !cfg!(target_os = "linux"), is("/security/rootless")) {
        (true, _) => Home::Machine,
        (_, true) => Home::Rootless { slirp },
        _ => Home::Here,
    };
    Answer { flavour: Flavour::Podman, architecture: text(host, "arch"), home }
}

fn docker(said: &Value) -> Result<Answer, String> {
    if let Some(error) = said.pointer("/ServerErrors/0").and_then(Value::as_str) {
        return Err(error.to_owned());
    }
    let options = said.get("SecurityOptions").and_then(Value::as_array);
    let is_rootless = options.is_some_and(|options| options.iter().any(|option| option == "name=rootless"));
    let home = if !cfg!(target_os = "linux") || text(said, "OperatingSystem").contains("Docker Desktop") {
        Home::Machine
    } else if is_rootless {
        Home::Rootless { slirp: false }
    } else {
        Home::Here
    };
    Ok(Answer { flavour: Flavour::Docker, architecture: text(said, "Architecture"), home })
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn answer(flavour: Flavour, architecture: &str, home: Home) -> Answer {
        Answer { flavour, architecture: architecture.to_owned(), home }
    }

    #[test]
    fn docker_is_known_by_what_it_says() {
        let plain = r#"{"OperatingSystem":"Debian 12","Architecture":"x86_64","SecurityOptions":["name=cgroupns"]}"#;
        assert_eq!(understand(plain), Ok(answer(Flavour::Docker, "x86_64", Home::Here)));
        let desktop = r#"{"OperatingSystem":"Docker Desktop","Architecture":"aarch64","SecurityOptions":null}"#;
        assert_eq!(understand(desktop), Ok(answer(Flavour::Docker, "aarch64", Home::Machine)));
        let rootless =
            r#"{"Architecture":"x86_64","SecurityOptions":["name=seccomp,profile=builtin","name=rootless"]}"#;
        assert_eq!(understand(rootless), Ok(answer(Flavour::Docker, "x86_64", Home::Rootless { slirp: false })));
    }

    #[test]
    fn podman_is_known_by_what_it_says_whatever_its_program_is_called() {
        let podman = |rest: &str| understand(&format!(r#"{{"host":{{"arch":"amd64",{rest}}},"store":{{}}}}"#));
        let here = r#""security":{"rootless":false},"serviceIsRemote":false"#;
        assert_eq!(podman(here), Ok(answer(Flavour::Podman, "amd64", Home::Here)));
        let rootless = r#""security":{"rootless":true},"slirp4netns":{"executable":"/usr/bin/slirp4netns"}"#;
        assert_eq!(podman(rootless), Ok(answer(Flavour::Podman, "amd64", Home::Rootless { slirp: true })));
        let machine = r#""security":{"rootless":true},"serviceIsRemote":true"#;
        assert_eq!(podman(machine), Ok(answer(Flavour::Podman, "amd64", Home::Machine)));
    }

    #[test]
    fn a_program_without_an_engine_is_none() {
        let silent = r#"{"ID":"","ServerErrors":["Cannot connect to the Docker daemon"],"ClientInfo":{}}"#;
        assert_eq!(understand(silent), Err("Cannot connect to the Docker daemon".to_owned()));
        assert!(understand("1").is_ok_and(|answer| answer.architecture.is_empty()));
        assert!(understand("").is_err());
    }
}
