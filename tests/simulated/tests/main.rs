//! Whole commands against the simulated AWS. One program of all tests: each would link the whole SDK anew.

#![cfg(test)]

mod balancing;
mod budget;
mod capacity;
mod commands;
mod connect;
mod containers;
mod crash;
mod dashboard;
mod deploy;
mod effects;
mod failures;
mod images;
mod include;
mod lint;
mod platform;
mod properties;
mod retire;
mod routes;
mod runs;
mod scaling;
mod schedules;
mod shift;
mod shipped;
mod shipped_dockerfile;
mod shipped_tag;
mod volumes;
