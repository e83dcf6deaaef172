//! CloudFormation in the simulator, as the SDK's client meets it.

// The attribute tells clippy that these are tests, helpers included.
#[cfg(test)]
mod create;
#[cfg(test)]
mod delete;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod order;
#[cfg(test)]
mod project;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod replace;
#[cfg(test)]
mod rollback;
#[cfg(test)]
mod scripted;
#[cfg(test)]
mod update;
#[cfg(test)]
mod used;
