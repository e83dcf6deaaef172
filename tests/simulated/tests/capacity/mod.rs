//! Where tasks run: the own capacity of a workload, and groups of instances from the first one to the last.

mod groups;
mod own;
