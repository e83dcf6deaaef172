//! Images, run by a real Podman, which `INFRA_TEST_PODMAN` names: without that, these tests do nothing.

mod calling;
mod failing;
mod harness;
mod recovery;
mod serving;
mod sidecars;
mod stopping;
mod tasks;
