//! Rules of load balancers.

mod listener;
mod route;
mod stream;

pub(super) use listener::RULES as LISTENER;
pub(super) use route::RULES as ROUTE;
pub(super) use stream::RULES as STREAM;
