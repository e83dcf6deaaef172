//! Each change of a key has the effect that the plan states for it: what the plan says is held against what the simulated
//! AWS then did. A row of these tables is a key, the declaration before and after, and no word on what is expected.

#![cfg(test)]

#[macro_use]
mod row;
mod complete;
mod planned;
mod rest;
mod services;
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

/// The keys of all tables.
const TABLES: &[&[row::Covered]] = &[
    capacity::KEYS,
    cluster::KEYS,
    connect::KEYS,
    connect::rows::KEYS,
    container::KEYS,
    deployment::KEYS,
    disk::KEYS,
    identity::KEYS,
    scaling::KEYS,
    schedule::KEYS,
    sidecar::KEYS,
    stream::KEYS,
    traffic::KEYS,
    volume::KEYS,
    workload::KEYS,
];
