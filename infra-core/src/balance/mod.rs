//! What an Application Load Balancer decides: which rule a request meets, what of its path is passed on, and which answers
//! of a health check mean healthy.
//!
//! Source: Elastic Load Balancing, User Guide for Application Load Balancers, "Condition types for listener rules" and
//! "Listener rules" (2026); botocore 1.44.5 elbv2 RuleCondition and the shapes of its members.

mod block;
mod codes;
mod conditions;
mod pattern;
mod query;
mod request;

pub use block::Block;
pub use codes::is_healthy;
pub use conditions::{Conditions, rest_of_path};
pub use pattern::Pattern;
pub use request::{Headers, Request};

/// The rule that a request meets: the first whose conditions hold. Rules come in the order of their priorities, the lowest
/// number first; which one is the first of two with one number is not said.
///
/// Source: "Listener rules": rules are evaluated from the lowest value to the highest, the default rule last.
pub fn first<'a, T>(rules: &'a [(Conditions, T)], request: &Request<'_>) -> Option<&'a (Conditions, T)> {
    rules.iter().find(|(conditions, _)| conditions.hold(request))
}
