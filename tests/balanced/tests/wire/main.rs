//! What goes over the load balancer of the local target, byte by byte.

#![cfg(test)]

mod bodies;
mod breaks;
mod connect;
mod forwarded;
mod own;
mod rolling;
mod rules;
mod slow;
mod sticky;
mod streams;
mod tls;
mod unhealthy;
mod upgrade;
