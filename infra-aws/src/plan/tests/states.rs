//! What stands in AWS: nothing, all of it, or what an interrupted or failed deploy left.

use aws_sdk_ecs::types::{Deployment, DeploymentRolloutState};

use super::{comes_after, deployed, lines, planned};
use crate::Error;
use crate::ecs::TaskDefinition;
use crate::observe::Observed;
use crate::plan::{plan, plan_destroy};
use crate::template::fixture::{ec2_shop, fargate_shop};

#[test]
fn nothing_is_to_do_after_a_deploy() {
    for blueprint in [fargate_shop(), ec2_shop()] {
        let plan = planned(&blueprint, &deployed(&blueprint));
        assert!(plan.is_empty(), "{plan}");
        assert!(plan.summary().starts_with("Nothing to do: "), "{plan}");
    }
}

#[test]
fn the_first_deploy_makes_all_in_an_order_that_can_be() {
    let blueprint = fargate_shop();
    let plan = planned(&blueprint, &Observed::default());
    let expected = [
        "create cluster stack",
        "create web stack",
        "create web task definition",
        "create web service",
        "create rollup stack",
        "create rollup task definition",
    ];
    assert_eq!(lines(&plan), expected);
    assert!(comes_after(&plan, "create web service", "create web task definition"));
    assert!(comes_after(&plan, "create web task definition", "create web stack"));
    assert!(comes_after(&plan, "create rollup stack", "create cluster stack"));
    assert!(!comes_after(&plan, "create rollup stack", "create web stack"), "workloads do not wait for each other");
}

/// A deploy that is stopped anywhere leaves the outcome of some steps. The next plan makes the rest and nothing twice.
#[test]
fn what_an_interrupted_deploy_left_out_is_planned_again() {
    let blueprint = fargate_shop();
    let mut observed = deployed(&blueprint);
    observed.services.clear();
    assert_eq!(lines(&planned(&blueprint, &observed)), ["create web service"]);
    observed.families.remove("shop-prod-web");
    assert_eq!(lines(&planned(&blueprint, &observed)), ["create web task definition", "create web service"]);
    observed.stacks.remove("shop-prod-rollup");
    observed.known.outputs.remove("shop-prod-rollup");
    let left = lines(&planned(&blueprint, &observed));
    assert!(left.contains(&"create rollup stack".to_owned()), "{left:?}");
}

#[test]
fn the_remains_of_a_failed_creation_are_replaced() {
    let blueprint = fargate_shop();
    let mut observed = deployed(&blueprint);
    observed.services.clear();
    observed.families.remove("shop-prod-web");
    observed.known.outputs.remove("shop-prod-web");
    let stack = observed.stacks.get_mut("shop-prod-web").unwrap();
    stack.status = "ROLLBACK_COMPLETE".into();
    stack.outputs.clear();
    let plan = planned(&blueprint, &observed);
    assert_eq!(lines(&plan)[0], "recreate web stack");
    assert!(plan.to_string().contains("its stack is ROLLBACK_COMPLETE"), "{plan}");
}

#[test]
fn a_stack_that_somebody_changes_is_left_alone() {
    let blueprint = fargate_shop();
    let mut observed = deployed(&blueprint);
    observed.stacks.get_mut("shop-prod-web").unwrap().status = "UPDATE_IN_PROGRESS".into();
    let error = plan(&blueprint, &observed).unwrap_err();
    assert!(matches!(&error, Error::Conflict(text) if text.contains("UPDATE_IN_PROGRESS")), "{error}");
}

#[test]
fn a_service_whose_deployment_failed_is_deployed_again() {
    let blueprint = fargate_shop();
    let mut observed = deployed(&blueprint);
    let service = observed.services.values_mut().next().unwrap();
    let failed = Deployment::builder().status("PRIMARY").rollout_state(DeploymentRolloutState::Failed).build();
    service.deployments = vec![failed];
    let plan = planned(&blueprint, &observed);
    assert_eq!(lines(&plan), ["update web service"]);
    assert!(plan.to_string().contains("its last deployment failed"), "{plan}");
}

#[test]
fn a_rolled_back_service_gets_the_declared_revision_again() {
    let blueprint = fargate_shop();
    let mut observed = deployed(&blueprint);
    let declared = observed.families["shop-prod-web"].definition.clone();
    let service = observed.services.values_mut().next().unwrap();
    service.task_definition = "arn:aws:ecs:eu-central-1:111122223333:task-definition/shop-prod-web:0".into();
    let mut old = declared.document;
    old["containerDefinitions"][0]["image"] = "the-old-one".into();
    let old = TaskDefinition::existing(old, "web");
    service.older_definition = Some(old);
    let plan = planned(&blueprint, &observed);
    assert_eq!(lines(&plan), ["update web service"]);
    assert!(plan.to_string().contains("task definition: shop-prod-web:0 -> shop-prod-web:1"), "{plan}");
}

#[test]
fn destroying_leaves_nothing_and_waits_for_what_is_in_use() {
    let blueprint = fargate_shop();
    let observed = deployed(&blueprint);
    let plan = plan_destroy(&blueprint, &observed).unwrap();
    assert!(comes_after(&plan, "delete web stack", "delete web service"));
    assert!(comes_after(&plan, "delete rollup stack", "delete rollup running tasks"));
    for workload in ["web", "rollup"] {
        assert!(comes_after(&plan, "delete cluster stack", &format!("delete {workload} stack")));
        assert!(lines(&plan).contains(&format!("delete {workload} task definitions")));
    }
    assert!(plan_destroy(&blueprint, &Observed::default()).unwrap().is_empty());
}

#[test]
fn what_keeps_a_stage_from_being_deployed_does_not_keep_it_from_being_destroyed() {
    let blueprint = fargate_shop();
    let observed = Observed { obstacle: Some("the account has no default VPC".into()), ..deployed(&blueprint) };
    let error = plan(&blueprint, &observed).unwrap_err();
    assert!(matches!(&error, Error::Conflict(text) if text.contains("default VPC")), "{error}");
    assert!(!plan_destroy(&blueprint, &observed).unwrap().is_empty());
}
