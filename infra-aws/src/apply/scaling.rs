//! The scaling of services.

use aws_sdk_applicationautoscaling::types::{
    MetricType, PolicyType, PredefinedMetricSpecification, ScalableDimension, ServiceNamespace,
    TargetTrackingScalingPolicyConfiguration,
};

use super::Tell;
use crate::Error;
use crate::arn::short;
use crate::ecs::Scaling;

/// The two metrics that a service is tracked by, with the names that their policies have.
const CPU: (&str, MetricType) = ("cpu", MetricType::EcsServiceAverageCpuUtilization);
const MEMORY: (&str, MetricType) = ("memory", MetricType::EcsServiceAverageMemoryUtilization);

/// Registers a service's range and its policies; a policy that is declared no more is deleted.
pub(super) async fn set(tell: &Tell<'_>, resource: &str, before: Option<Scaling>, after: Scaling) -> Result<(), Error> {
    let autoscaling = &tell.context.clients.autoscaling;
    autoscaling
        .register_scalable_target()
        .service_namespace(ServiceNamespace::Ecs)
        .scalable_dimension(ScalableDimension::EcsServiceDesiredCount)
        .resource_id(resource)
        .min_capacity(after.min)
        .max_capacity(after.max)
        .send()
        .await
        .map_err(Error::api("application-autoscaling:RegisterScalableTarget"))?;
    let had = before.map_or((None, None), |before| (before.cpu, before.memory));
    set_policy(tell, resource, CPU, had.0, after.cpu).await?;
    set_policy(tell, resource, MEMORY, had.1, after.memory).await
}

async fn set_policy(
    tell: &Tell<'_>,
    resource: &str,
    (name, metric): (&str, MetricType),
    before: Option<f64>,
    after: Option<f64>,
) -> Result<(), Error> {
    let autoscaling = &tell.context.clients.autoscaling;
    let policy = policy_name(resource, name);
    if let Some(percent) = after {
        let metric = PredefinedMetricSpecification::builder().predefined_metric_type(metric).build();
        let configuration = TargetTrackingScalingPolicyConfiguration::builder()
            .target_value(percent)
            .set_predefined_metric_specification(metric.ok())
            .scale_in_cooldown(Scaling::SCALE_IN_COOLDOWN)
            .scale_out_cooldown(Scaling::SCALE_OUT_COOLDOWN)
            .disable_scale_in(false)
            .build();
        autoscaling
            .put_scaling_policy()
            .policy_name(policy)
            .policy_type(PolicyType::TargetTrackingScaling)
            .service_namespace(ServiceNamespace::Ecs)
            .scalable_dimension(ScalableDimension::EcsServiceDesiredCount)
            .resource_id(resource)
            .set_target_tracking_scaling_policy_configuration(configuration.ok())
            .send()
            .await
            .map_err(Error::api("application-autoscaling:PutScalingPolicy"))?;
    } else if before.is_some() {
        let call = autoscaling
            .delete_scaling_policy()
            .policy_name(policy)
            .service_namespace(ServiceNamespace::Ecs)
            .scalable_dimension(ScalableDimension::EcsServiceDesiredCount)
            .resource_id(resource);
        ignore_missing(call.send().await.map_err(Error::api("application-autoscaling:DeleteScalingPolicy")))?;
    }
    Ok(())
}

/// Ends a service's scaling; its policies go with it.
pub(super) async fn remove(tell: &Tell<'_>, resource: &str) -> Result<(), Error> {
    let call = tell
        .context
        .clients
        .autoscaling
        .deregister_scalable_target()
        .service_namespace(ServiceNamespace::Ecs)
        .scalable_dimension(ScalableDimension::EcsServiceDesiredCount)
        .resource_id(resource);
    ignore_missing(call.send().await.map_err(Error::api("application-autoscaling:DeregisterScalableTarget")))
}

fn policy_name(resource: &str, metric: &str) -> String {
    let service = short(resource);
    format!("{service}-{metric}")
}

fn ignore_missing<T>(result: Result<T, Error>) -> Result<(), Error> {
    match result {
        Err(error) if error.code() == Some("ObjectNotFoundException") => Ok(()),
        result => result.map(|_| ()),
    }
}
