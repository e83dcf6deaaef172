//! `verify`.

use infra_aws::core::declaration::App;
use infra_aws::prelude::*;
use serde_json::Value;
use simulated::{Account, SHOP};
use simulator::{Call, Reaction};

const CERTIFICATE: &str = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";

/// In a network that exists.
#[cluster(
    network = existing(
        vpc = "vpc-0123456789abcdef0",
        public = ["subnet-0000000000000000a", "subnet-0000000000000000b"],
        private = ["subnet-0000000000000000c", "subnet-0000000000000000d"],
    ),
    load_balancer(listen = [https(443)], certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"),
)]
struct Office;

/// The pages, of an image in ECR.
#[service(cluster = Office, image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/office/web:1", cpu = 256,
          memory = 512, port = 8080, route("/*", host = "office.example.com"),
          secret(DATABASE = "secretsmanager:office-{stage}-db#url", KEY = "ssm:/office/{stage}/key"))]
struct Web;

/// Works, of an image that everybody has.
#[service(cluster = Office, image = "ghcr.io/office/worker:1", cpu = 256, memory = 512, arch = arm64, count = 4)]
struct Worker;

const OFFICE: App = app!("office": Office, Web, Worker);

/// On instances.
#[cluster(capacity = ec2("c5n.xlarge", 1..=2))]
struct Yard;

/// Works there.
#[service(cluster = Yard, image = "worker:1", cpu = 256, memory = 512)]
struct Digger;

const YARD: App = app!("yard": Yard, Digger);

/// Files that are there already, logs in a group that is there already, and streams.
#[cluster(
    network = existing(
        vpc = "vpc-0123456789abcdef0",
        public = ["subnet-0000000000000000a", "subnet-0000000000000000b"],
        private = ["subnet-0000000000000000c", "subnet-0000000000000000d"],
    ),
    load_balancer(logs = "archive-access-logs"),
    network_balancer(logs = "archive-stream-logs"),
)]
struct Archive;

/// Keeps the files, with a helper beside it.
#[service(cluster = Archive, image = "ghcr.io/office/keeper:1", cpu = 256, memory = 512, port = 9000, stream(9000),
          logs(group = "/archive/all"), volume("files", efs("fs-0123456789abcdef0"), at = "/files"),
          container("helper", image = "ghcr.io/office/helper:1"))]
struct Keeper;

const ARCHIVE: App = app!("archive": Archive, Keeper);

/// An account in which everything is that the office names.
fn account() -> Account {
    let account = Account::new(1);
    let (public, private) = (
        [("subnet-0000000000000000a", "a"), ("subnet-0000000000000000b", "b")],
        [("subnet-0000000000000000c", "a"), ("subnet-0000000000000000d", "b")],
    );
    account.aws.put_vpc("vpc-0123456789abcdef0", &public, Some("igw-1"));
    account.aws.put_vpc("vpc-0123456789abcdef0", &private, Some("nat-1"));
    account.aws.put_certificate(CERTIFICATE, "ISSUED", &["office.example.com"]);
    account.aws.put_image("111122223333.dkr.ecr.eu-central-1.amazonaws.com/office/web:1", &["linux/amd64"]);
    account.aws.put_secret("office-dev-db", Some(r#"{"url":"postgres://hunter2"}"#));
    account.aws.put_parameter("/office/dev/key");
    account
}

/// The line of a check.
#[track_caller]
fn line<'out>(out: &'out str, subject: &str) -> &'out str {
    let found = out.lines().find(|line| line.contains(subject));
    found.unwrap_or_else(|| panic!("nothing is said about {subject:?} in\n{out}")).trim()
}

