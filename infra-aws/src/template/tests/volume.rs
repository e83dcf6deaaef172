//! Volumes, roles that are given, and network modes in templates.

use expect_test::expect_file;
use infra_core::blueprint::Blueprint;
use infra_macros::{app, cluster, service, task};
use serde_json::{Value, json};

use super::stacks;
use crate::template::diff::{Verb, diff};
use crate::template::stack::StackTemplate;

/// Everything that is kept and attached, on Fargate in a new network.
pub(in crate::template) fn stored() -> Blueprint {
    #[cluster]
    struct Shop;

    #[service(
        cluster = Shop,
        image = "files:1",
        volume("data", efs(new, root = "/files", iam), at = "/data"),
        volume("my-cache", efs(new), at = "/cache"),
        volume("shared", efs("fs-0123456789abcdef0", root = "/shop", iam), at = "/shared", read_only),
        volume("bound", efs("fs-0123456789abcdef0", access_point = "fsap-0123456789abcdef0", iam), at = "/bound"),
        volume("disk", ebs("20 GB", gp3, iops = 4000), at = "/disk"),
        volume("empty", scratch, at = "/empty"),
        storage = "50 GB",
        platform = "1.4.0",
    )]
    struct Files;

    #[task(
        cluster = Shop,
        image = "rollup:1",
        schedule = "rate(1 hour)",
        role = "arn:aws:iam::111122223333:role/rollup",
        execution_role = "arn:aws:iam::111122223333:role/ecs",
        platform = "1.4.0",
    )]
    struct Rollup;

    Blueprint::resolve(&app!("shop": Shop, Files, Rollup), "prod").unwrap()
}

/// The same in the default VPC, and in one that exists.
pub(in crate::template) fn elsewhere() -> [Blueprint; 2] {
    #[cluster(network = default)]
    struct Default;

    #[service(cluster = Default, image = "files:1", volume("data", efs(new), at = "/data"))]
    struct Files;

    #[cluster(
        network = existing(
            vpc = "vpc-0123456789abcdef0",
            public = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
            private = ["subnet-0123456789abcdef2"],
        ),
    )]
    struct Existing;

    #[service(cluster = Existing, image = "files:1", volume("data", efs(new), at = "/data"))]
    struct Kept;

    [
        Blueprint::resolve(&app!("shop": Default, Files), "prod").unwrap(),
        Blueprint::resolve(&app!("shop": Existing, Kept), "prod").unwrap(),
    ]
}

/// Tasks that share the network of their instances.
pub(in crate::template) fn shared() -> Blueprint {
    #[cluster(capacity = ec2("c5.large", 1..=4))]
    struct Fleet;

    #[service(
        cluster = Fleet,
        image = "web:1",
        port = 8080,
        route("/*"),
        network_mode = bridge,
        volume("data", efs(new), at = "/data"),
        volume("folder", host("/var/lib/data"), at = "/folder"),
    )]
    struct Web;

    #[service(cluster = Fleet, image = "agent:1", port = 9000, route("/agent"), network_mode = host)]
    struct Agent;

    #[task(cluster = Fleet, image = "rollup:1", schedule = "rate(1 hour)", network_mode = none)]
    struct Rollup;

    Blueprint::resolve(&app!("shop": Fleet, Web, Agent, Rollup), "prod").unwrap()
}

fn resource<'stack>(stack: &'stack StackTemplate, id: &str) -> &'stack Value {
    &stack.body["Resources"][id]
}

#[test]
fn a_service_with_volumes() {
    let stacks = stacks(&stored());
    expect_file!["../snapshot/stored-service.txt"].assert_eq(&format!("{:#}\n", stacks[1].body));
    expect_file!["../snapshot/given-roles-task.txt"].assert_eq(&format!("{:#}\n", stacks[2].body));
}

#[test]
fn a_service_behind_its_instances_ports() {
    let stacks = stacks(&shared());
    expect_file!["../snapshot/bridge-service.txt"].assert_eq(&format!("{:#}\n", stacks[1].body));
    let open = |stack: &StackTemplate, id| {
        let rule = &resource(stack, id)["Properties"];
        (rule["FromPort"].clone(), rule["ToPort"].clone())
    };
    assert_eq!(open(&stacks[0], "DynamicPortsApplicationTCP"), (json!(32_768), json!(65_535)));
    assert_eq!(open(&stacks[2], "InstanceIngress1Port9000"), (json!(9_000), json!(9_000)));
    assert_eq!(resource(&stacks[1], "TargetGroup")["Properties"]["TargetType"], "instance");
    let target = &resource(&stacks[3], "Schedule")["Properties"]["Target"]["EcsParameters"];
    assert_eq!(target.get("NetworkConfiguration"), None);
    assert!(stacks[1..].iter().all(|stack| resource(stack, "SecurityGroup").is_null()));
}

