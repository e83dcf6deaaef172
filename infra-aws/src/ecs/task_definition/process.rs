//! How a container's command is run: entry point, user, limits.

use infra_core::blueprint::Process;
use serde_json::{Value, json};

use super::Object;

/// Adds what differs from the image's own and from AWS's defaults.
pub(super) fn add(container: Object, process: &Process) -> Object {
    let linux = Object::new().with_flag("initProcessEnabled", process.init);
    container
        .with_list("entryPoint", process.entrypoint.clone())
        .with_some("workingDirectory", process.workdir.clone())
        .with_some("user", process.user.clone())
        .with_flag("readonlyRootFilesystem", process.read_only)
        .with_some("linuxParameters", process.init.then(|| linux.value()))
        .with_some("stopTimeout", process.stop_seconds)
        .with_list("ulimits", process.ulimits.iter().map(limit).collect())
}

/// The soft limit is the hard one: a process may have all that it is given.
fn limit((name, value): &(String, u32)) -> Value {
    json!({ "name": name, "softLimit": value, "hardLimit": value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_not_sent() {
        assert_eq!(add(Object::new(), &Process::default()).value(), json!({}));
    }

    #[test]
    fn each_value_has_the_name_of_the_api() {
        let process = Process {
            entrypoint: vec!["/bin/tini".into(), "--".into()],
            workdir: Some("/srv".into()),
            user: Some("1000:1000".into()),
            read_only: true,
            init: true,
            stop_seconds: Some(60),
            ulimits: vec![("nofile".into(), 65_536), ("nproc".into(), 512)],
        };
        assert_eq!(
            add(Object::new(), &process).value(),
            json!({
                "entryPoint": ["/bin/tini", "--"],
                "workingDirectory": "/srv",
                "user": "1000:1000",
                "readonlyRootFilesystem": true,
                "linuxParameters": { "initProcessEnabled": true },
                "stopTimeout": 60,
                "ulimits": [
                    { "name": "nofile", "softLimit": 65_536, "hardLimit": 65_536 },
                    { "name": "nproc", "softLimit": 512, "hardLimit": 512 },
                ],
            })
        );
    }
}
