//! This program, started again as another part.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use infra_local::proxy::{Ports, Proxy, Target};
use infra_local::spec::{Balancer, Listener, Protocol, Route, Rule};

use super::Broken;

/// A process that listens. It is killed when this is dropped.
pub(super) struct Process {
    pub(super) address: SocketAddr,
    child: Child,
}

impl Process {
    /// Starts a part, which says where it listens.
    pub(super) fn start(words: &[&str]) -> Result<Self, Broken> {
        let program = std::env::current_exe()?;
        let mut child = Command::new(program).args(words).stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        match line.trim().parse() {
            Ok(address) => Ok(Self { address, child }),
            Err(_) => {
                let _ = child.kill();
                let _ = child.wait();
                Err(format!("`{}` did not start", words.join(" ")).into())
            }
        }
    }

    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Balances until it is killed: 20 rules, of which the last leads to the replica.
pub(super) async fn balance(replica: &str) -> Result<(), Broken> {
    let rule = |priority: u32, path: String| Rule {
        priority,
        route: Route { path, ..Route::default() },
        service: "web".to_owned(),
        port: 80,
    };
    let balancer = Balancer {
        cluster: "shop".to_owned(),
        listeners: vec![Listener { port: 0, protocol: Protocol::Http, redirect: None }],
        rules: (1..20).map(|at| rule(at, format!("/service-{at}/*"))).chain([rule(20, "/*".to_owned())]).collect(),
        streams: Vec::new(),
        idle_seconds: 60,
    };
    let proxy = Proxy::listen(&[balancer], Ports::default(), std::env::temp_dir())?;
    proxy.set_targets("web", 80, &[Target::new("web", replica.parse()?)]);
    let listening = proxy.listening();
    println!("{}", listening.first().ok_or("nothing listens")?.address);
    std::future::pending().await
}
