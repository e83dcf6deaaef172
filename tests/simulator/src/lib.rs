//! An AWS in the process of a test, behind the SDK's own HTTP client interface: real clients, real serialisation, no
//! sockets. Its clock is tokio's, so that a test with paused time waits for nothing, and all its chances come from one
//! seed, so that two runs of one test are the same.
//!
//! ```no_run
//! # async fn example() {
//! use simulator::{Behaviour, Options, Simulator};
//!
//! let simulator = Simulator::new(Options::default());
//! simulator.image("broken", Behaviour::ImageMissing);
//! let config = simulator.sdk_config();
//! // aws_sdk_ecs::Client::new(&config)
//! # let _ = config;
//! simulator.wait_until_settled().await;
//! assert!(simulator.violations().is_empty());
//! # }
//! ```
//!
//! What goes wrong is scripted: images by [`Simulator::image`], capacity by [`Simulator::capacity`], single calls by
//! [`Simulator::on_call`].

mod autoscaling;
mod call;
mod cloudformation;
mod cloudwatch;
mod connector;
mod dispatch;
mod ec2;
mod ecr;
mod ecs;
mod elb;
mod error;
mod instances;
mod known;
mod logs;
mod page;
mod protocol;
mod route53;
mod script;
mod simulator;
mod snapshot;
mod sts;
mod tagging;
mod text;
mod world;

pub use call::Call;
pub use cloudformation::{FailingResource, Verb};
pub use script::{Behaviour, Capacity, Reaction, SecretFailure, random_faults};
pub use simulator::{Balanced, Identities, Options, ServiceIdentity, Simulator};
