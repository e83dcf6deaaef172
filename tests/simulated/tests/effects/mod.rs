//! Each change of a key has the effect that the plan states for it: what the plan says is held against what the simulated
//! AWS then did. A row of these tables is a key, the declaration before and after, and no word on what is expected.

#[macro_use]
mod row;
mod complete;
mod planned;
mod rest;
mod runs;
mod services;
mod templates;
mod watch;

mod capacity;
mod cluster;
mod connect;
mod container;
mod deployment;
mod disk;
mod identity;
mod scaling;
mod schedule;
mod sidecar;
mod stream;
mod traffic;
mod volume;
mod workload;

/// All tables.
const TABLES: &[row::Table] = &[
    capacity::TABLE,
    cluster::TABLE,
    connect::TABLE,
    connect::rows::TABLE,
    container::TABLE,
    deployment::TABLE,
    disk::TABLE,
    identity::TABLE,
    runs::TABLE,
    scaling::TABLE,
    schedule::TABLE,
    sidecar::TABLE,
    stream::TABLE,
    traffic::TABLE,
    volume::TABLE,
    workload::TABLE,
];
