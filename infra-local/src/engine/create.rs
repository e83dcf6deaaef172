//! How a container is created: pure.

use super::{Engine, Flavour, HOST, environment};
use crate::parts::{ContainerRun, Launch, Network};
use crate::spec::Image;

/// The label that tells the containers of a stage from all others: its value is the stage's folder.
pub(super) const LABEL: &str = "infra.stage";

/// The arguments of a call.
#[derive(Default)]
pub(super) struct Words(pub(super) Vec<String>);

impl Words {
    pub(super) fn option(&mut self, name: &str, value: &str) {
        self.0.extend([name.to_owned(), value.to_owned()]);
    }

    fn flag(&mut self, is_on: bool, flag: &str) {
        if is_on {
            self.0.push(flag.to_owned());
        }
    }
}

impl Engine {
    /// The call that creates a container, which goes when it has ended.
    pub(crate) fn create(&self, run: &ContainerRun) -> Result<Launch, String> {
        let Image { reference, command, entrypoint, workdir, user, ulimits, .. } = &run.image;
        let mut words = begin("create", &run.name, &run.stage);
        match &run.network {
            Network::Own(ports) => self.network(&mut words, ports),
            Network::Of(other) => words.option("--network", &format!("container:{other}")),
        }
        // Those of this machine are not the container's.
        words.flag(self.flavour == Flavour::Podman, "--http-proxy=false");
        for (folder, at, is_read_only) in &run.volumes {
            // `--volume` takes a folder with a colon for two.
            let end = if *is_read_only { ",readonly" } else { "" };
            words.option("--mount", &format!("type=bind,source={},target={at}{end}", folder.display()));
        }
        let environment = environment::give(&mut words, &run.environment, &run.secrets)?;
        limit(&mut words, run);
        for (name, limit) in ulimits {
            words.option("--ulimit", &format!("{name}={limit}:{limit}"));
        }
        for (option, value) in [("--workdir", workdir), ("--user", user)] {
            if let Some(value) = value {
                words.option(option, value);
            }
        }
        words.flag(run.image.read_only, "--read-only");
        words.flag(run.image.init, "--init");
        words.flag(run.image.privileged, "--privileged");
        // The entry point is one word here: the others come before the command.
        let mut entrypoint = entrypoint.iter();
        if let Some(first) = entrypoint.next() {
            words.option("--entrypoint", first);
        }
        words.0.push(self.reference(reference));
        words.0.extend(entrypoint.chain(command).cloned());
        Ok(Launch { program: self.program.clone(), arguments: words.0, environment })
    }

    /// A network of its own, with ports on loopback of this machine, which has a name in it.
    pub(super) fn network(&self, words: &mut Words, ports: &[(u16, u16, bool)]) {
        if let Some(network) = self.reach.network() {
            words.option("--network", network);
        }
        words.option("--add-host", &format!("{HOST}:{}", self.reach.host()));
        for (inside, outside, udp) in ports {
            words.option("--publish", &format!("127.0.0.1:{outside}:{inside}{}", if *udp { "/udp" } else { "" }));
        }
    }
}

/// What all containers have in common. Their output is kept by the stage, and by nobody else.
pub(super) fn begin(call: &str, name: &str, stage: &str) -> Words {
    let mut words = Words(vec![call.to_owned(), "--rm".to_owned()]);
    words.option("--name", name);
    words.option("--label", &format!("{LABEL}={stage}"));
    words.option("--log-driver", "none");
    words
}

/// What it may use: no memory on disk beside it, as on ECS.
fn limit(words: &mut Words, run: &ContainerRun) {
    let memory = run.size.memory;
    if memory > 0 {
        words.option("--memory", &format!("{memory}m"));
        words.option("--memory-swap", &format!("{memory}m"));
    }
    if run.size.cpu > 0 {
        // Of what ECS calls 1,024 a CPU, in thousandths.
        let thousandths = u64::from(run.size.cpu) * 1_000 / 1_024;
        words.option("--cpus", &format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000));
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::engine::Reach;
    use crate::spec::Size;

    fn engine(flavour: Flavour, reach: Reach) -> Engine {
        Engine { program: "docker".into(), flavour, architecture: "x86_64".into(), reach }
    }

    fn run() -> ContainerRun {
        ContainerRun {
            name: "shop-dev-1-cache".into(),
            stage: "/shop/.infra/shop-dev".into(),
            image: Image { reference: "redis:8".into(), ..Image::default() },
            environment: Vec::new(),
            secrets: Vec::new(),
            network: Network::Own(Vec::new()),
            volumes: Vec::new(),
            size: Size::default(),
        }
    }

    fn words(run: &ContainerRun) -> String {
        engine(Flavour::Docker, Reach::Name).create(run).unwrap().arguments.join(" ")
    }

    const START: &str =
        "create --rm --name shop-dev-1-cache --label infra.stage=/shop/.infra/shop-dev --log-driver none";
    const HERE: &str = "--add-host host.docker.internal:host-gateway";

    #[test]
    fn a_container_goes_with_its_end_and_knows_this_machine() {
        assert_eq!(words(&run()), format!("{START} {HERE} redis:8"));
        let podman = engine(Flavour::Podman, Reach::Address(Ipv4Addr::new(10, 88, 0, 1)));
        assert_eq!(
            podman.create(&run()).unwrap().arguments.join(" "),
            format!("{START} --add-host host.docker.internal:10.88.0.1 --http-proxy=false docker.io/library/redis:8")
        );
    }

    #[test]
    fn ports_volumes_and_limits_are_the_spec_s() {
        let run = ContainerRun {
            network: Network::Own(vec![(6379, 40_001, false), (53, 40_002, true)]),
            volumes: vec![("/s/a:b".into(), "/data".into(), true)],
            size: Size { cpu: 1_536, memory: 512 },
            ..run()
        };
        assert_eq!(
            words(&run),
            format!(
                "{START} {HERE} --publish 127.0.0.1:40001:6379 --publish 127.0.0.1:40002:53/udp --mount \
                 type=bind,source=/s/a:b,target=/data,readonly --memory 512m --memory-swap 512m --cpus 1.500 redis:8"
            )
        );
    }

    #[test]
    fn a_container_beside_another_has_its_network() {
        let run = ContainerRun { network: Network::Of("shop-dev-1".into()), ..run() };
        assert_eq!(words(&run), format!("{START} --network container:shop-dev-1 redis:8"));
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
            ulimits: vec![("nofile".into(), 2048)],
            ..plain.image
        };
        assert_eq!(
            words(&ContainerRun { image, ..run() }),
            format!(
                "{START} {HERE} --ulimit nofile=2048:2048 --workdir /app --user 1000:1000 \
                 --read-only --init --privileged --entrypoint sh redis:8 -c --port 1"
            )
        );
    }
}
