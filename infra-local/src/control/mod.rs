//! How commands talk to the supervisor of a stage: HTTP over a socket in the stage's folder, JSON in both directions.
//!
//! | request | answer |
//! |---|---|
//! | `GET /state` | [`State`] |
//! | `GET /spec` | the [`Spec`](crate::spec::Spec) that is kept |
//! | `GET /history` | [`Deployment`]s, the newest last |
//! | `POST /environment`, an [`EnvironmentRequest`] | the variables that it was started with, by their names |
//! | `POST /apply`, an [`ApplyRequest`] | lines of [`ApplyEvent`], until the spec runs or has been given up |
//! | `POST /run`, a [`RunRequest`] | lines of [`RunEvent`], until the run has ended |
//! | `POST /stop` | lines of [`StopEvent`], until nothing runs any more; then the supervisor ends |

mod client;
mod error;
mod event;
mod request;
mod state;

pub use client::Client;
pub use error::ControlError;
pub use event::{ApplyEvent, RunEvent, StopEvent};
pub use request::{ApplyRequest, EnvironmentRequest, RunRequest};
pub use state::{
    Deployment, Exit, ReplicaPhase, ReplicaState, RunState, ServiceState, State, SupervisorState, TaskState,
};
