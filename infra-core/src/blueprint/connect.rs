//! How services of a cluster reach each other.

use super::Names;
use crate::declaration::{
    App, AppProtocol, ClusterSpec, ContainerSpec, Declaration, Identity, Item, NetworkMode, Port, Route, ServiceSpec,
    Sidecar, Switch, TaskSpec, Variable, WorkloadSpec,
};
use crate::rule::environment::{URL, made_of};
use crate::rule::service::connect::has_name;

/// A port on which others reach a service by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The port.
    pub port: u16,
    /// What the task definition calls it.
    pub port_name: String,
}

/// A service that another one calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Its name without app and stage, which is its host name as well.
    pub item: &'static str,
    /// Its physical name.
    pub physical: String,
    /// The ports on which it is reached.
    pub ports: Vec<u16>,
}

/// The services that a service or a task calls.
pub(super) fn connections(app: &App, spec: &WorkloadSpec, names: &Names) -> Vec<Connection> {
    let called = called(app, spec, names).map(|(identity, callee)| Connection {
        item: identity.name,
        physical: names.physical(identity.name),
        ports: tcp(callee).map(|port| port.number).collect(),
    });
    called.collect()
}

/// The ports on which other services call `declared`; none where no service does. Tasks have no proxies, and call by DNS.
pub(super) fn endpoints(app: &App, declared: &Declaration<ServiceSpec>, names: &Names) -> Vec<Endpoint> {
    if !is_called_by_services(app, &declared.identity, names) {
        return Vec::new();
    }
    let ports = tcp(declared.resolve(&names.stage));
    ports.map(|port| Endpoint { port: port.number, port_name: port_name(port).to_owned() }).collect()
}

/// Whether a service has a DNS name in the namespace of its cluster: where its tasks have addresses and something listens
/// on TCP there, if others call it, or if the namespace is declared.
pub(super) fn is_named(
    app: &App,
    declared: &Declaration<ServiceSpec>,
    cluster: &Declaration<ClusterSpec>,
    names: &Names,
) -> bool {
    let spec = declared.resolve(&names.stage);
    let can_be = spec.workload.network_mode == NetworkMode::Awsvpc
        && has_name(spec.deploy().word())
        && tcp(spec).next().is_some();
    let is_called = || callers(app, &declared.identity, names).next().is_some();
    can_be && (cluster.resolve(&names.stage).namespace.is_some() || is_called())
}

/// Whether tasks that share the network of their instances call a service.
pub(super) fn is_called_from_instances(app: &App, declared: &Declaration<ServiceSpec>, names: &Names) -> bool {
    let mut callers = callers(app, &declared.identity, names);
    callers.any(|caller| caller.network_mode != NetworkMode::Awsvpc)
}

/// The namespace of a cluster: the declared one, or one that is made where something in it calls its services.
pub(super) fn namespace(app: &App, cluster: &Declaration<ClusterSpec>, names: &Names) -> Option<String> {
    if let Some(declared) = cluster.resolve(&names.stage).namespace {
        return Some(declared.to_owned());
    }
    let mut workloads = workloads(app, names);
    let connects = workloads.any(|spec| spec.cluster.identity == cluster.identity && !spec.connect.is_empty());
    // An app with two clusters may have both in one VPC, which has a DNS name once.
    connects.then(|| format!("{}.{}-{}.internal", cluster.identity.name, names.app, names.stage))
}

/// Whether `exec` opens a shell in the containers of a service: as declared; else where they can be written, outside of
/// protected stages.
pub(super) fn exec(spec: &ServiceSpec, protected: bool) -> bool {
    match spec.exec {
        Some(Switch::On) => true,
        Some(Switch::Off) => false,
        None => !protected && !spec.workload.container.read_only,
    }
}

/// The service with what follows for it from others and from its own switches: names of the ports on which it is called,
/// the URLs of those it calls, and an init process that reaps what a shell leaves behind.
///
/// It lives as long as the program, as the declarations do.
pub(super) fn completed(
    app: &App,
    declared: &Declaration<ServiceSpec>,
    names: &Names,
    protected: bool,
) -> &'static ServiceSpec {
    let mut spec = *declared.resolve(&names.stage);
    if is_called_by_services(app, &declared.identity, names) {
        let named = |port: &Port| if port.udp { *port } else { Port { name: Some(port_name(port)), ..*port } };
        spec.workload.ports = spec.workload.ports.iter().map(named).collect::<Vec<_>>().leak();
    }
    // A proxy of Service Connect knows services by their names alone.
    let urls = urls(app, &spec.workload, names, str::to_owned);
    add_urls(&mut spec.workload.container, urls);
    if exec(&spec, protected) && spec.workload.os.word() == "linux" {
        spec.workload.container.init = true;
        let initialised = |sidecar: &Sidecar| {
            let mut sidecar = *sidecar;
            sidecar.container.init = true;
            sidecar
        };
        spec.workload.sidecars = spec.workload.sidecars.iter().map(initialised).collect::<Vec<_>>().leak();
    }
    Box::leak(Box::new(spec))
}

