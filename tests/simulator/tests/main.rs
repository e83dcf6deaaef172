//! The simulator, asked by real clients of the SDK. One program of all tests: each would link the SDK anew.

#![cfg(test)]

mod ecs;
mod moto;
mod stacks;
