//! What follows from the declaration, and what must not.

use std::collections::BTreeSet;

use infra_core::blueprint::{Blueprint, ClusterBlueprint, WorkloadKind};
use infra_core::declaration::{
    BlueGreen, Canary, Deploy, ExistingNetwork, FargateProvider, Linear, LoadBalancer, Nat, Network, Provider,
};
use serde_json::{Value, json};

use super::stacks;
use crate::template::diff::{Verb, diff};
use crate::template::fixture;
use crate::template::stack::{ParameterValue, StackTemplate};

fn with_cluster(change: impl FnOnce(&mut ClusterBlueprint)) -> Blueprint {
    let mut blueprint = fixture::fargate_shop();
    change(&mut blueprint.clusters[0]);
    blueprint
}

fn keys(stack: &StackTemplate, section: &str) -> BTreeSet<String> {
    stack.body[section].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

fn set<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into()
}

#[test]
fn the_outputs_are_what_others_rely_on() {
    let fargate = stacks(&fixture::fargate_shop());
    let balanced = [
        "ClusterName",
        "Listener80",
        "LoadBalancerArn",
        "LoadBalancerDnsName",
        "LoadBalancerSecurityGroup",
        "TaskSubnets",
        "VpcId",
    ];
    assert_eq!(keys(&fargate[0], "Outputs"), set(balanced));
    assert_eq!(
        keys(&fargate[1], "Outputs"),
        set(["ExecutionRoleArn", "SecurityGroupId", "TargetGroupArn", "TaskRoleArn"])
    );
    assert_eq!(keys(&fargate[2], "Outputs"), set(["ExecutionRoleArn", "SecurityGroupId", "TaskRoleArn"]));

    let ec2 = keys(&stacks(&fixture::ec2_shop())[0], "Outputs");
    assert!(ec2.is_superset(&set(["CapacityProviderC5nXlarge", "CapacityProviderC6inXlarge", "Listener443"])));
    assert!(!ec2.contains("Listener80"), "a redirecting listener takes no rules");
}

#[test]
fn a_service_whose_deployments_move_traffic_tells_ecs_by_what() {
    let moving = |deploy| stacks(&fixture::moving_shop(deploy)).swap_remove(1);
    let stack = moving(Deploy::BlueGreen(BlueGreen::new()));
    let own = ["AlternateTargetGroupArn", "InfrastructureRoleArn", "ProductionRuleArn", "TestRuleArn"];
    assert!(keys(&stack, "Outputs").is_superset(&set(own)));
    let output = |name: &str| stack.body["Outputs"][name]["Value"].clone();
    assert_eq!(output("ProductionRuleArn"), json!({ "Ref": "Listener80Rule40000" }));
    assert_eq!(output("TestRuleArn"), json!({ "Ref": "Listener80Rule39999" }));
    let rules = &stack.body["Resources"];
    let (production, test) = (&rules["Listener80Rule40000"]["Properties"], &rules["Listener80Rule39999"]["Properties"]);
    assert_eq!(production["Actions"], test["Actions"]);
    let asked = test["Conditions"].as_array().unwrap();
    assert_eq!(asked[..1], production["Conditions"].as_array().unwrap()[..]);
    assert_eq!(asked[1]["HttpHeaderConfig"], json!({ "HttpHeaderName": "X-Infra-Test", "Values": ["shop-prod-web"] }));
    // All strategies need the same, so that a change from one to another changes no stack.
    assert_eq!(moving(Deploy::Canary(Canary::new(10))).body, stack.body);
    assert_eq!(moving(Deploy::Linear(Linear::new(10))).body, stack.body);
}

#[test]
fn the_second_target_group_is_as_the_first_one() {
    let stack = stacks(&fixture::moving_shop(Deploy::BlueGreen(BlueGreen::new()))).swap_remove(1);
    let group = |id: &str| stack.body["Resources"][id]["Properties"].clone();
    let (mut first, second) = (group("TargetGroup"), group("AlternateTargetGroup"));
    assert_eq!((&first["Name"], &second["Name"]), (&json!("shop-prod-web"), &json!("shop-prod-web-alternate")));
    first["Name"] = second["Name"].clone();
    assert_eq!(first, second);
}

