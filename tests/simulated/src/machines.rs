//! A small app on instances of one's own: one instance, at most two.

use infra_aws::prelude::*;

use crate::app::changed;

/// The instances.
#[cluster(capacity = ec2("c5.large", 1..=2))]
struct Yard;

/// The pages.
#[service(cluster = Yard, image = "web:1", cpu = 1024, memory = 512, port = 8080, route("/*"), count = 2, configure = web)]
struct Web;

#[expect(clippy::unnecessary_wraps, reason = "a function that `configure` names tells by a `Result`")]
fn web(_: &Stage<'_>, spec: ServiceSpec) -> Result<ServiceSpec, std::convert::Infallible> {
    Ok(changed("web", spec))
}

/// An app of one service on instances.
pub const YARD: App = app!("yard": Yard, Web);
