//! Which operation answers a call.

use crate::call::Call;
use crate::error::{Answer, AwsError};
use crate::world::World;
use crate::{autoscaling, cloudformation, ec2, ecs, elb, instances, logs, sts, tagging};

/// Carries a call out.
pub(crate) fn answer(world: &mut World, call: &Call) -> Answer {
    let (operation, request) = (call.operation.as_str(), &call.request);
    match call.service {
        "ecs" => ecs::answer(world, operation, request),
        "cloudformation" => cloudformation::answer(world, operation, request),
        "application-autoscaling" => autoscaling::answer(world, operation, request),
        "logs" => logs::answer(world, operation, request),
        "tag" => tagging::answer(world, operation, request),
        "sts" => sts::answer(world, operation, request),
        "ec2" => ec2::answer(world, operation, request),
        "autoscaling" => instances::answer(world, operation, request),
        "elasticloadbalancing" => elb::answer(world, operation, request),
        service => Err(AwsError::unknown_operation(service, operation)),
    }
}