/// The task with the URLs of the services that it calls, by their DNS names. It lives as long as the program.
pub(super) fn completed_task(
    app: &App,
    declared: &Declaration<TaskSpec>,
    cluster: &Declaration<ClusterSpec>,
    names: &Names,
) -> &'static TaskSpec {
    let mut spec = *declared.resolve(&names.stage);
    if let Some(namespace) = namespace(app, cluster, names) {
        let urls = urls(app, &spec.workload, names, |item| format!("{item}.{namespace}"));
        add_urls(&mut spec.workload.container, urls);
    }
    Box::leak(Box::new(spec))
}

fn add_urls(container: &mut ContainerSpec, urls: Vec<(&'static str, Variable)>) {
    if !urls.is_empty() {
        let environment = container.environment.iter().copied().chain(urls);
        container.environment = environment.collect::<Vec<_>>().leak();
    }
}

/// `OTHER_URL` for the main port of each service that is called, and `OTHER_NAME_URL` for each other port that has a
/// name; without those that the caller declares itself, where it waives the rule. `host` makes host names of the names of items.
fn urls(app: &App, spec: &WorkloadSpec, names: &Names, host: impl Fn(&str) -> String) -> Vec<(&'static str, Variable)> {
    let container = &spec.container;
    let is_given = |variable: &str| {
        container.environment.iter().any(|(name, _)| *name == variable)
            || container.secrets.iter().any(|(name, _)| *name == variable)
    };
    let mut urls = Vec::new();
    for (identity, callee) in called(app, spec, names) {
        for (place, port) in tcp(callee).enumerate() {
            let variable = match (place, port.name) {
                (0, _) => made_of(&[identity.name, URL]),
                (_, Some(name)) => made_of(&[identity.name, name, URL]),
                (_, None) => continue,
            };
            if !is_given(&variable) {
                let url = format!("{}://{}:{}", scheme(callee, port), host(identity.name), port.number);
                urls.push((&*variable.leak(), Variable::Text(url.leak())));
            }
        }
    }
    urls
}

/// What a port speaks, as URLs say it: HTTP where its `protocol` or a route says so (gRPC is called by such URLs too), else
/// nothing more than TCP is known.
fn scheme(service: &ServiceSpec, port: &Port) -> &'static str {
    let main = service.workload.port();
    let leads = |route: &Route| route.port.or(main) == Some(port.number);
    match port.protocol {
        Some(AppProtocol::Http | AppProtocol::Http2 | AppProtocol::Grpc) => "http",
        None if service.routes.iter().any(leads) => "http",
        None => "tcp",
    }
}

/// The name of a port in its task definition.
fn port_name(port: &Port) -> &'static str {
    port.name.unwrap_or_else(|| format!("port-{}", port.number).leak())
}

/// The ports of a service on which it can be called: Service Connect knows no UDP.
fn tcp(spec: &ServiceSpec) -> impl Iterator<Item = &'static Port> {
    spec.workload.ports.iter().filter(|port| !port.udp)
}

fn services(app: &App) -> impl Iterator<Item = &'static Declaration<ServiceSpec>> {
    app.items.iter().filter_map(|item| match item {
        Item::Service(service) => Some(*service),
        Item::Cluster(_) | Item::Task(_) => None,
    })
}

/// What services and tasks have in common, each in its stage.
fn workloads(app: &App, names: &Names) -> impl Iterator<Item = &'static WorkloadSpec> {
    app.items.iter().filter_map(|item| match item {
        Item::Service(service) => Some(&service.resolve(&names.stage).workload),
        Item::Task(task) => Some(&task.resolve(&names.stage).workload),
        Item::Cluster(_) => None,
    })
}

/// What calls a service.
fn callers(app: &App, identity: &Identity, names: &Names) -> impl Iterator<Item = &'static WorkloadSpec> {
    workloads(app, names).filter(|caller| calls(caller, identity))
}

fn calls(caller: &WorkloadSpec, identity: &Identity) -> bool {
    caller.connect.iter().any(|called| **called == *identity)
}

fn called(
    app: &App,
    spec: &WorkloadSpec,
    names: &Names,
) -> impl Iterator<Item = (&'static Identity, &'static ServiceSpec)> {
    spec.connect.iter().filter_map(|&identity| {
        let service = services(app).find(|service| service.identity == *identity)?;
        Some((identity, service.resolve(&names.stage)))
    })
}

fn is_called_by_services(app: &App, identity: &Identity, names: &Names) -> bool {
    services(app).any(|service| calls(&service.resolve(&names.stage).workload, identity))
}
