//! What the supervisor holds of the load balancers.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU16, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::balancer::Balancing;
use super::error::Error;
use super::group::{Settings, Unhealthy};
use super::listener::{Front, Running};
use super::listening::{Kind, Listening, Ports, also_v6, listen_at};
use super::registry::{Registry, Transport};
use super::replica::{Drained, Target};
use super::rules;
use super::stats::Stats;
use super::tls::Keys;
use crate::spec::{Balancer, Protocol, Rule, Service, Stream};

/// The load balancers of a stage, and the connections between its services. Its listeners close when it is dropped; what is
/// open then goes on until it ends, as long as the runtime lives.
#[derive(Debug)]
pub struct Proxy {
    registry: Registry,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// Where the key and the certificate of HTTPS are kept.
    folder: PathBuf,
    /// Those of the names that the routes have now.
    keys: Option<Keys>,
    ports: Ports,
    balancers: BTreeMap<String, Arc<Balancing>>,
    listeners: BTreeMap<String, Running>,
    endpoints: BTreeMap<(String, u16, Scheme, Ipv4Addr), Running>,
}

/// What is spoken between services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// HTTP: each request is balanced.
    Http,
    /// TCP: each connection is balanced.
    Tcp,
}

impl Proxy {
    /// Opens the listeners of balancers, with their rules and no replicas. `ports` are those that [`Proxy::ports`] gave last
    /// time; `folder` is the stage's, where the key and the certificate of HTTPS are kept. Must be called within a runtime
    /// of tokio, which serves.
    pub fn listen(balancers: &[Balancer], ports: Ports, folder: PathBuf) -> Result<Self, Error> {
        let proxy = Self {
            registry: Registry::default(),
            state: Mutex::new(State {
                folder,
                keys: None,
                ports,
                balancers: BTreeMap::new(),
                listeners: BTreeMap::new(),
                endpoints: BTreeMap::new(),
            }),
        };
        proxy.set_balancers(balancers)?;
        Ok(proxy)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens listeners that are new, closes those that are gone, and sets the rules and the idle time of all. Where a
    /// listener cannot be opened, those before it are changed already.
    pub fn set_balancers(&self, balancers: &[Balancer]) -> Result<(), Error> {
        let mut state = self.state();
        let state = &mut *state;
        for balancer in balancers {
            let known = state.balancers.entry(balancer.cluster.clone());
            let known = known.or_insert_with(|| Arc::new(Balancing::new(&balancer.cluster)));
            known.set_idle(balancer.idle_seconds);
            known.set_rules(rules::of(&balancer.rules, &self.registry));
        }
        let wanted: Vec<Listening> = balancers.iter().flat_map(wanted).collect();
        let keys: BTreeSet<String> = wanted.iter().map(key).collect();
        // What goes frees its port for what comes.
        state.listeners.retain(|key, _| keys.contains(key));
        state.balancers.retain(|cluster, _| balancers.iter().any(|balancer| balancer.cluster == *cluster));
        for listening in wanted {
            self.open(state, listening, balancers)?;
        }
        state.redirect();
        Ok(())
    }

    fn open(&self, state: &mut State, mut listening: Listening, balancers: &[Balancer]) -> Result<(), Error> {
        let key = key(&listening);
        let front = match listening.kind {
            Kind::Http | Kind::Https => {
                let Some(balancing) = state.balancers.get(&listening.cluster) else { return Ok(()) };
                let to = listening.redirect.map(|port| Arc::new(AtomicU16::new(port)));
                Front::Balancer { balancing: Arc::clone(balancing), redirect: to }
            }
            Kind::Tcp | Kind::Tls | Kind::Udp => {
                let Some(stream) = stream(balancers, &listening) else { return Ok(()) };
                let transport = if stream.udp { Transport::Udp } else { Transport::Tcp };
                let group = self.registry.group(&stream.service, stream.to, transport);
                Front::Stream { group, unhealthy: Unhealthy::Asked }
            }
        };
        let tls = match listening.kind {
            Kind::Https => Some(state.keys(balancers)?.https.clone()),
            Kind::Tls => Some(state.keys(balancers)?.stream.clone()),
            _ => None,
        };
        if let Some(running) = state.listeners.get_mut(&key) {
            running.change(listening.service, front, tls);
            return Ok(());
        }
        let running = if listening.kind == Kind::Udp {
            let (socket, address, instead) = state.ports.open(key.clone(), listening.declared)?;
            (listening.address, listening.instead) = (address, instead);
            Running::datagrams(socket, listening, front)
        } else {
            let (listener, address, instead) = state.ports.open(key.clone(), listening.declared)?;
            (listening.address, listening.instead) = (address, instead);
            let listeners = std::iter::once(listener).chain(also_v6(address)).collect();
            Running::connections(listeners, listening, front, tls)
        };
        state.listeners.insert(key, running);
        Ok(())
    }

    /// The listeners that are open, by cluster and port.
    #[must_use]
    pub fn listening(&self) -> Vec<Listening> {
        self.state().listeners.values().map(|running| running.listening.clone()).collect()
    }

    /// The ports that were found, for [`Proxy::listen`] the next time.
    #[must_use]
    pub fn ports(&self) -> Ports {
        self.state().ports.clone()
    }

    /// Sets the rules of a balancer. Where no balancer has this cluster, nothing changes.
    pub fn set_rules(&self, cluster: &str, rules: &[Rule]) {
        if let Some(balancing) = self.state().balancers.get(cluster) {
            balancing.set_rules(rules::of(rules, &self.registry));
        }
    }

    /// Sets how requests for a service are balanced: its `balance`, its `sticky_seconds` and its `slow_start_seconds`.
    pub fn set_service(&self, service: &Service) {
        let Service { balance, sticky_seconds, slow_start_seconds, .. } = *service;
        let settings = Settings { balance, sticky_seconds, slow_start_seconds };
        self.registry.settings(&service.item, settings);
    }

    /// Puts these replicas in balance for a declared port of a service, of TCP, and takes all others out.
    pub fn set_targets(&self, service: &str, port: u16, targets: &[Target]) {
        self.registry.targets(service, (port, Transport::Tcp), targets);
    }

    /// The same for a port of UDP.
    pub fn set_datagram_targets(&self, service: &str, port: u16, targets: &[Target]) {
        self.registry.targets(service, (port, Transport::Udp), targets);
    }

    /// Takes a replica out of balance on all ports at once. What it gives is done when the requests that are open there are
    /// done, or after `limit`; it need not be awaited.
    pub fn drain(&self, replica: &str, limit: Duration) -> impl Future<Output = Drained> + Send + use<> {
        let replica = self.registry.remove(replica);
        async move {
            let Some(replica) = replica else { return Drained { open: 0 } };
            match tokio::time::timeout(limit, replica.empty()).await {
                Ok(()) => Drained { open: 0 },
                Err(_) => Drained { open: replica.open() },
            }
        }
    }

    /// Where others reach a declared port of a service on loopback, balanced over its replicas. It stays the same.
    pub fn endpoint(&self, service: &str, port: u16, scheme: Scheme) -> Result<SocketAddr, Error> {
        self.endpoint_at(service, port, scheme, Ipv4Addr::LOCALHOST)
    }

    /// The same at an address of this machine in the network of an engine, for containers.
    pub(crate) fn endpoint_at(
        &self,
        service: &str,
        port: u16,
        scheme: Scheme,
        at: Ipv4Addr,
    ) -> Result<SocketAddr, Error> {
        let mut state = self.state();
        let name = (service.to_owned(), port, scheme, at);
        if let Some(running) = state.endpoints.get(&name) {
            return Ok(running.listening.address);
        }
        let (kind, word) = match scheme {
            Scheme::Http => (Kind::Http, "http"),
            Scheme::Tcp => (Kind::Tcp, "tcp"),
        };
        let (listener, address) = if at.is_loopback() {
            let (listener, address, _) = state.ports.open(format!("connect/{service}/{port}/{word}"), 0)?;
            (listener, address)
        } else {
            listen_at(at).map_err(|source| Error::Port { port, source })?
        };
        let group = self.registry.group(service, port, Transport::Tcp);
        let front = match scheme {
            Scheme::Http => Front::Endpoint { group },
            Scheme::Tcp => Front::Stream { group, unhealthy: Unhealthy::LeftOut },
        };
        let listening = Listening {
            cluster: String::new(),
            kind,
            declared: port,
            address,
            instead: None,
            service: Some(service.to_owned()),
            redirect: None,
        };
        state.endpoints.insert(name, Running::connections(vec![listener], listening, front, None));
        Ok(address)
    }

    /// What passed through since the start.
    #[must_use]
    pub fn stats(&self) -> Stats {
        let balancers = self.state().balancers.values().map(|balancing| balancing.stats()).collect();
        Stats { balancers, services: self.registry.stats() }
    }
}

impl State {
    /// The key and certificate for the hosts of these.
    fn keys(&mut self, balancers: &[Balancer]) -> Result<&Keys, Error> {
        let kept = self.keys.take().filter(|keys| keys.are_for(balancers));
        let keys = match kept {
            Some(keys) => keys,
            None => Keys::of(&self.folder, balancers)?,
        };
        Ok(self.keys.insert(keys))
    }

