//! How services are deployed, placed and found.

pub mod alarm;
pub mod connect;
pub mod deploy;
pub mod drain;
pub mod exec;
pub mod place;
pub mod shift;
pub mod traffic;