#[test]
fn a_workload_asks_the_cluster_for_what_it_uses() {
    for blueprint in [fixture::fargate_shop(), fixture::ec2_shop()] {
        let stacks = stacks(&blueprint);
        let outputs = keys(&stacks[0], "Outputs");
        for stack in &stacks[1..] {
            assert_eq!(keys(stack, "Parameters"), stack.parameters.keys().cloned().collect());
            for (name, value) in &stack.parameters {
                assert_eq!(*value, ParameterValue::ClusterOutput(name.clone()));
                assert!(outputs.contains(name), "{name}");
                assert!(stack.text().contains(&format!("\"Ref\": \"{name}\"")), "{name}");
            }
        }
    }
}

#[test]
fn an_existing_network_is_taken_as_it_is() {
    let existing = |private: &'static [&'static str]| {
        let network = Network::Existing(ExistingNetwork { vpc: "vpc-1", public: &["subnet-1", "subnet-2"], private });
        stacks(&with_cluster(|cluster| cluster.network = network)).swap_remove(0)
    };
    let known = |text: &str| ParameterValue::Known(text.to_owned());

    let public = existing(&[]);
    assert_eq!(
        public.parameters,
        [("PublicSubnets".to_owned(), known("subnet-1,subnet-2")), ("VpcId".to_owned(), known("vpc-1"))].into()
    );
    assert!(keys(&public, "Resources").is_disjoint(&set(["Vpc", "InternetGateway", "S3Endpoint"])));
    assert_eq!(
        public.body["Outputs"]["TaskSubnets"]["Value"],
        json!({ "Fn::Join": [",", { "Ref": "PublicSubnets" }] })
    );

    let private = existing(&["subnet-3", "subnet-4"]);
    assert_eq!(private.parameters["PrivateSubnets"], known("subnet-3,subnet-4"));
    assert_eq!(
        private.body["Outputs"]["TaskSubnets"]["Value"],
        json!({ "Fn::Join": [",", { "Ref": "PrivateSubnets" }] })
    );
}

#[test]
fn the_default_network_is_looked_up() {
    let stack = stacks(&with_cluster(|cluster| cluster.network = Network::Default)).swap_remove(0);
    assert_eq!(
        stack.parameters,
        [
            ("PublicSubnets".to_owned(), ParameterValue::DefaultSubnets),
            ("VpcId".to_owned(), ParameterValue::DefaultVpc)
        ]
        .into()
    );
}

#[test]
fn every_cluster_lists_both_providers_of_fargate() {
    for blueprint in [fixture::fargate_shop(), fixture::ec2_shop()] {
        let cluster = &stacks(&blueprint)[0].body["Resources"]["Cluster"]["Properties"];
        assert_eq!(cluster["CapacityProviders"], json!(["FARGATE", "FARGATE_SPOT"]));
        assert_eq!(cluster.get("DefaultCapacityProviderStrategy"), None);
    }
    let associations = |blueprint| {
        let resources = stacks(&blueprint).swap_remove(0).body["Resources"].clone();
        resources.get("CapacityProviderAssociations").map(|resource| resource["Properties"].clone())
    };
    assert_eq!(associations(fixture::fargate_shop()), None);
    let ec2 = associations(fixture::ec2_shop()).unwrap();
    let (first, second) =
        (json!({ "Ref": "CapacityProviderC5nXlarge" }), json!({ "Ref": "CapacityProviderC6inXlarge" }));
    assert_eq!(ec2["CapacityProviders"], json!(["FARGATE", "FARGATE_SPOT", first, second]));
    assert_eq!(
        ec2["DefaultCapacityProviderStrategy"],
        json!([
            { "CapacityProvider": first, "Base": 2, "Weight": 1 },
            { "CapacityProvider": second, "Base": 0, "Weight": 3 },
        ])
    );
}

#[test]
fn another_strategy_leaves_a_cluster_on_fargate_alone() {
    let spot = |weight| Provider::FargateSpot(FargateProvider { base: 0, weight });
    let on = |capacity| stacks(&with_cluster(|cluster| cluster.capacity = capacity)).swap_remove(0).body;
    assert_eq!(diff(&on(vec![spot(1)]), &on(fixture::fargate_shop().clusters[0].capacity.clone())), []);
    assert_eq!(diff(&on(vec![spot(1)]), &on(vec![spot(2)])), []);
}

#[test]
fn more_zones_and_gateways_move_no_subnet() {
    let network = |zones, nat| {
        let network = fixture::network("10.0.0.0/16", zones, nat);
        stacks(&with_cluster(|cluster| cluster.network = network)).swap_remove(0).body
    };
    for (old, new) in [
        (network(2, Nat::None), network(3, Nat::None)),
        (network(2, Nat::None), network(2, Nat::One)),
        (network(2, Nat::One), network(2, Nat::Each)),
        (network(2, Nat::Each), network(6, Nat::Each)),
    ] {
        let replaced: Vec<_> =
            diff(&old, &new).into_iter().filter(|change| change.verb == Verb::Update { replace: true }).collect();
        assert_eq!(replaced, []);
    }
}

