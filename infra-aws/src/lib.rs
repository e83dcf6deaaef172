//! Declare Amazon ECS infrastructure in plain Rust, and deploy it.
//!
//! ```no_run
//! use infra_aws::prelude::*;
//!
//! /// Everything the shop runs on.
//! #[cluster(capacity = fargate)]
//! struct Shop;
//!
//! #[service(cluster = Shop, image = "nginx:1.29", cpu = 256, memory = 512, port = 80, route("/*"))]
//! struct Web;
//!
//! fn main() -> std::process::ExitCode {
//!     infra_aws::main(app!("shop": Shop, Web))
//! }
//! ```
//!
//! `cargo run --bin infra` of a crate with this `main` deploys it; `-- --help` tells the other commands.
//!
//! # What is not deployed yet
//!
//! The language is ahead of what this crate deploys. What it does not deploy is refused where it is declared, rather
//! than left out in silence. This compiles:
//!
//! ```
//! use infra_aws::prelude::*;
//!
//! #[cluster(capacity = fargate)]
//! struct Shop;
//!
//! #[service(cluster = Shop, image = "nginx:1.29", cpu = 256, memory = 512, stop = "60s")]
//! struct Web;
//! ```
//!
//! And this does not, for its `timeout`: nothing stops a task that takes too long yet.
//!
//! ```compile_fail
//! use infra_aws::prelude::*;
//!
//! #[cluster(capacity = fargate)]
//! struct Shop;
//!
//! #[task(cluster = Shop, image = "busybox:1.37", cpu = 256, memory = 512, stop = "60s", timeout = "1h")]
//! struct Rollup;
//! ```

mod apply;
mod arn;
mod cli;
mod client;
mod concurrently;
mod cost;
mod default_network;
mod deployments;
mod diagnose;
mod direct;
mod ecs;
mod eject;
mod error;
mod exec;
mod failure;
#[doc(hidden)]
pub mod host;
mod hosted_zone;
mod images;
mod import;
mod logs;
mod next_runs;
mod observe;
mod outcome;
mod patch;
mod plan;
mod policy;
mod rollout;
mod run;
mod stack;
mod synth;
mod target;
mod target_health;
mod template;
mod verify;
mod wait;

pub use cli::main;
#[doc(hidden)]
pub use cli::run as run_in;
pub use error::{Error, ResourceFailure, StepFailure};
pub use infra_core as core;

#[doc(inline)]
pub use infra_macros::infra_aws_app as app;
#[doc(inline)]
pub use infra_macros::infra_aws_cluster as cluster;
#[doc(inline)]
pub use infra_macros::infra_aws_service as service;
#[doc(inline)]
pub use infra_macros::infra_aws_task as task;

/// What a file of declarations imports.
pub mod prelude {
    pub use crate::{app, cluster, service, task};
    pub use infra_core::prelude::*;
}
