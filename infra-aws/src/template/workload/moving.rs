//! What ECS needs to move a service's traffic between two sets of tasks.

use infra_core::declaration::TEST_HEADER;
use serde_json::{Value, json};

use crate::template::draft::Draft;
use crate::template::intrinsic::{attribute, reference};
use crate::template::stack::{ParameterValue, Serving};
use crate::template::{iam, output};

/// The second target group.
pub(super) const ALTERNATE: &str = "AlternateTargetGroup";
/// The role with which ECS moves the traffic.
pub(crate) const ROLE: &str = "InfrastructureRole";

/// The action of a rule that leads to both target groups: which of them gets the traffic is ECS's to say with each
/// deployment, so it comes from parameters, which have the values that hold when the stack is updated.
pub(super) fn forward(draft: &mut Draft, primary: &str) -> Value {
    draft.output(output::ALTERNATE_TARGET_GROUP_ARN, reference(ALTERNATE));
    let mut group = |id: &str, serving| {
        let weight = draft.parameter(&format!("{id}Weight"), "Number", ParameterValue::Weight(serving));
        json!({ "TargetGroupArn": reference(id), "Weight": weight })
    };
    let groups = [group(primary, Serving::Primary), group(ALTERNATE, Serving::Alternate)];
    json!({
        "Type": "forward",
        "ForwardConfig": { "TargetGroups": groups, "TargetGroupStickinessConfig": { "Enabled": false } },
    })
}

/// The condition that a request is a test of this service.
pub(super) fn is_test(draft: &Draft) -> Value {
    json!({
        "Field": "http-header",
        "HttpHeaderConfig": { "HttpHeaderName": TEST_HEADER, "Values": [draft.physical()] },
    })
}

/// The role that moves the traffic of the rule `production`, and of `test`, between the target group `primary` and the second
/// one.
///
/// It may what AmazonECSInfrastructureRolePolicyForLoadBalancers allows (version 6, 2026-02), on these rules and target
/// groups alone; listeners themselves, whose default action nobody moves, are not among them.
pub(super) fn make(draft: &mut Draft, primary: &str, production: &str, test: Option<&str>) {
    let rules = [production].into_iter().chain(test).map(reference).collect();
    let groups = vec![reference(primary), reference(ALTERNATE)];
    let statements = vec![
        iam::allow(&["elasticloadbalancing:ModifyRule"], rules),
        iam::allow(&["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"], groups),
        // IAM knows no resource for them.
        iam::allow(
            &[
                "elasticloadbalancing:DescribeListeners",
                "elasticloadbalancing:DescribeRules",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth",
            ],
            vec![json!("*")],
        ),
    ];
    draft.resource(
        ROLE,
        "AWS::IAM::Role",
        json!({
            "AssumeRolePolicyDocument": iam::trust("ecs.amazonaws.com"),
            "Policies": iam::policies("move-traffic", statements),
        }),
    );
    draft.output(output::INFRASTRUCTURE_ROLE_ARN, attribute(ROLE, "Arn"));
    draft.output(output::PRODUCTION_RULE_ARN, reference(production));
    if let Some(test) = test {
        draft.output(output::TEST_RULE_ARN, reference(test));
    }
}
