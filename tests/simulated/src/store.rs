//! An app of which a task must succeed before its service is updated.

use infra_aws::prelude::*;

use crate::app::changed;

/// The store.
#[cluster(capacity = fargate)]
struct Store;

/// Brings the database up to date.
#[task(cluster = Store, image = "migrate:1", cpu = 256, memory = 512)]
struct Migrate;

/// The pages.
#[service(cluster = Store, image = "web:1", cpu = 256, memory = 512, port = 8080, route("/*"), count = 2,
          before = [Migrate], configure = web)]
struct Web;

/// Sends mails.
#[service(cluster = Store, image = "mail:1", cpu = 256, memory = 512, configure = mail)]
struct Mail;

#[expect(clippy::unnecessary_wraps, reason = "a function that `configure` names tells by a `Result`")]
fn web(_: &Stage<'_>, spec: ServiceSpec) -> Result<ServiceSpec, std::convert::Infallible> {
    Ok(changed("web", spec))
}

#[expect(clippy::unnecessary_wraps, reason = "a function that `configure` names tells by a `Result`")]
fn mail(_: &Stage<'_>, spec: ServiceSpec) -> Result<ServiceSpec, std::convert::Infallible> {
    Ok(changed("mail", spec))
}

/// An app whose pages wait for a task.
pub const STORE: App = app!("store": Store, Migrate, Web, Mail);
