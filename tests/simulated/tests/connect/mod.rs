//! Services that call each other, how tasks are placed on instances, and shells in containers.

mod daemon;
mod dns;
mod order;
mod shell;
mod shop;
