use expect_test::{ExpectFile, expect_file};
use infra_core::declaration::{BlueGreen, Deploy};

use super::stacks;
use crate::template::fixture;
use crate::template::fleet::fleet;
use crate::template::stack::StackTemplate;

pub(super) fn check(stack: &StackTemplate, expected: &ExpectFile) {
    let StackTemplate { name, item, parameters, tags, .. } = stack;
    expected.assert_eq(&format!(
        "stack {name} of {item}\nparameters {parameters:#?}\ntags {tags:#?}\ntemplate {}\n",
        stack.text()
    ));
}

#[test]
fn a_shop_on_fargate() {
    let stacks = stacks(&fixture::fargate_shop());
    assert_eq!(stacks.len(), 3);
    check(&stacks[0], &expect_file!["../snapshot/fargate-cluster.txt"]);
    check(&stacks[1], &expect_file!["../snapshot/fargate-service.txt"]);
    check(&stacks[2], &expect_file!["../snapshot/fargate-task.txt"]);
}

#[test]
fn a_shop_on_instances() {
    let stacks = stacks(&fixture::ec2_shop());
    assert_eq!(stacks.len(), 3);
    check(&stacks[0], &expect_file!["../snapshot/ec2-cluster.txt"]);
    check(&stacks[1], &expect_file!["../snapshot/ec2-service.txt"]);
    check(&stacks[2], &expect_file!["../snapshot/ec2-task.txt"]);
}

#[test]
fn several_groups_and_managed_instances() {
    let stacks = stacks(&fleet());
    check(&stacks[0], &expect_file!["../snapshot/fleet-cluster.txt"]);
    check(&stacks[4], &expect_file!["../snapshot/fleet-task.txt"]);
}

#[test]
fn a_service_whose_deployments_move_traffic() {
    let stacks = stacks(&fixture::moving_shop(Deploy::BlueGreen(BlueGreen::new())));
    assert_eq!(stacks.len(), 2);
    check(&stacks[1], &expect_file!["../snapshot/moving-service.txt"]);
}

#[test]
fn services_that_call_each_other() {
    let stacks = stacks(&fixture::connected_shop());
    assert_eq!(stacks.len(), 3);
    check(&stacks[0], &expect_file!["../snapshot/connected-cluster.txt"]);
    check(&stacks[1], &expect_file!["../snapshot/connected-caller.txt"]);
    check(&stacks[2], &expect_file!["../snapshot/connected-called.txt"]);
}
