//! The load balancers of a stage.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use infra_local::proxy::{Ports, Proxy, Target};
use infra_local::spec::{Balancer, Listener, Protocol, Route, Rule};

use crate::Replica;

/// A folder of its own, which goes when this is dropped.
#[derive(Debug)]
pub struct Folder(pub PathBuf);

impl Folder {
    /// A new one.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "each is another one")]
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let own = format!("balanced-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        Self(std::env::temp_dir().join(own))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Where nothing was written, there is none.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The load balancers of a stage.
#[derive(Debug)]
pub struct Stage {
    /// What the supervisor holds.
    pub proxy: Proxy,
    /// The stage's folder.
    pub folder: Folder,
}

impl Stage {
    /// One with these.
    #[must_use]
    pub fn with(balancers: &[Balancer]) -> Self {
        let folder = Folder::new();
        let proxy = Proxy::listen(balancers, Ports::default(), folder.0.clone()).expect("free ports");
        Self { proxy, folder }
    }

    /// One with a listener for HTTP, whose every request goes to the service `web` on port 80.
    #[must_use]
    pub fn of_web(replicas: &[&Replica]) -> Self {
        let stage = Self::with(&[balancer(&[rule(1, "/*", "web")])]);
        stage.set("web", replicas);
        stage
    }

    /// Puts these replicas in balance.
    pub fn set(&self, service: &str, replicas: &[&Replica]) {
        let targets: Vec<Target> = replicas.iter().map(|replica| replica.target()).collect();
        self.proxy.set_targets(service, 80, &targets);
    }

    /// Where the only listener, or the one of a declared port, listens.
    #[must_use]
    pub fn address(&self, declared: u16) -> SocketAddr {
        let listening = self.proxy.listening();
        listening.iter().find(|listening| listening.declared == declared).expect("a listener").address
    }

    /// Where the listener for HTTP listens.
    #[must_use]
    pub fn http(&self) -> SocketAddr {
        self.address(80)
    }
}

/// A balancer that listens for HTTP in the place of port 80: of a privileged one, so that tests do not meet.
#[must_use]
pub fn balancer(rules: &[Rule]) -> Balancer {
    Balancer {
        cluster: "shop".to_owned(),
        listeners: vec![Listener { port: 80, protocol: Protocol::Http, redirect: None }],
        rules: rules.to_vec(),
        streams: Vec::new(),
        idle_seconds: 60,
    }
}

/// A rule by path alone, to port 80 of a service.
#[must_use]
pub fn rule(priority: u32, path: &str, service: &str) -> Rule {
    to(priority, Route { path: path.to_owned(), ..Route::default() }, service)
}

/// A rule to port 80 of a service.
#[must_use]
pub fn to(priority: u32, route: Route, service: &str) -> Rule {
    Rule { priority, route, service: service.to_owned(), port: 80 }
}
