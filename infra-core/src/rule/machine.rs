//! What a declaration asks of an instance type by its name.

use super::instance::{instance_type, usable, withdrawn};
use crate::Violation;
use crate::catalogue::find;

/// A type that AWS has and that ECS can use.
///
/// Source: LT-03, LT-07; `facts/instance-types.md` §1 and §4; botocore 1.44.5 ec2 InstanceType.
pub const fn of_ecs(name: &str) -> Result<(), Violation> {
    match instance_type(name) {
        Ok(instance) => usable(instance),
        Err(violation) => Err(violation),
    }
}

/// What to warn of when AWS no longer describes the type.
///
/// Source: `facts/instance-types.md` §1.
#[must_use]
pub const fn warning(name: &str) -> Option<Violation> {
    match find(name) {
        Some(instance) => withdrawn(instance),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(of_ecs("c5n.xlarge"), Ok(())));

    #[test]
    fn what_is_asked_of_a_type() {
        assert_eq!(of_ecs("c5n.huge").expect_err("no size").rule, "instance-type");
        assert_eq!(of_ecs("mac1.metal").expect_err("macOS").rule, "instance-usable");
        assert!(warning("c5n.xlarge").is_none());
    }
}
