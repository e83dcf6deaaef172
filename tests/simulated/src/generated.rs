//! Apps of any number of items, made as a test runs. They live as long as the process, as declared ones do.

use infra_aws::core::declaration::{CargoImage, Declaration, Identity, Image, Item, Port, Range, Route, Scale};
use infra_aws::prelude::*;

/// What all services and tasks run in.
#[cluster(capacity = [fargate(base = 1), fargate_spot(weight = 1)])]
struct Generated;

/// What a service is if nothing else is said.
#[service(cluster = Generated, image = "plain:1", cpu = 256, memory = 512)]
struct Plain;

/// What a task is if nothing else is said.
#[task(cluster = Generated, image = "job:1", cpu = 256, memory = 512)]
struct Job;

const LISTED: App = app!("generated": Generated, Plain, Job);

/// A service as small as it can be.
#[must_use]
pub const fn plain() -> ServiceSpec {
    <Plain as Service>::DECLARATION.base
}

/// A task as small as it can be.
#[must_use]
pub const fn job() -> TaskSpec {
    <Job as Task>::DECLARATION.base
}

/// The cluster.
#[must_use]
pub const fn cluster() -> ClusterSpec {
    <Generated as Cluster>::DECLARATION.base
}

/// An app of these services and tasks, by name.
#[must_use]
pub fn app(cluster: ClusterSpec, services: Vec<(String, ServiceSpec)>, tasks: Vec<(String, TaskSpec)>) -> App {
    let mut items = vec![Item::Cluster(leak(Declaration {
        identity: *<Generated as Cluster>::IDENTITY,
        base: cluster,
        stages: &[],
        configure: None,
    }))];
    for (name, base) in services {
        let identity = identity(*<Plain as Service>::IDENTITY, name);
        items.push(Item::Service(leak(Declaration { identity, base, stages: &[], configure: None })));
    }
    for (name, base) in tasks {
        let identity = identity(*<Job as Task>::IDENTITY, name);
        items.push(Item::Task(leak(Declaration { identity, base, stages: &[], configure: None })));
    }
    App { items: items.leak(), ..LISTED }
}

fn identity(of: Identity, name: String) -> Identity {
    let name: &'static str = name.leak();
    Identity { item: name, name, ..of }
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// A text that lives as long as the process.
#[must_use]
pub fn text(text: String) -> &'static str {
    text.leak()
}

/// So many services, each of an image of its own that is built.
#[must_use]
pub fn built(services: usize) -> App {
    let services = (0..services).map(|number| {
        let mut spec = plain();
        spec.workload.container.image = Image::Cargo(CargoImage::new(text(format!("service-{number}"))));
        (format!("service-{number}"), spec)
    });
    app(cluster(), services.collect(), Vec::new())
}

/// An app as it grows: so many services, every second with a route, every third scaled, and so many scheduled tasks.
/// Service 0 has the image `plain:{version}`.
#[must_use]
pub fn grown(services: usize, tasks: usize, version: usize) -> App {
    let services = (0..services).map(|number| {
        let mut spec = plain();
        let version = if number == 0 { version } else { 1 };
        spec.workload.container.image = Image::Reference(text(format!("plain:{version}")));
        if number % 2 == 0 {
            spec.workload.ports = vec![Port::new(8080)].leak();
            spec.routes = vec![Route::new(text(format!("/service-{number}/*")))].leak();
        }
        if number % 3 == 0 {
            spec.scale = Some(Scale { cpu: Some(60), ..Scale::new(Range { min: 1, max: 4 }) });
        }
        (format!("service-{number}"), spec)
    });
    let tasks = (0..tasks).map(|number| {
        let mut spec = job();
        spec.schedules = &["rate(1 day)"];
        (format!("task-{number}"), spec)
    });
    app(cluster(), services.collect(), tasks.collect())
}