#[test]
fn another_port_replaces_nothing() {
    let on_port = |port| {
        let blueprint = with_cluster(|cluster| {
            if let WorkloadKind::Service(service) = &mut cluster.workloads[0].kind {
                service.port = Some(port);
            }
        });
        stacks(&blueprint).swap_remove(1).body
    };
    let changes = diff(&on_port(8080), &on_port(9090));
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].properties, ["SecurityGroupIngress"]);
    assert_eq!(changes[0].verb, Verb::Update { replace: false });
}

#[test]
fn an_internal_load_balancer_has_another_name_and_another_crowd() {
    let internal = |network| {
        let load_balancer = LoadBalancer { internal: true, ..LoadBalancer::new() };
        let blueprint = with_cluster(|cluster| {
            cluster.load_balancer = Some(load_balancer);
            cluster.network = network;
        });
        let resources = stacks(&blueprint).swap_remove(0).body["Resources"].clone();
        let properties = resources["LoadBalancer"]["Properties"].clone();
        assert_eq!(properties["Scheme"], "internal");
        assert_eq!(properties["Name"], "shop-prod-cluster-internal");
        let ingress = resources["LoadBalancerSecurityGroup"]["Properties"]["SecurityGroupIngress"].clone();
        let callers: Vec<Value> = ingress.as_array().unwrap().iter().map(|rule| rule["CidrIp"].clone()).collect();
        (callers, properties["Subnets"][0].clone())
    };
    let new = |nat| fixture::network("10.9.0.0/16", 2, nat);
    assert_eq!(internal(new(Nat::One)), (vec![json!("10.9.0.0/16")], json!({ "Ref": "PrivateSubnet1" })));
    assert_eq!(internal(new(Nat::None)), (vec![json!("10.9.0.0/16")], json!({ "Ref": "PublicSubnet1" })));
    let private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(|addresses| json!(addresses));
    assert_eq!(internal(Network::Default).0, private);
}

#[test]
fn long_names_fit_where_aws_allows_few_letters() {
    let names = fixture::names("a-shop-with-a-very-long-name", "production");
    let at = [fixture::schedule("rate(1 hour)", None), fixture::schedule("rate(2 hours)", None)];
    let task = fixture::task(&names, "a-task-with-a-very-long-name-as-well", &at);
    let service = fixture::service(&names, "a-service-with-a-long-name", &[fixture::route("/*", None, 1)]);
    let mut cluster = fixture::cluster(&names, "a-cluster-with-a-long-name", vec![service, task]);
    cluster.load_balancer = Some(LoadBalancer::new());
    let stacks = stacks(&fixture::blueprint(names, vec![cluster]));
    let name =
        |stack: usize, id: &str| stacks[stack].body["Resources"][id]["Properties"]["Name"].as_str().unwrap().to_owned();
    assert_eq!(name(0, "LoadBalancer").len(), 32);
    assert_eq!(name(1, "TargetGroup").len(), 32);
    assert_eq!(name(2, "Schedule").len(), 64);
    assert_eq!(name(2, "Schedule2").len(), 64);
    assert_ne!(name(2, "Schedule"), name(2, "Schedule2"));
}

#[test]
fn a_service_with_every_rule_that_a_load_balancer_takes_can_still_be_sent() {
    let names = fixture::names("shop", "prod");
    let path: &'static str = Box::leak(format!("/{}*", "p".repeat(126)).into_boxed_str());
    let routes: Vec<_> = (1..=100).map(|priority| fixture::route(path, None, priority)).collect();
    let mut cluster = fixture::cluster(&names, "cluster", vec![fixture::service(&names, "web", &routes)]);
    cluster.load_balancer = Some(LoadBalancer::new());
    let stacks = stacks(&fixture::blueprint(names, vec![cluster]));
    assert!(stacks[1].text().len() <= 51_200, "{}", stacks[1].text().len());
}

#[test]
fn the_text_is_the_same_every_time() {
    let text = |_| stacks(&fixture::ec2_shop()).iter().map(StackTemplate::text).collect::<Vec<_>>();
    assert_eq!(text(1), text(2));
}