    /// Says to the listeners that redirect where the others have come to listen.
    fn redirect(&self) {
        for running in self.listeners.values() {
            let Some(declared) = running.listening.redirect else { continue };
            let to = self.listeners.values().find(|other| {
                (&other.listening.cluster, other.listening.declared) == (&running.listening.cluster, declared)
                    && other.listening.kind == Kind::Https
            });
            if let (Some(to), Front::Balancer { redirect: Some(port), .. }) = (to, running.front()) {
                port.store(to.listening.address.port(), Relaxed);
            }
        }
    }
}

/// The listeners of a balancer, still without addresses.
fn wanted(balancer: &Balancer) -> Vec<Listening> {
    let listening = |kind, declared| Listening {
        cluster: balancer.cluster.clone(),
        kind,
        declared,
        address: SocketAddr::from(([127, 0, 0, 1], 0)),
        instead: None,
        service: None,
        redirect: None,
    };
    let listeners = balancer.listeners.iter().map(|listener| {
        let kind = match listener.protocol {
            Protocol::Http => Kind::Http,
            Protocol::Https => Kind::Https,
        };
        Listening { redirect: listener.redirect, ..listening(kind, listener.port) }
    });
    let streams = balancer.streams.iter().map(|stream| {
        let kind = match (stream.tls, stream.udp) {
            (true, _) => Kind::Tls,
            (_, true) => Kind::Udp,
            _ => Kind::Tcp,
        };
        Listening { service: Some(stream.service.clone()), ..listening(kind, stream.port) }
    });
    listeners.chain(streams).collect()
}

/// The stream that a listener is for.
fn stream<'a>(balancers: &'a [Balancer], listening: &Listening) -> Option<&'a Stream> {
    let balancer = balancers.iter().find(|balancer| balancer.cluster == listening.cluster)?;
    balancer
        .streams
        .iter()
        .find(|stream| stream.port == listening.declared && stream.udp == (listening.kind == Kind::Udp))
}

/// What tells one listener from another: what cannot change while it is open.
fn key(listening: &Listening) -> String {
    let kind = match listening.kind {
        Kind::Http => "http",
        Kind::Https => "https",
        Kind::Tcp => "tcp",
        Kind::Tls => "tls",
        Kind::Udp => "udp",
    };
    let redirect = listening.redirect.map(|port| format!("/to-{port}")).unwrap_or_default();
    format!("{}/{}/{kind}{redirect}", listening.cluster, listening.declared)
}
