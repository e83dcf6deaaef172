//! Domains with certificates, streams, and containers beside the main one that log elsewhere, in templates.

use expect_test::expect_file;
use infra_core::blueprint::Blueprint;
use infra_macros::{app, cluster, service, task};
use serde_json::{Value, json};

use super::stacks;

/// A shop whose load balancers both have a domain, with a stream of each protocol.
pub(in crate::template) fn reached() -> Blueprint {
    #[cluster(
        network = new(nat = one),
        load_balancer(domain = "shop.example.com", zone = "Z0123456789ABCDEFGHIJ", idle = "2m", logs = "shop-logs", protect),
        network_balancer(domain = "db.example.com", zone = "Z0123456789ABCDEFGHIJ", logs = "shop-logs", protect),
    )]
    struct Shop;

    #[service(
        cluster = Shop,
        image = "data:1",
        port = 8080,
        port = 9000,
        port(5353, udp),
        route("/*"),
        route("/console/*", port = 9000, strip, priority = 10),
        route("/*", method = "POST", header("X-Version", "2*"), query("version", "2"), source = "10.0.0.0/8"),
        stream(5432, tls),
        stream(15432, to = 9000),
        stream(53, udp, to = 5353),
        security_groups = ["sg-0123456789abcdef0"],
        egress = ["0.0.0.0/0:443", "10.0.0.0/8:5432"],
        subnets = private,
    )]
    struct Data;

    Blueprint::resolve(&app!("shop": Shop, Data), "prod").unwrap()
}

/// The same without a domain: certificates that are given, inside of the VPC alone.
pub(in crate::template) fn reached_from_inside() -> Blueprint {
    #[cluster(
        network = new(nat = one),
        network_balancer(internal, certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/1"),
        load_balancer(
            internal,
            listen = https(443),
            certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/1",
        ),
    )]
    struct Shop;

    #[service(cluster = Shop, image = "data:1", port = 8080, route("/*"), stream(5432, tls))]
    struct Data;

    Blueprint::resolve(&app!("shop": Shop, Data), "prod").unwrap()
}

/// Tasks whose containers write elsewhere than to a group of their own, and containers with secrets beside the main one.
pub(in crate::template) fn logged() -> Blueprint {
    #[cluster]
    struct Shop;

    #[service(
        cluster = Shop,
        image = "web:1",
        logs = firelens(
            image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/router:1",
            options(Name = "datadog"),
            secrets(apikey = "ssm:/shop/datadog"),
        ),
        container(
            "proxy",
            image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/proxy:1",
            port = 9901,
            secret(KEY = "secretsmanager:shop/proxy#key"),
            env(LEVEL = "info"),
        ),
    )]
    struct Web;

    #[task(cluster = Shop, image = "job:1", schedule = "rate(1 day)", logs(group = "/shop/given", mode = blocking))]
    struct Job;

    #[task(cluster = Shop, image = "job:1", logs = off)]
    struct Silent;

    Blueprint::resolve(&app!("shop": Shop, Web, Job, Silent), "prod").unwrap()
}

fn text(body: &Value) -> String {
    format!("{body:#}\n")
}

#[test]
fn domains_and_streams() {
    let stacks = stacks(&reached());
    expect_file!["../snapshot/reached-cluster.txt"].assert_eq(&text(&stacks[0].body));
    expect_file!["../snapshot/reached-service.txt"].assert_eq(&text(&stacks[1].body));
}

#[test]
fn certificates_that_are_given() {
    let stacks = stacks(&reached_from_inside());
    expect_file!["../snapshot/inside-cluster.txt"].assert_eq(&text(&stacks[0].body));
    expect_file!["../snapshot/inside-service.txt"].assert_eq(&text(&stacks[1].body));
}

#[test]
fn logs_that_go_elsewhere() {
    let stacks = stacks(&logged());
    expect_file!["../snapshot/routed-logs-service.txt"].assert_eq(&text(&stacks[1].body));
    expect_file!["../snapshot/given-logs-task.txt"].assert_eq(&text(&stacks[2].body));
    let groups = |stack: usize| {
        let resources = stacks[stack].body["Resources"].as_object().unwrap();
        resources.values().filter(|resource| resource["Type"] == "AWS::Logs::LogGroup").count()
    };
    // The router itself writes to a group of its own; a group that is given is nobody's here.
    assert_eq!([groups(1), groups(2), groups(3)], [1, 0, 0]);
}

#[test]
fn a_stream_is_opened_for_its_protocol_alone() {
    let stacks = stacks(&reached());
    let open = |id: &str| {
        let rule = &stacks[1].body["Resources"][id]["Properties"];
        json!([rule["IpProtocol"], rule["FromPort"], rule["ToPort"]])
    };
    assert_eq!(open("Stream5432Ingress"), json!(["tcp", 5432, 5432]));
    assert_eq!(open("Stream53Ingress"), json!(["udp", 53, 53]));
}
