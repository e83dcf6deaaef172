//! Whether ECS may assume a role.

use crate::error::AwsError;
use crate::world::World;

/// Refuses a role that does not exist, or that does not trust the service.
pub(super) fn check(
    world: &World,
    role: &str,
    service: &str,
    refusal: impl FnOnce() -> AwsError,
) -> Result<(), AwsError> {
    // The name of a role may be given without the rest of its ARN.
    let found = world.iam.roles.values().find(|held| held.arn == role || held.name == role);
    match found {
        Some(found) if found.trusts(service) => Ok(()),
        _ => Err(refusal()),
    }
}
