//! ECS, with the real SDK clients against the simulator, on the paused clock.

// The attribute tells clippy that these are tests, helpers included.
#[cfg(test)]
mod app;
#[cfg(test)]
mod breaker;
#[cfg(test)]
mod deployments;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod images;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod scaling;
#[cfg(test)]
mod shifting;
#[cfg(test)]
mod tasks;