#[test]
fn a_file_system_stays_when_its_stack_goes() {
    let stacks = stacks(&stored());
    let file_system = resource(&stacks[1], "DataFileSystem");
    assert_eq!(file_system["DeletionPolicy"], "RetainExceptOnCreate");
    assert_eq!(file_system["UpdateReplacePolicy"], "Retain");
    let others = ["DataMountTarget1", "DataAccessPoint", "FileSystemSecurityGroup"];
    let stays = |id: &&str| resource(&stacks[1], id).get("DeletionPolicy").is_some_and(|policy| policy != "Delete");
    assert!(!others.iter().any(stays));
}

#[test]
fn only_its_tasks_reach_a_file_system() {
    for blueprint in [stored(), shared()] {
        let stacks = stacks(&blueprint);
        let group = &resource(&stacks[1], "FileSystemSecurityGroup")["Properties"];
        let ingress = group["SecurityGroupIngress"].as_array().unwrap();
        assert_eq!(ingress.len(), 1);
        assert_eq!((&ingress[0]["FromPort"], &ingress[0]["ToPort"]), (&json!(2_049), &json!(2_049)));
        assert!(ingress[0].get("CidrIp").is_none() && !ingress[0]["SourceSecurityGroupId"].is_null());
    }
}

#[test]
fn the_default_vpc_has_as_many_mount_targets_as_subnets() {
    let [default, existing] = elsewhere();
    let stack = &stacks(&default)[1];
    for number in 1..=6 {
        assert_eq!(resource(stack, &format!("DataMountTarget{number}"))["Condition"], format!("HasZoneSubnet{number}"));
    }
    // Tasks run in the private subnets, of which there is one.
    let stack = &stacks(&existing)[1];
    assert!(!resource(stack, "DataMountTarget1").is_null() && resource(stack, "DataMountTarget2").is_null());
}

#[test]
fn gateways_that_come_move_no_mount_target_and_a_zone_adds_one() {
    #[cluster(network = new(zones = 2), stage(nat, network = new(zones = 2, nat = one)), stage(wide, network = new(zones = 3)))]
    struct Shop;

    #[service(cluster = Shop, image = "files:1", volume("data", efs(new), at = "/data"))]
    struct Files;

    let app = app!("shop": Shop, Files);
    let body = |stage| {
        let text = stacks(&Blueprint::resolve(&app, stage).unwrap())[1].text();
        serde_json::from_str::<Value>(&text.replace(&format!("shop-{stage}"), "shop-dev")).unwrap()
    };
    let dev = body("dev");
    let changes = |stage| -> Vec<(String, Verb)> {
        let changes = diff(&dev, &body(stage)).into_iter();
        changes.map(|change| (change.logical_id, change.verb)).filter(|(id, _)| id.contains("Mount")).collect()
    };
    assert_eq!(changes("nat"), []);
    assert_eq!(changes("wide"), [("DataMountTarget3".to_owned(), Verb::Add)]);
}

#[test]
fn another_root_makes_another_access_point_beside_the_old_one() {
    #[cluster]
    struct Shop;

    #[service(cluster = Shop, image = "files:1", volume("data", efs(new, root = "/a"), at = "/data"))]
    struct Before;

    #[service(cluster = Shop, image = "files:1", volume("data", efs(new, root = "/b"), at = "/data"))]
    struct After;

    let of = |app| stacks(&Blueprint::resolve(app, "prod").unwrap())[1].body.clone();
    let (before, after) = (of(&app!("shop": Shop, Before)), of(&app!("shop": Shop, After)));
    let changes = diff(&before, &after);
    let point = changes.iter().find(|change| change.logical_id == "DataAccessPoint").unwrap();
    assert_eq!(point.verb, Verb::Update { replace: true });
    assert!(
        changes.iter().all(|change| change.logical_id != "DataFileSystem" || change.properties == ["FileSystemTags"])
    );
    assert_eq!(after["Resources"]["DataAccessPoint"]["UpdateReplacePolicy"], "Retain");
}
