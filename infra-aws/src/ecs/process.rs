//! How a container's command is run: entry point, user, limits.

use aws_sdk_ecs::types::builders::ContainerDefinitionBuilder;
use aws_sdk_ecs::types::{ContainerDefinition, LinuxParameters, Ulimit, UlimitName};
use infra_core::blueprint::Process;
use serde_json::{Map, Value, json};

use super::{Fields, set, set_some};

/// What a container of a revision in AWS says of it.
pub(super) fn existing(container: &ContainerDefinition) -> Process {
    let mut ulimits: Vec<(String, u32)> = container
        .ulimits()
        .iter()
        .map(|limit| (limit.name().to_string(), u32::try_from(limit.hard_limit()).unwrap_or_default()))
        .collect();
    ulimits.sort();
    Process {
        entrypoint: container.entry_point().to_vec(),
        workdir: container.working_directory().map(str::to_owned),
        user: container.user().map(str::to_owned),
        read_only: container.readonly_root_filesystem().unwrap_or_default(),
        init: container.linux_parameters().and_then(LinuxParameters::init_process_enabled).unwrap_or_default(),
        stop_seconds: container.stop_timeout().and_then(|seconds| u32::try_from(seconds).ok()),
        ulimits,
    }
}

/// The fields, by the names that a plan shows; what is the image's own or AWS's default has none.
pub(super) fn set_fields(fields: &mut Fields, process: &Process) {
    set_some(fields, "entrypoint", (!process.entrypoint.is_empty()).then(|| format!("{:?}", process.entrypoint)));
    set_some(fields, "workdir", process.workdir.as_ref());
    set_some(fields, "user", process.user.as_ref());
    set_some(fields, "root file system", process.read_only.then_some("read only"));
    set_some(fields, "init process", process.init.then_some("on"));
    set_some(fields, "stop timeout", process.stop_seconds.map(|seconds| format!("{seconds} s")));
    for (name, value) in &process.ulimits {
        set(fields, format!("ulimit {name}"), value);
    }
}

/// Puts it into a request; what it does not say is left out.
pub(super) fn fill(container: ContainerDefinitionBuilder, process: &Process) -> ContainerDefinitionBuilder {
    let limits: Vec<Ulimit> = process.ulimits.iter().filter_map(|(name, value)| ulimit(name, *value)).collect();
    let linux = process.init.then(|| LinuxParameters::builder().init_process_enabled(true).build());
    container
        .set_entry_point((!process.entrypoint.is_empty()).then(|| process.entrypoint.clone()))
        .set_working_directory(process.workdir.clone())
        .set_user(process.user.clone())
        .set_readonly_root_filesystem(process.read_only.then_some(true))
        .set_linux_parameters(linux)
        .set_stop_timeout(process.stop_seconds.and_then(|seconds| i32::try_from(seconds).ok()))
        .set_ulimits((!limits.is_empty()).then_some(limits))
}

fn ulimit(name: &str, value: u32) -> Option<Ulimit> {
    let value = i32::try_from(value).unwrap_or(i32::MAX);
    Ulimit::builder().name(UlimitName::from(name)).soft_limit(value).hard_limit(value).build().ok()
}

/// The same in JSON.
pub(super) fn insert(container: &mut Map<String, Value>, process: &Process) {
    let limit = |(name, value): &(String, u32)| json!({ "name": name, "softLimit": value, "hardLimit": value });
    let values = [
        ("entryPoint", (!process.entrypoint.is_empty()).then(|| json!(process.entrypoint))),
        ("workingDirectory", process.workdir.as_ref().map(|path| json!(path))),
        ("user", process.user.as_ref().map(|user| json!(user))),
        ("readonlyRootFilesystem", process.read_only.then_some(json!(true))),
        ("linuxParameters", process.init.then(|| json!({ "initProcessEnabled": true }))),
        ("stopTimeout", process.stop_seconds.map(|seconds| json!(seconds))),
        ("ulimits", (!process.ulimits.is_empty()).then(|| process.ulimits.iter().map(limit).collect())),
    ];
    container.extend(values.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
}

#[cfg(test)]
mod tests {
    use infra_core::plan::differences;

    use super::*;

    fn whole() -> Process {
        Process {
            entrypoint: vec!["/bin/tini".into(), "--".into()],
            workdir: Some("/srv".into()),
            user: Some("1000:1000".into()),
            read_only: true,
            init: true,
            stop_seconds: Some(60),
            ulimits: vec![("nofile".into(), 65_536), ("nproc".into(), 512)],
        }
    }

    fn sent(process: &Process) -> ContainerDefinition {
        fill(ContainerDefinition::builder().name("web"), process).build()
    }

    #[test]
    fn what_is_sent_is_what_is_read_back() {
        for process in [Process::default(), whole()] {
            assert_eq!(existing(&sent(&process)), process);
        }
        let sent = sent(&whole());
        let limit = &sent.ulimits()[0];
        assert_eq!((limit.name(), limit.soft_limit(), limit.hard_limit()), (&UlimitName::Nofile, 65_536, 65_536));
    }

    #[test]
    fn what_is_not_said_is_not_sent() {
        assert_eq!(sent(&Process::default()), ContainerDefinition::builder().name("web").build());
        let mut json = Map::new();
        insert(&mut json, &Process::default());
        assert_eq!(json, Map::new());
    }

    #[test]
    fn each_value_has_a_line_in_the_plan() {
        let mut fields = Fields::new();
        set_fields(&mut fields, &whole());
        let lines: Vec<String> = differences(&Fields::new(), &fields).iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "entrypoint: [\"/bin/tini\", \"--\"]",
                "init process: on",
                "root file system: read only",
                "stop timeout: 60 s",
                "ulimit nofile: 65536",
                "ulimit nproc: 512",
                "user: 1000:1000",
                "workdir: /srv",
            ]
        );
    }

    #[test]
    fn the_json_has_the_names_of_the_api() {
        let mut json = Map::new();
        insert(&mut json, &whole());
        assert_eq!(
            Value::from(json),
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
