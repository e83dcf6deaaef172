//! One service: what runs is `src/bin/hello.rs`, and this is where.

use infra_aws::prelude::*;

/// Where it runs: Fargate, in a network of its own.
#[cluster]
pub struct Hello;

/// Greets whoever comes.
#[service(cluster = Hello, image = cargo("hello"), port = 8080, route("/*"), count = 2)]
pub struct Greeter;

/// The app.
pub const APP: App = app!("hello": Hello, Greeter);
