//! A service that scales.

use serde_json::json;

use crate::harness::Account;

/// moto lets only services scale that it knows itself, and the service is ministack's.
const SERVICE: &str = r#"
import boto3, json
ecs = boto3.client("ecs")
ecs.create_cluster(clusterName="grown-dev-grown")
container = {"name": "pages", "image": "nginx", "memory": 128}
definition = ecs.register_task_definition(family="grown-dev-pages", containerDefinitions=[container])
arn = definition["taskDefinition"]["taskDefinitionArn"]
ecs.create_service(cluster="grown-dev-grown", serviceName="grown-dev-pages", taskDefinition=arn, desiredCount=2)
print(json.dumps(None))
"#;

/// Prints the range and the target values.
const SCALING: &str = r#"
import boto3, json
scaling = boto3.client("application-autoscaling")
targets = scaling.describe_scalable_targets(ServiceNamespace="ecs", ResourceIds=["service/grown-dev-grown/grown-dev-pages"])
policies = scaling.describe_scaling_policies(ServiceNamespace="ecs", ResourceId="service/grown-dev-grown/grown-dev-pages")
configuration = "TargetTrackingScalingPolicyConfiguration"
print(json.dumps({
    "ranges": [[target["MinCapacity"], target["MaxCapacity"]] for target in targets["ScalableTargets"]],
    # moto 5.2.5 keeps the policies of what scales no more; AWS deletes them.
    "percents": sorted(
        policy[configuration]["TargetValue"] for policy in policies["ScalingPolicies"] if targets["ScalableTargets"]
    ),
}))
"#;

// One test: moto has one account for all.
#[test]
fn a_service_scales_is_fixed_and_scales_again() {
    let account = Account::new();
    account.script_moto(SERVICE);
    let scaled = json!({ "ranges": [[2, 10]], "percents": [60.0, 70.0] });
    let fixed = json!({ "ranges": [], "percents": [] });

    account.deploy("scaled").says("2 to 10 tasks");
    assert_eq!(account.script_moto(SCALING), scaled);
    account.take_calls();
    account.deploy_nothing("scaled");
    assert_eq!(account.take_writes(), [""; 0]);

    account.deploy("fixed");
    assert_eq!(account.script_moto(SCALING), fixed);
    assert_eq!(account.world()["services"][0]["desiredCount"], 1);
    account.deploy_nothing("fixed");

    account.deploy("scaled");
    assert_eq!(account.script_moto(SCALING), scaled);
    account.deploy_nothing("scaled");
    account.take_calls();
    account.destroy("scaled");
    assert_eq!(account.script_moto(SCALING), fixed);
    let order = account.take_calls();
    let place = |action: &str| order.iter().position(|call| call.action == action);
    assert!(place("DeregisterScalableTarget") < place("DeleteService"), "scaling outlives its service");
}
