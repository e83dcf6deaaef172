//! Which operation answers a call.

use crate::call::Call;
use crate::error::{Answer, AwsError};
use crate::world::World;
use crate::{
    autoscaling, cloudformation, cloudwatch, ec2, ecr, ecs, elb, instances, known, logs, route53, sts, tagging,
};

/// Carries a call out.
pub(crate) fn answer(world: &mut World, call: &Call) -> Answer {
    let (operation, request) = (call.operation.as_str(), &call.request);
    match call.service {
        "ecs" => ecs::answer(world, operation, request),
        "cloudformation" => cloudformation::answer(world, operation, request),
        "application-autoscaling" => autoscaling::answer(world, operation, request),
        "cloudwatch" => cloudwatch::answer(world, operation, request),
        "logs" => logs::answer(world, operation, request),
        "tag" => tagging::answer(world, operation, request),
        "sts" => sts::answer(world, operation, request),
        "ec2" => ec2::answer(world, operation, request),
        "route53" => route53::answer(world, operation, request),
        "autoscaling" => instances::answer(world, operation, request),
        "elasticloadbalancing" => elb::answer(world, operation, request),
        "ecr" => ecr::answer(world, operation, request),
        "ssm" => known::answer_parameter(world, operation, request),
        "secretsmanager" => known::answer_secret(world, operation, request),
        "acm" => known::answer_certificate(world, operation, request),
        "servicequotas" => known::answer_quota(world, operation, request),
        "scheduler" => known::answer_schedule(world, operation, request),
        "events" => known::answer_event(world, operation, request),
        "iam" => known::answer_role(world, operation, request),
        "elasticfilesystem" => known::answer_file_system(world, operation, request),
        "web" => Ok(known::answer_web(world, request)),
        service => Err(AwsError::unknown_operation(service, operation)),
    }
}