#[tokio::test(start_paused = true)]
async fn where_everything_is_there_nothing_fails_and_nothing_is_changed() {
    let account = account();
    let verified = account.run(OFFICE, &["verify"]).await.exits(0);
    assert!(!verified.out.contains("failed") && !verified.out.contains("not checked"), "{}", verified.out);
    for (subject, verdict) in [
        ("image 111122223333.dkr.ecr", "it is there for linux/amd64"),
        ("image ghcr.io/office/worker:1", "it is there for linux/arm64"),
        ("secret secretsmanager:office-dev-db#url", "it is there, with the key"),
        ("secret ssm:/office/dev/key", "it is there"),
        ("certificate 12345678", "it is issued, for office.example.com"),
        ("subnets", "all 4 are in vpc-0123456789abcdef0"),
        ("zones of the load balancer", "eu-central-1a, eu-central-1b"),
        ("routes of public subnets", "each has a route to an internet gateway"),
        ("routes of private subnets", "tasks reach what they need"),
        ("quota of Fargate vCPUs", "1.25 to 2.5 of 140 vCPUs"),
        ("load balancer's rules", "1 of 100 rules"),
        ("role AWSServiceRoleForECS", "it is there"),
        ("settings of ECS", "services and tasks can have tags"),
    ] {
        let line = line(&verified.out, subject);
        assert!(line.starts_with("ok ") && line.contains(verdict), "{line}");
    }
    let order: Vec<&str> = verified.out.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(&order[..4], ["account", "office", "web", "worker"]);
    assert!(!format!("{verified:?}").contains("hunter2"));
    let writes = account.aws.calls().into_iter().filter(|call| !call.is_read() && call.operation != "BatchGetImage");
    assert_eq!(writes.map(|call| call.action()).collect::<Vec<String>>(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn what_is_missing_fails_and_says_what_to_do() {
    let account = account();
    account.aws.put_image("111122223333.dkr.ecr.eu-central-1.amazonaws.com/office/web:1", &["linux/arm64"]);
    account.aws.put_image("ghcr.io/office/worker:1", &[]);
    account.aws.put_secret("office-dev-db", Some(r#"{"uri":"hunter2"}"#));
    account.aws.put_certificate(CERTIFICATE, "ISSUED", &["shop.example.com"]);
    account.aws.put_quota("L-3032A538", 1);
    account.aws.put_quota("rules-per-application-load-balancer", 0);
    account.aws.take_service_role("AWSServiceRoleForECS");
    let verified = account.run(OFFICE, &["verify"]).await.exits(1);
    for (subject, verdict, said) in [
        ("image 111122223333.dkr.ecr", "failed", "it is there for linux/arm64, and not for linux/amd64"),
        ("image ghcr.io/office/worker:1", "failed", "ghcr.io has no office/worker with 1"),
        ("secret secretsmanager:office-dev-db#url", "failed", "its JSON has no key `url`"),
        ("certificate 12345678", "failed", "it is for shop.example.com"),
        ("quota of Fargate vCPUs", "failed", "1.25 vCPUs are needed at the least, and 1 are allowed"),
        ("load balancer's rules", "failed", "1 rules are declared, and a load balancer takes 0"),
        ("role AWSServiceRoleForECS", "warning", "it is not there yet: AWS makes it at its first use"),
    ] {
        let line = line(&verified.out, subject);
        assert!(line.starts_with(verdict) && line.contains(said), "{line}");
    }
    assert!(verified.out.contains("Hint: add the key to the secret's JSON"), "{}", verified.out);
    assert!(!format!("{verified:?}").contains("hunter2"));
}

/// The network of the office, and all else that the archive names.
fn archive() -> Account {
    let account = account();
    account.aws.put_bucket("archive-access-logs", "eu-central-1");
    account.aws.put_bucket("archive-stream-logs", "eu-central-1");
    account.aws.put_log_group("/archive/all");
    account.aws.put_file_system("fs-0123456789abcdef0", &["subnet-0000000000000000c", "subnet-0000000000000000d"]);
    account
}

#[tokio::test(start_paused = true)]
async fn what_is_named_beside_images_and_secrets_is_looked_for_too() {
    let account = archive();
    let verified = account.run(ARCHIVE, &["verify"]).await.exits(0);
    for (subject, verdict) in [
        ("image ghcr.io/office/helper:1", "it is there for linux/amd64"),
        ("bucket archive-access-logs", "it is there, in eu-central-1"),
        ("bucket archive-stream-logs", "it is there, in eu-central-1"),
        ("log group /archive/all", "it is there"),
        ("file system fs-0123456789abcdef0", "it has a mount target in eu-central-1a, eu-central-1b"),
        ("network load balancer's listeners", "1 of 50 listeners"),
    ] {
        let line = line(&verified.out, subject);
        assert!(line.starts_with("ok ") && line.contains(verdict), "{line}");
    }
    account.aws.put_image("ghcr.io/office/helper:1", &["linux/arm64"]);
    account.aws.put_bucket("archive-access-logs", "us-east-1");
    account.aws.take_bucket("archive-stream-logs");
    account.aws.take_log_group("/archive/all");
    account.aws.put_file_system("fs-0123456789abcdef0", &["subnet-0000000000000000c"]);
    account.aws.put_quota("listeners-per-network-load-balancer", 0);
    let verified = account.run(ARCHIVE, &["verify"]).await.exits(1);
    for (subject, reason) in [
        ("image ghcr.io/office/helper:1", "it is there for linux/arm64, and not for linux/amd64"),
        ("bucket archive-access-logs", "it is in us-east-1"),
        ("bucket archive-stream-logs", "there is no such bucket"),
        ("log group /archive/all", "there is no such log group in eu-central-1"),
        ("file system fs-0123456789abcdef0", "it has no mount target in eu-central-1b"),
        ("network load balancer's listeners", "1 listeners are declared, and a network load balancer takes 0"),
    ] {
        let line = line(&verified.out, subject);
        assert!(line.starts_with("failed") && line.contains(reason), "{line}");
    }
    let _hint = verified.says("--subnet-id subnet-0000000000000000d`");
}

#[tokio::test(start_paused = true)]
async fn a_file_system_is_reached_in_a_network_that_stands() {
    let account = archive();
    account.aws.put_file_system("fs-0123456789abcdef0", &["subnet-0000000a"]);
    let verified = account.run(ARCHIVE, &["verify"]).await.exits(1);
    let away = line(&verified.out, "file system fs-0123456789abcdef0");
    assert!(away.contains("its mount targets are in vpc-00000000, and tasks run in vpc-0123456789abcdef0"), "{away}");
    let verified = Account::new(1).run(ARCHIVE, &["verify"]).await.exits(1);
    let none = line(&verified.out, "file system fs-0123456789abcdef0");
    assert!(none.contains("there is no such file system in eu-central-1"), "{none}");
}

#[tokio::test(start_paused = true)]
async fn a_network_without_a_way_out_needs_endpoints() {
    let account = Account { aws: simulator::Simulator::new(simulator::Options::default()), ..account() };
    let vpc = "vpc-0123456789abcdef0";
    account.aws.put_vpc(vpc, &[("subnet-0000000000000000a", "a"), ("subnet-0000000000000000b", "a")], Some("igw-1"));
    account.aws.put_vpc(vpc, &[("subnet-0000000000000000c", "a"), ("subnet-0000000000000000d", "b")], None);
    account.aws.put_endpoint(vpc, "logs");
    let verified = account.run(OFFICE, &["verify"]).await.exits(1);
    let private = line(&verified.out, "routes of private subnets");
    assert!(private.contains("no endpoint for com.amazonaws.eu-central-1.ecr.api"), "{private}");
    assert!(
        !private.contains("eu-central-1.logs") && private.contains("ghcr.io/office/worker:1 is pulled"),
        "{private}"
    );
    let zones = line(&verified.out, "zones of the load balancer");
    assert!(zones.starts_with("failed") && zones.contains("are both in eu-central-1a"), "{zones}");
    assert!(line(&verified.out, "secret secretsmanager:office-dev-db#url").contains("there is no secret"));
    assert!(line(&verified.out, "secret ssm:/office/dev/key").contains("there is no parameter"));
    assert!(line(&verified.out, "image 111122223333.dkr.ecr").contains("there is no repository office/web"));
    assert!(line(&verified.out, "certificate 12345678").contains("there is no such certificate"));
}

#[tokio::test(start_paused = true)]
async fn subnets_that_are_not_there_are_named() {
    let account = Account::new(1);
    let verified = account.run(OFFICE, &["verify"]).await.exits(1);
    let subnets = line(&verified.out, "subnets");
    assert!(subnets.starts_with("failed") && subnets.contains("there is no subnet-0000000000000000a"), "{subnets}");
}

#[tokio::test(start_paused = true)]
async fn a_missing_permission_is_not_checked_and_no_failure() {
    let account = account();
    account.aws.on_call(|call: &Call| match call.service {
        "sts" | "web" => Reaction::Pass,
        _ => Reaction::error("AccessDeniedException", "User: ana is not authorized to perform this"),
    });
    let verified = account.run(OFFICE, &["verify"]).await.exits(0);
    for (subject, action) in [
        ("image 111122223333.dkr.ecr", "ecr:BatchGetImage"),
        ("secret secretsmanager:office-dev-db#url", "secretsmanager:DescribeSecret"),
        ("secret ssm:/office/dev/key", "ssm:DescribeParameters"),
        ("certificate 12345678", "acm:DescribeCertificate"),
        ("quota of Fargate vCPUs", "servicequotas:GetServiceQuota"),
        ("load balancer's rules", "elasticloadbalancing:DescribeAccountLimits"),
        ("role AWSServiceRoleForECS", "iam:GetRole"),
        ("settings of ECS", "ecs:ListAccountSettings"),
        ("subnets", "ec2:DescribeSubnets"),
    ] {
        let line = line(&verified.out, subject);
        assert!(line.starts_with("not checked") && line.contains(&format!("allow `{action}`")), "{line}");
    }
}

#[tokio::test(start_paused = true)]
async fn instance_types_and_new_networks_have_their_checks() {
    let account = Account::new(1);
    let verified = account.run(YARD, &["verify"]).await.exits(0);
    assert!(line(&verified.out, "instance type c5n.xlarge").contains("offered in every zone"), "{}", verified.out);
    assert!(line(&verified.out, "quota of VPCs").contains("1 beside the 1 that are there, of 5"));
    // Two instances of 4 vCPUs against the 5 of a new account.
    assert!(line(&verified.out, "on-demand vCPUs (standard families)").starts_with("warning"), "{}", verified.out);
    assert!(line(&verified.out, "image worker:1").contains("it is there for linux/amd64"));
    account.aws.take_instance_type("c5n.xlarge", "eu-central-1b");
    let verified = account.run(YARD, &["verify"]).await;
    assert!(line(&verified.out, "instance type c5n.xlarge").starts_with("warning"), "{}", verified.out);
}

#[tokio::test(start_paused = true)]
async fn rules_of_others_at_our_places_are_found_and_our_own_are_none() {
    let account = Account::new(1);
    account.aws.put_parameter("/shop/dev/key");
    account.deploy(SHOP).await;
    let verified = account.run(SHOP, &["verify"]).await.exits(0);
    assert!(line(&verified.out, "places of rules on port 80").contains("all are free, or have the rules of this app"));
    assert!(!verified.out.contains("quota of VPCs"), "the network is there already:\n{}", verified.out);
}

#[tokio::test(start_paused = true)]
async fn a_deploy_with_verify_stops_before_it_plans() {
    let account = Account::new(1);
    let deploy = account.run(SHOP, &["deploy", "--verify"]).await.exits(1);
    let deploy = deploy.says("there is no parameter /shop/dev/key").complains("nothing is deployed");
    assert!(!deploy.out.contains("CREATE") && account.aws.calls().iter().all(Call::is_read));
    account.aws.put_parameter("/shop/dev/key");
    let _deploy = account.run(SHOP, &["deploy", "--verify"]).await.exits(0).says("Deployed.");
}

#[tokio::test(start_paused = true)]
async fn as_json_each_check_has_its_verdict() {
    let verified = account().run(OFFICE, &["verify", "--json"]).await.exits(0);
    let told: Value = serde_json::from_str(&verified.out).unwrap();
    let checks = told["checks"].as_array().unwrap();
    let image = checks.iter().find(|check| check["subject"] == "image ghcr.io/office/worker:1").unwrap();
    assert_eq!((image["item"].as_str(), image["verdict"].as_str()), (Some("worker"), Some("ok")));
}
