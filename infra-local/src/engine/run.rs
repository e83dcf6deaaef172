//! How a container is run: pure.

use super::Engine;
use crate::parts::{ContainerRun, Launch};
use crate::spec::Image;

/// The call that starts a container and stays attached to it. Values of its environment are in the environment of the call:
/// its arguments can be read by everybody on the machine.
pub(super) fn start(engine: &Engine, run: &ContainerRun) -> Launch {
    let Image { reference, command, entrypoint, workdir, user, read_only, init, privileged } = &run.image;
    let mut words = Words(vec!["run".into(), "--rm".into()]);
    words.option("--name", &run.name);
    words.option("--label", LABEL);
    // On Linux this machine has a name in a container only where it is given one.
    words.option("--add-host", "host.docker.internal:host-gateway");
    for (inside, outside, udp) in &run.ports {
        words.option("--publish", &format!("127.0.0.1:{outside}:{inside}{}", if *udp { "/udp" } else { "" }));
    }
    for (folder, at, is_read_only) in &run.volumes {
        // `--volume` takes a folder with a colon for two.
        let end = if *is_read_only { ",readonly" } else { "" };
        words.option("--mount", &format!("type=bind,source={},target={at}{end}", folder.display()));
    }
    for (name, _) in &run.environment {
        words.option("--env", name);
    }
    if run.size.memory > 0 {
        words.option("--memory", &format!("{}m", run.size.memory));
    }
    if run.size.cpu > 0 {
        // Of what ECS calls 1,024 a CPU, in thousandths.
        let thousandths = u64::from(run.size.cpu) * 1_000 / 1_024;
        words.option("--cpus", &format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000));
    }
    for (option, value) in [("--workdir", workdir), ("--user", user)] {
        if let Some(value) = value {
            words.option(option, value);
        }
    }
    for (is_on, flag) in [(read_only, "--read-only"), (init, "--init"), (privileged, "--privileged")] {
        if *is_on {
            words.0.push(flag.to_owned());
        }
    }
    // The entry point is one word here: the others come before the command.
    let mut entrypoint = entrypoint.iter();
    if let Some(first) = entrypoint.next() {
        words.option("--entrypoint", first);
    }
    words.0.push(reference.clone());
    words.0.extend(entrypoint.chain(command).cloned());
    Launch { environment: run.environment.clone(), ..engine.launch(words.0) }
}

/// What tells the containers of the local target from others.
const LABEL: &str = "infra=local";

struct Words(Vec<String>);

impl Words {
    fn option(&mut self, name: &str, value: &str) {
        self.0.extend([name.to_owned(), value.to_owned()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Size;

    fn run() -> ContainerRun {
        ContainerRun {
            name: "shop-dev-cache-1-cache".into(),
            image: Image {
                reference: "redis:8".into(),
                command: Vec::new(),
                entrypoint: Vec::new(),
                workdir: None,
                user: None,
                read_only: false,
                init: false,
                privileged: false,
            },
            environment: Vec::new(),
            ports: Vec::new(),
            volumes: Vec::new(),
            size: Size::default(),
        }
    }

    fn words(run: &ContainerRun) -> String {
        let launch = start(&Engine { program: "docker".into() }, run);
        launch.arguments.join(" ")
    }

    const START: &str = "run --rm --name shop-dev-cache-1-cache --label infra=local --add-host \
                         host.docker.internal:host-gateway";

    #[test]
    fn a_container_is_run_in_the_foreground_and_goes_with_its_end() {
        assert_eq!(words(&run()), format!("{START} redis:8"));
    }

    #[test]
    fn ports_volumes_and_limits_are_the_spec_s() {
        let run = ContainerRun {
            ports: vec![(6379, 40_001, false), (53, 40_002, true)],
            volumes: vec![("/s/a:b".into(), "/data".into(), true)],
            size: Size { cpu: 1_536, memory: 512 },
            ..run()
        };
        assert_eq!(
            words(&run),
            format!(
                "{START} --publish 127.0.0.1:40001:6379 --publish 127.0.0.1:40002:53/udp --mount \
                 type=bind,source=/s/a:b,target=/data,readonly --memory 512m --cpus 1.500 redis:8"
            )
        );
    }

    #[test]
    fn how_it_is_run_is_the_image_s_or_the_declaration_s() {
        let plain = run();
        let image = Image {
            command: vec!["--port".into(), "1".into()],
            entrypoint: vec!["sh".into(), "-c".into()],
            workdir: Some("/app".into()),
            user: Some("1000:1000".into()),
            read_only: true,
            init: true,
            privileged: true,
            ..plain.image
        };
        assert_eq!(
            words(&ContainerRun { image, ..run() }),
            format!(
                "{START} --workdir /app --user 1000:1000 --read-only --init --privileged --entrypoint sh redis:8 -c \
                 --port 1"
            )
        );
    }

    #[test]
    fn no_value_is_among_the_arguments() {
        let run = ContainerRun { environment: vec![("KEY".into(), "hunter2".into())], ..run() };
        let launch = start(&Engine { program: "docker".into() }, &run);
        assert_eq!(launch.arguments.join(" "), format!("{START} --env KEY redis:8"));
        assert_eq!(launch.environment, run.environment);
    }
}
