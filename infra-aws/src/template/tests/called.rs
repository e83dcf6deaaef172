//! Services that tasks call, and what callers may reach.

use expect_test::expect_file;
use infra_core::blueprint::Blueprint;
use infra_macros::{app, cluster, service, task};
use serde_json::{Value, json};

use super::{snapshot, stacks};

/// A service that is called by a task with a restricted egress, and by two that share the network of their instances.
pub(in crate::template) fn called() -> Blueprint {
    #[cluster(capacity = ec2("c5.large", 1..=4), network = new(nat = one))]
    struct Shop;

    #[service(cluster = Shop, image = "api:1", cpu = 128, memory = 256, port(8080, name = "http", protocol = http))]
    struct Api;

    #[task(cluster = Shop, image = "rollup:1", cpu = 128, memory = 256, connect = [Api], egress = ["0.0.0.0/0:443"])]
    struct Rollup;

    #[task(cluster = Shop, image = "count:1", cpu = 128, memory = 256, network_mode = bridge, connect = [Api])]
    struct Count;

    #[service(cluster = Shop, image = "agent:1", cpu = 128, memory = 256, network_mode = bridge, connect = [Api])]
    struct Agent;

    Blueprint::resolve(&app!("shop": Shop, Api, Rollup, Count, Agent), "prod").unwrap()
}

#[test]
fn a_service_that_is_called_has_a_dns_name_and_lets_its_callers_in() {
    let stacks = stacks(&called());
    snapshot::check(&stacks[1], &expect_file!["../snapshot/called-service.txt"]);
    snapshot::check(&stacks[2], &expect_file!["../snapshot/called-by-task.txt"]);
}

#[test]
fn callers_on_instances_are_let_in_once() {
    let stacks = stacks(&called());
    let resources = |stack: usize| stacks[stack].body["Resources"].as_object().unwrap().clone();
    let rules = resources(1)["SecurityGroup"]["Properties"]["SecurityGroupIngress"].clone();
    assert_eq!(rules.as_array().map(Vec::len), Some(1), "{rules}");
    assert_eq!(rules[0]["SourceSecurityGroupId"], json!({ "Ref": "InstanceSecurityGroupId" }));
    let openings = |stack: usize| {
        let opens = |resource: &&Value| resource["Type"] == "AWS::EC2::SecurityGroupIngress";
        resources(stack).values().filter(opens).count()
    };
    assert_eq!([2, 3, 4].map(openings), [1, 0, 0]);
}

#[test]
fn callers_on_instances_call_by_names() {
    let blueprint = called();
    let environment = |at: usize| blueprint.clusters[0].workloads[at].container.environment.clone();
    let url = |host: &str| vec![("API_URL".to_owned(), format!("http://{host}:8080"))];
    assert_eq!(environment(1), url("api.shop.shop-prod.internal"));
    assert_eq!(environment(2), url("api.shop.shop-prod.internal"));
    assert_eq!(environment(3), url("api"), "it has a proxy");
}
