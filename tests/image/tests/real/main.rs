//! Against a real registry, and read back by tools of others.

#![allow(clippy::unwrap_used, clippy::panic, reason = "functions of tests are tests")]

mod access;
mod attached;
mod broken;
mod corrupt;
mod encrypted;
mod faults;
mod layouts;
mod mounted;
mod names;
mod read_back;
mod support;
mod tokens;
