//! An app with every way in: routes that compare, several ports, streams, a domain. What a test changes of it is changed as
//! the command runs.

use std::cell::RefCell;

use infra_aws::prelude::*;

use crate::app::changed;

type OfCluster = Box<dyn Fn(ClusterSpec) -> ClusterSpec>;

thread_local! {
    static CLUSTER: RefCell<Option<OfCluster>> = const { RefCell::new(None) };
}

/// Changes the cluster of the app in this thread's commands from now on.
pub fn change_harbour(how: impl Fn(ClusterSpec) -> ClusterSpec + 'static) {
    CLUSTER.with_borrow_mut(|change| *change = Some(Box::new(how)));
}

/// From now on the cluster is as it is declared.
pub(crate) fn unchanged_harbour() {
    CLUSTER.with_borrow_mut(|change| *change = None);
}

/// What all ways in share.
#[cluster(capacity = fargate, network = new(nat = one), load_balancer(domain = "shop.example.com"), configure = harbour)]
struct Harbour;

/// The pages, and a console of their own.
#[service(cluster = Harbour, image = "web:1", cpu = 256, memory = 512, port = 8080, port = 9000,
          route("/*"), route("/console/*", port = 9000, strip), route("/*", method = "POST", header("X-Version", "2*")),
          configure = web)]
struct Web;

/// The database.
#[service(cluster = Harbour, image = "data:1", cpu = 256, memory = 512, port = 5432, stream(5432), configure = data)]
struct Data;

/// Sums the day up.
#[task(cluster = Harbour, image = "rollup:1", cpu = 256, memory = 512, schedule = "rate(1 day)", subnets = public,
       egress = ["0.0.0.0/0:443"])]
struct Rollup;

#[expect(clippy::unnecessary_wraps, reason = "a function that `configure` names tells by a `Result`")]
fn harbour(_: &Stage<'_>, spec: ClusterSpec) -> Result<ClusterSpec, std::convert::Infallible> {
    Ok(CLUSTER.with_borrow(|change| change.as_ref().map_or(spec, |change| change(spec))))
}

#[expect(clippy::unnecessary_wraps, reason = "a function that `configure` names tells by a `Result`")]
fn web(_: &Stage<'_>, spec: ServiceSpec) -> Result<ServiceSpec, std::convert::Infallible> {
    Ok(changed("web", spec))
}

#[expect(clippy::unnecessary_wraps, reason = "a function that `configure` names tells by a `Result`")]
fn data(_: &Stage<'_>, spec: ServiceSpec) -> Result<ServiceSpec, std::convert::Infallible> {
    Ok(changed("data", spec))
}

/// An app with every way in.
pub const HARBOUR: App = app!("harbour": Harbour, Web, Data, Rollup);
