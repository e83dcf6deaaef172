//! Ways in and out: routes, several ports, streams, domains, subnets.

use infra_aws::core::declaration::{
    HeaderCondition, LoadBalancer, NetworkBalancer, Port, Route, ServiceSpec, Stream, Subnets,
};
use serde_json::Value;
use simulated::{Account, HARBOUR, SHOP, change, change_harbour};
use simulator::{Call, FailingResource, Verb};

/// The zone of the domain.
const ZONE: &str = "Z0123456789";

/// The account with the zone of the domain, once the app is deployed.
async fn deployed(seed: u64) -> Account {
    let account = Account::new(seed);
    account.aws.put_hosted_zone(ZONE, "example.com");
    account.deploy(HARBOUR).await;
    account.aws.wait_until_settled().await;
    account
}

/// A second deploy reads, and does nothing.
async fn rests(account: &Account) {
    account.aws.wait_until_settled().await;
    let _ = account.aws.take_calls();
    let _ = account.deploy(HARBOUR).await.says("Nothing to do");
    let writes: Vec<String> =
        account.aws.take_calls().iter().filter(|call| !call.is_read()).map(Call::action).collect();
    assert_eq!(writes, Vec::<String>::new());
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

/// The rules of the listeners: priority, values of the conditions, and the target groups with their weights.
fn rules(account: &Account) -> Vec<(u64, String, String)> {
    let snapshot = account.aws.snapshot();
    let rules = snapshot["rules"].as_array().cloned().unwrap_or_default();
    let told = rules.iter().map(|rule| {
        let forwards = rule["forwards"].as_array().cloned().unwrap_or_default();
        let groups = forwards
            .iter()
            .map(|forward| format!("{}:{}", forward["targetGroup"].as_str().unwrap_or_default(), forward["weight"]));
        let priority = rule["priority"].as_u64().unwrap_or_default();
        (priority, rule["conditions"].to_string(), groups.collect::<Vec<_>>().join(" "))
    });
    told.collect()
}

/// The states of the targets of each group, by its name.
fn targets(account: &Account) -> Value {
    account.aws.snapshot()["targets"].clone()
}

#[tokio::test(start_paused = true)]
async fn every_way_in_is_made_and_nothing_is_left_of_it() {
    let account = Account::new(1);
    account.aws.put_hosted_zone(ZONE, "example.com");
    let empty = account.end();
    let outcome = account.deploy(HARBOUR).await.says("https://shop.example.com");
    assert!(outcome.out.contains("answers /*, /console/*, POST /* (X-Version: 2*)"), "{}", outcome.out);
    assert!(outcome.out.contains("answers TCP port 5432"), "{}", outcome.out);
    account.aws.wait_until_settled().await;
    let records = account.aws.records();
    let [(name, kind, alias)] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!((name.as_str(), kind.as_str()), ("shop.example.com", "A"));
    assert!(alias.starts_with("harbour-dev-harbour-"), "{alias}");
    // The route that compares more comes first, and each port is a target group of its own.
    let rules = rules(&account);
    assert_eq!(rules.len(), 3);
    let place = |part: &str| rules.iter().position(|(_, conditions, _)| conditions.contains(part)).unwrap();
    assert!(place("X-Version") < place("\"/*\"") || rules[place("\"/*\"")].1.contains("X-Version"));
    assert!(rules[place("/console/*")].2.contains("9000"), "{rules:?}");
    let targets = targets(&account);
    for group in ["harbour-dev-web", "harbour-dev-web-9000", "harbour-dev-data-tcp"] {
        assert_eq!(targets[group], serde_json::json!(["healthy"]), "{targets}");
    }
    rests(&account).await;
    let _ = account.run(HARBOUR, &["destroy"]).await.exits(0).says("Destroyed.");
    account.aws.wait_until_settled().await;
    assert_eq!(account.aws.records(), Vec::new());
    let mut end = account.end();
    let mut before = empty;
    for snapshot in [&mut end, &mut before] {
        snapshot["ecs"] = Value::Null;
        snapshot["stacks"] = Value::Null;
    }
    assert_eq!(simulated::differences(&before, &end), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn another_condition_changes_a_rule_in_place() {
    let account = deployed(2).await;
    change("web", |spec| {
        const ROUTES: &[Route] = &[
            Route::new("/*"),
            Route { port: Some(9000), strip: true, sources: &["10.0.0.0/8"], ..Route::new("/console/*") },
            Route { methods: &["POST"], headers: &[HeaderCondition::new("X-Version", &["2*"])], ..Route::new("/*") },
        ];
        ServiceSpec { routes: ROUTES, ..spec }
    });
    let outcome = account.deploy(HARBOUR).await;
    assert!(!outcome.out.contains("rolling restart"), "{}", outcome.out);
    assert!(rules(&account).iter().any(|(_, conditions, _)| conditions.contains("10.0.0.0/8")));
    rests(&account).await;
}

#[tokio::test(start_paused = true)]
async fn a_route_to_another_port_is_answered_all_the_while() {
    let account = deployed(3).await;
    change("web", |spec| {
        const ROUTES: &[Route] = &[Route { port: Some(9000), ..Route::new("/*") }];
        ServiceSpec { routes: ROUTES, ..spec }
    });
    // The old target group is kept until nobody is in it: the rule leads to the new one, which has tasks already.
    let plan = account.run(HARBOUR, &["plan"]).await.exits(0);
    assert!(plan.out.contains("- rule for"), "{}", plan.out);
    let _ = account.deploy(HARBOUR).await;
    account.aws.wait_until_settled().await;
    let targets = targets(&account);
    assert_eq!(targets["harbour-dev-web-9000"], serde_json::json!(["healthy"]), "{targets}");
    assert_eq!(targets.get("harbour-dev-web"), None, "{targets}");
    rests(&account).await;
}

#[tokio::test(start_paused = true)]
async fn a_route_to_a_port_where_nobody_is_yet_waits_for_the_tasks() {
    let account = deployed(4).await;
    change("web", |spec| {
        const ROUTES: &[Route] = &[Route::new("/*")];
        ServiceSpec { routes: ROUTES, ..spec }
    });
    let _ = account.deploy(HARBOUR).await;
    account.aws.wait_until_settled().await;
    change("web", |spec| {
        const ROUTES: &[Route] = &[Route { port: Some(9000), ..Route::new("/*") }];
        ServiceSpec { routes: ROUTES, ..spec }
    });
    let watching = account.clone();
    let _ = account.aws.take_calls();
    let (outcome, between) = tokio::join!(account.run(HARBOUR, &["deploy"]), async move {
        watching.called("ecs:UpdateService", 1).await;
        rules(&watching)
    });
    let outcome = outcome.exits(0).says("rolling restart of 1 task");
    assert!(outcome.out.contains("- target group"), "{}", outcome.out);
    // While the new tasks start, the old ones answer, and the new group is one of the rule's.
    let [(_, _, groups)] = between.as_slice() else { panic!("{between:?}") };
    assert!(
        groups.contains("TargetGroup.TargetGroupName>:1") && groups.contains("TargetGroup9000.TargetGroupName>:0"),
        "{groups}"
    );
    account.aws.wait_until_settled().await;
    let [(_, _, groups)] = &rules(&account)[..] else { panic!("one rule") };
    assert_eq!(groups, "<harbour-dev-web.TargetGroup9000.TargetGroupName>:1");
    rests(&account).await;
}

#[tokio::test(start_paused = true)]
async fn another_main_port_is_answered_all_the_while() {
    let account = deployed(5).await;
    change("data", |mut spec| {
        const PORTS: &[Port] = &[Port::new(5433)];
        spec.workload.ports = PORTS;
        spec
    });
    let outcome = account.deploy(HARBOUR).await.says("rolling restart of 1 task");
    assert!(outcome.out.contains("SecurityGroupIngress"), "{}", outcome.out);
    rests(&account).await;
}

#[tokio::test(start_paused = true)]
async fn a_stream_moves_to_another_service() {
    let account = deployed(6).await;
    change("data", |spec| ServiceSpec { streams: &[], health: None, drain_seconds: None, ..spec });
    change("web", |spec| {
        const STREAMS: &[Stream] = &[Stream { to: Some(9000), ..Stream::new(5432) }];
        ServiceSpec { streams: STREAMS, ..spec }
    });
    let _ = account.deploy(HARBOUR).await.says("takes over port 5432 of");
    account.aws.wait_until_settled().await;
    assert_eq!(targets(&account)["harbour-dev-web-tcp-9000"], serde_json::json!(["healthy"]));
    rests(&account).await;
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_leads_where_nobody_is_yet_is_told_of() {
    let account = deployed(15).await;
    let said =
        "`harbour-dev-data` leads port 5432 to another target group; nothing answers there until its new tasks do";
    // Another protocol is another target group: a listener has one.
    change("data", |mut spec| {
        const PORTS: &[Port] = &[Port::new(5432), Port { udp: true, ..Port::new(5353) }];
        const STREAMS: &[Stream] = &[Stream { udp: true, to: Some(5353), ..Stream::new(5432) }];
        spec.workload.ports = PORTS;
        ServiceSpec { streams: STREAMS, ..spec }
    });
    let _ = account.deploy(HARBOUR).await.says(said).says("Protocol: TCP -> UDP");
    rests(&account).await;
    // So is another port.
    change("data", |mut spec| {
        const PORTS: &[Port] = &[Port::new(5432), Port::new(9000), Port { udp: true, ..Port::new(5353) }];
        const STREAMS: &[Stream] = &[Stream { to: Some(9000), ..Stream::new(5432) }];
        spec.workload.ports = PORTS;
        ServiceSpec { streams: STREAMS, ..spec }
    });
    let _ = account.deploy(HARBOUR).await.says(said);
    rests(&account).await;
    // Tasks that go nowhere else go on answering.
    change("data", |mut spec| {
        const PORTS: &[Port] = &[Port::new(5432), Port::new(9000), Port { udp: true, ..Port::new(5353) }];
        const STREAMS: &[Stream] = &[Stream { to: Some(9000), ..Stream::new(5432) }, Stream::new(5433)];
        spec.workload.ports = PORTS;
        ServiceSpec { streams: STREAMS, ..spec }
    });
    let outcome = account.deploy(HARBOUR).await;
    assert!(!outcome.out.contains("nothing answers there"), "{}", outcome.out);
    rests(&account).await;
}

#[tokio::test(start_paused = true)]
async fn streams_of_all_protocols() {
    let account = deployed(7).await;
    change_harbour(|spec| {
        let balancer = NetworkBalancer { domain: Some("db.example.com"), ..NetworkBalancer::new() };
        infra_aws::core::declaration::ClusterSpec { network_balancer: Some(balancer), ..spec }
    });
    change("data", |mut spec| {
        const STREAMS: &[Stream] = &[
            Stream { tls: true, ..Stream::new(5432) },
            Stream { udp: true, to: Some(5353), ..Stream::new(53) },
            Stream::new(15_432),
        ];
        const PORTS: &[Port] = &[Port::new(5432), Port { udp: true, ..Port::new(5353) }];
        spec.workload.ports = PORTS;
        ServiceSpec { streams: STREAMS, ..spec }
    });
    let _ = account.deploy(HARBOUR).await.says("Protocol: TCP -> TLS").says("+ stream 53");
    account.aws.wait_until_settled().await;
    let names: Vec<String> = account.aws.records().into_iter().map(|(name, _, _)| name).collect();
    assert_eq!(names, ["db.example.com", "shop.example.com"]);
    let targets = targets(&account);
    assert_eq!(targets["harbour-dev-data-udp-5353"], serde_json::json!(["healthy"]), "{targets}");
    rests(&account).await;
}

#[tokio::test(start_paused = true)]
async fn another_domain_is_another_certificate() {
    let account = deployed(8).await;
    change_harbour(|mut spec| {
        spec.load_balancer =
            spec.load_balancer.map(|balancer| LoadBalancer { domain: Some("new.example.com"), ..balancer });
        spec
    });
    let outcome = account.deploy(HARBOUR).await.says("certificate is replaced").says("https://new.example.com");
    assert!(!outcome.out.contains("rolling restart"), "{}", outcome.out);
    account.aws.wait_until_settled().await;
    let names: Vec<String> = account.aws.records().into_iter().map(|(name, _, _)| name).collect();
    assert_eq!(names, ["new.example.com"]);
    rests(&account).await;
}

#[tokio::test(start_paused = true)]
async fn a_domain_without_a_zone_is_said_before_anything_changes() {
    let account = Account::new(9);
    account.aws.put_private_zone(ZONE, "example.com");
    let outcome = account.run(HARBOUR, &["deploy"]).await.exits(1);
    let outcome = outcome.complains("no public hosted zone of account 111122223333 covers `shop.example.com`");
    assert!(outcome.err.contains("create-hosted-zone"), "{}", outcome.err);
    assert!(account.aws.calls().iter().all(Call::is_read));
}

#[tokio::test(start_paused = true)]
async fn a_certificate_that_nobody_can_prove() {
    let account = Account::new(10);
    account.aws.put_undelegated_zone(ZONE, "example.com");
    let outcome = account.run(HARBOUR, &["deploy"]).await.exits(1);
    let outcome = outcome.complains("Certificate is issued once DNS answers with {Name: _");
    let outcome = outcome.complains("Certificate is still not issued: nobody sees {Name: _");
    let outcome = outcome.complains("delegate the domain to the name servers of its hosted zone");
    assert!(outcome.err.contains("whose certificate is not issued"), "{}", outcome.err);
}

#[tokio::test(start_paused = true)]
async fn a_protected_load_balancer_is_not_taken_out() {
    let account = deployed(11).await;
    change_harbour(|mut spec| {
        spec.load_balancer = spec.load_balancer.map(|balancer| LoadBalancer { protect: true, ..balancer });
        spec
    });
    let _ = account.deploy(HARBOUR).await;
    account.aws.wait_until_settled().await;
    let _ = account.aws.take_calls();
    let said =
        "the load balancer of `harbour` is protected from being deleted; take `protect` out of its `load_balancer(..)`";
    let _ = account.run(HARBOUR, &["destroy"]).await.exits(1).complains(said);
    // Another scheme is another load balancer.
    change_harbour(|mut spec| {
        spec.load_balancer =
            spec.load_balancer.map(|balancer| LoadBalancer { protect: true, internal: true, ..balancer });
        spec
    });
    let _ = account.run(HARBOUR, &["deploy"]).await.exits(1).complains(said);
    assert!(account.aws.take_calls().iter().all(Call::is_read));
    change_harbour(|spec| spec);
    let _ = account.deploy(HARBOUR).await.says("in place");
    let _ = account.run(HARBOUR, &["destroy"]).await.exits(0);
}

#[tokio::test(start_paused = true)]
async fn a_bucket_for_access_logs_needs_a_policy() {
    let account = deployed(12).await;
    change_harbour(|mut spec| {
        spec.load_balancer =
            spec.load_balancer.map(|balancer| LoadBalancer { logs: Some("shop-logs"), idle_seconds: 120, ..balancer });
        spec
    });
    account.aws.close_bucket("shop-logs");
    let outcome = account.run(HARBOUR, &["deploy"]).await.exits(1);
    let outcome = outcome.says("arn:aws:s3:::shop-logs/AWSLogs/111122223333/*");
    let outcome = outcome.says("logdelivery.elasticloadbalancing.amazonaws.com");
    assert!(outcome.err.contains("Access Denied for bucket: shop-logs"), "{}", outcome.err);
}

#[tokio::test(start_paused = true)]
async fn where_tasks_run_and_connect_to() {
    let account = deployed(13).await;
    let group = "sg-0123456789abcdef0";
    account.aws.put_security_group(group);
    change("data", |mut spec| {
        spec.workload.subnets = Some(Subnets::Public);
        spec.workload.security_groups = &["sg-0123456789abcdef0"];
        spec.workload.egress = &["10.0.0.0/8:5432", "0.0.0.0/0:443"];
        spec
    });
    let outcome = account.deploy(HARBOUR).await.says("rolling restart of 1 task");
    assert!(outcome.out.contains("SecurityGroupEgress"), "{}", outcome.out);
    account.aws.wait_until_settled().await;
    let service = account.ecs().describe_services().cluster("harbour-dev-harbour").services("harbour-dev-data");
    let answer = service.send().await.expect("there is a service");
    let network =
        answer.services()[0].network_configuration().and_then(|network| network.awsvpc_configuration()).cloned();
    let network = network.expect("it has a network");
    assert!(network.security_groups().iter().any(|id| id == group));
    assert_eq!(network.assign_public_ip().map(|ip| ip.as_str()), Some("ENABLED"));
    rests(&account).await;
}

#[tokio::test(start_paused = true)]
async fn an_interrupted_move_to_another_port_comes_to_the_same_end() {
    let account = deployed(14).await;
    change("web", |spec| {
        const ROUTES: &[Route] = &[Route { port: Some(9000), ..Route::new("/*") }];
        ServiceSpec { routes: ROUTES, ..spec }
    });
    let fails = FailingResource::once(Verb::Update, "harbour-dev-web", "*", "it does not want to");
    account.aws.fail_resource(fails);
    let _ = account.run(HARBOUR, &["deploy"]).await.exits(1);
    account.aws.heal_resources();
    account.aws.wait_until_settled().await;
    let _ = account.deploy(HARBOUR).await;
    rests(&account).await;
}

#[tokio::test(start_paused = true)]
async fn zones_are_read_only_for_domains() {
    let account = Account::new(15);
    account.deploy(SHOP).await;
    assert!(account.aws.take_calls().iter().all(|call| call.service != "route53"));
}
