//! Application Auto Scaling.

use aws_sdk_applicationautoscaling::types::{
    MetricType, PolicyType, PredefinedMetricSpecification, ScalableDimension, ServiceNamespace,
    TargetTrackingScalingPolicyConfiguration,
};
use aws_types::SdkConfig;
use serde_json::{Map, Value, json};

use super::outcome;
use crate::moto::normal::text;

const RESOURCE: &str = "service/shop-cluster/web";

pub(super) async fn scaling(config: &SdkConfig, told: &mut Map<String, Value>) {
    let client = aws_sdk_applicationautoscaling::Client::new(config);
    let (namespace, dimension) = (ServiceNamespace::Ecs, ScalableDimension::EcsServiceDesiredCount);
    let metric =
        PredefinedMetricSpecification::builder().predefined_metric_type(MetricType::EcsServiceAverageCpuUtilization);
    let tracking = TargetTrackingScalingPolicyConfiguration::builder().target_value(50.0);
    let tracking = tracking.predefined_metric_specification(metric.build().unwrap()).build().unwrap();
    let put = || {
        let call = client.put_scaling_policy().policy_name("cpu").resource_id(RESOURCE);
        let call = call.service_namespace(namespace.clone()).scalable_dimension(dimension.clone());
        call.policy_type(PolicyType::TargetTrackingScaling)
            .target_tracking_scaling_policy_configuration(tracking.clone())
    };
    told.insert("PutScalingPolicy too early".into(), outcome(put().send().await, |_| json!("accepted")));
    let call = client.register_scalable_target().resource_id(RESOURCE).min_capacity(1).max_capacity(5);
    let call = call.service_namespace(namespace.clone()).scalable_dimension(dimension.clone());
    told.insert("RegisterScalableTarget".into(), outcome(call.send().await, |_| json!("accepted")));
    told.insert("PutScalingPolicy".into(), outcome(put().send().await, |made| text(made.policy_arn())));
    let found = client.describe_scalable_targets().service_namespace(namespace.clone()).send().await;
    told.insert(
        "DescribeScalableTargets".into(),
        outcome(found, |found| {
            let targets = found.scalable_targets().iter();
            targets.map(|it| json!([it.resource_id(), it.min_capacity(), it.max_capacity()])).collect()
        }),
    );
    let found = client.describe_scaling_policies().service_namespace(namespace.clone()).send().await;
    told.insert(
        "DescribeScalingPolicies".into(),
        outcome(found, |found| {
            let policies = found.scaling_policies().iter();
            policies
                .map(|it| {
                    let tracking = it.target_tracking_scaling_policy_configuration();
                    json!([it.policy_name(), it.policy_type().as_str(), tracking.map(|it| it.target_value())])
                })
                .collect()
        }),
    );
    for what in ["DeregisterScalableTarget", "DeregisterScalableTarget again"] {
        let call = client.deregister_scalable_target().resource_id(RESOURCE);
        let call = call.service_namespace(namespace.clone()).scalable_dimension(dimension.clone());
        told.insert(what.into(), outcome(call.send().await, |_| json!("accepted")));
    }
    let found = client.describe_scaling_policies().service_namespace(namespace).send().await;
    told.insert("DescribeScalingPolicies then".into(), outcome(found, |found| json!(found.scaling_policies().len())));
}
