//! An app whose programs a test writes, for this machine.

use infra_aws::core::declaration::{App, Listener, ListenerPort};
use infra_aws::prelude::*;

/// The variable with the port of the load balancer: each test has its own.
const PORT: &str = "END_TO_END_PORT";

/// What everything runs on.
#[cluster(capacity = fargate, load_balancer(listen = [http(80)]), configure = listening)]
pub(super) struct Home;

fn listening(_: &Stage<'_>, mut cluster: ClusterSpec) -> Result<ClusterSpec, Box<dyn std::error::Error>> {
    let port: u16 = std::env::var(PORT)?.parse()?;
    if let Some(balancer) = &mut cluster.load_balancer {
        balancer.listen = Box::leak(Box::new([Listener::Http(ListenerPort::new(port))]));
    }
    Ok(cluster)
}

/// Greets.
#[service(
    cluster = Home,
    image = cargo("web"),
    cpu = 256,
    memory = 512,
    port = 8080,
    route("/*"),
    count = 2,
    health("/health", every = "5s", timeout = "2s"),
    drain = "1s",
    env(GREETING = "hello")
)]
pub(super) struct Web;

/// Does what it is told.
#[task(cluster = Home, image = cargo("work"), cpu = 256, memory = 512)]
pub(super) struct Work;

/// The app.
pub(super) const APP: App = app!("local": Home, Web, Work);

/// The same where its stage is protected.
pub(super) const PROTECTED: App = app!("local": Home, Web, Work; stages = [it], protect = [it]);

/// The same a little later: the greeting is another.
pub(super) mod later {
    use infra_aws::core::declaration::App;
    use infra_aws::prelude::*;

    /// Greets in other words.
    #[service(
        cluster = super::Home,
        image = cargo("web"),
        cpu = 256,
        memory = 512,
        port = 8080,
        route("/*"),
        count = 2,
        health("/health", every = "5s", timeout = "2s"),
        drain = "1s",
        env(GREETING = "good evening")
    )]
    pub(in crate::apps) struct Web;

    /// The app.
    pub(in crate::apps) const APP: App = app!("local": super::Home, Web, super::Work);
}

/// What it is when its service needs a secret.
pub(super) mod guarded {
    use infra_aws::core::declaration::App;
    use infra_aws::prelude::*;

    /// Greets with a secret.
    #[service(
        cluster = super::Home,
        image = cargo("web"),
        cpu = 256,
        memory = 512,
        port = 8080,
        route("/*"),
        health("/health", every = "5s", timeout = "2s"),
        drain = "1s",
        secret(GREETING = "ssm:/{app}/{stage}/greeting")
    )]
    pub(in crate::apps) struct Web;

    /// The app.
    pub(in crate::apps) const APP: App = app!("local": super::Home, Web, super::Work);
}

/// What it is when its service does not stop when it is asked to.
pub(super) mod stubborn {
    use infra_aws::core::declaration::App;
    use infra_aws::prelude::*;

    /// Goes on.
    #[service(
        cluster = super::Home,
        image = "busybox:1.37",
        cpu = 256,
        memory = 512,
        stop = "90s",
        dev("trap '' TERM; echo Stubborn; while :; do sleep 1; done")
    )]
    pub(in crate::apps) struct Clock;

    /// The app.
    pub(in crate::apps) const APP: App = app!("local": super::Home, Clock);
}

/// What it is when a service is an image.
pub(super) mod imaged {
    use infra_aws::core::declaration::App;
    use infra_aws::prelude::*;

    /// Remembers.
    #[service(
        cluster = super::Home,
        image = "redis:8",
        cpu = 256,
        memory = 512,
        env(GREETING = "remember")
    )]
    pub(in crate::apps) struct Cache;

    /// The app.
    pub(in crate::apps) const APP: App = app!("local": super::Home, Cache);
}

/// What it is when its programs are images of a Dockerfile.
pub(super) mod built {
    use infra_aws::core::declaration::App;
    use infra_aws::prelude::*;

    /// Greets.
    #[service(
        cluster = super::Home,
        image = dockerfile("web/Dockerfile"),
        cpu = 256,
        memory = 512,
        port = 8080,
        route("/*"),
        health("/health", every = "5s", timeout = "2s", grace = "60s"),
        drain = "1s",
        stop = "2s",
        env(GREETING = "hello"),
        secret(KEY = "ssm:/built/key")
    )]
    pub(in crate::apps) struct Web;

    /// Does what it is told.
    #[task(cluster = super::Home, image = dockerfile("web/Dockerfile"), cpu = 256, memory = 512, command = ["say"])]
    pub(in crate::apps) struct Work;

    /// The app.
    pub(in crate::apps) const APP: App = app!("local": super::Home, Web, Work);
}
