//! ECS, with the real SDK clients against the simulator, on the paused clock.

mod app;
mod breaker;
mod deployments;
mod faults;
mod images;
mod order;
mod refusals;
mod scaling;
mod shifting;
mod tasks;
