//! cfn-lint's opinion of every template.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use infra_core::blueprint::{Blueprint, ClusterBlueprint, Names, Schedule, Secret, WorkloadBlueprint, WorkloadKind};
use infra_core::declaration::{
    Allow, Balance, BlueGreen, Deploy, ExistingNetwork, FargateProvider, Insights, Listener, ListenerPort,
    LoadBalancer, Nat, Network, NewNetwork, Provider,
};

use super::fixture::{self, CERTIFICATE, HTTPS};
use super::tests::{built, called, runs, stacks, volume, way_in};
use super::{Serving, StackTemplate, workload};

#[test]
fn cfn_lint_finds_nothing() {
    let program = cfn_lint();
    let directory = env::temp_dir().join(format!("infra-templates-{}", std::process::id()));
    fs::create_dir_all(&directory).expect("the directory of temporary files takes another one");
    let mut files = Vec::new();
    for (app, blueprint) in apps().iter().enumerate() {
        for stack in stacks(blueprint).into_iter().chain(moved(blueprint)) {
            let file = directory.join(format!("{app:03}-{}.json", stack.name));
            fs::write(&file, stack.text()).expect("a template is written");
            files.push(file);
        }
    }
    let output = Command::new(&program).args(["--regions", "eu-west-1", "--"]).args(&files).output();
    fs::remove_dir_all(&directory).expect("what was written is removed");
    let output = output.unwrap_or_else(|error| {
        panic!("{} does not start ({error}); `cargo xtask test` installs it", program.display())
    });
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(output.status.success() && said.trim().is_empty(), "{} says\n{said}", program.display());
}

/// The stacks of workloads whose traffic was moved to their second target group.
fn moved(blueprint: &Blueprint) -> Vec<StackTemplate> {
    let workloads = blueprint.workloads().map(|(cluster, each)| {
        let stack = workload(blueprint, cluster, each, Serving::Alternate);
        StackTemplate { name: format!("{}-moved", stack.name), ..stack }
    });
    workloads.collect()
}

pub(super) fn cfn_lint() -> PathBuf {
    let program = env::var_os("INFRA_TEST_CFN_LINT").map_or_else(installed, PathBuf::from);
    assert!(program.exists(), "{} is missing; `cargo xtask test` installs it", program.display());
    program
}

/// Where `cargo xtask test` puts it: in a folder that ends with the version that it pins.
fn installed() -> PathBuf {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/python");
    let folders = fs::read_dir(&python).into_iter().flatten().flatten().map(|entry| entry.path());
    let lint =
        folders.filter(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("cfn-lint-")));
    lint.max().unwrap_or_else(|| python.join("cfn-lint")).join("bin/cfn-lint")
}

/// Apps in which every network meets every capacity, and each of both meets every load balancer.
fn apps() -> Vec<Blueprint> {
    let moving = fixture::moving_shop(Deploy::BlueGreen(BlueGreen::new()));
    let mut apps = vec![fixture::fargate_shop(), fixture::ec2_shop(), long_names(), alone(), moving];
    apps.extend([fixture::connected_shop(), called::called(), built::built(), runs::running()]);
    apps.extend([super::fleet::fleet(), including()]);
    apps.extend([volume::stored(), volume::shared()]);
    apps.extend(volume::elsewhere());
    apps.extend([way_in::reached(), way_in::reached_from_inside(), way_in::logged()]);
    let load_balancers = load_balancers();
    for (row, network) in networks().into_iter().enumerate() {
        for (column, capacity) in capacities().into_iter().enumerate() {
            apps.push(shop(|cluster| {
                cluster.network = network;
                cluster.capacity = capacity;
                cluster.load_balancer = Some(load_balancers[(row + column) % load_balancers.len()]);
            }));
        }
    }
    apps
}

fn networks() -> Vec<Network> {
    let new = |cidr, zones, nat| fixture::network(cidr, zones, nat);
    let (public, private) = (&["subnet-11111111", "subnet-22222222"], &["subnet-33333333", "subnet-44444444"]);
    vec![
        Network::New(NewNetwork::new()),
        new("10.0.0.0/16", 3, Nat::One),
        new("192.168.4.0/24", 6, Nat::Each),
        Network::Existing(ExistingNetwork { vpc: "vpc-12345678", public, private: &[] }),
        Network::Existing(ExistingNetwork { vpc: "vpc-12345678", public, private }),
        Network::Default,
    ]
}

fn capacities() -> Vec<Vec<Provider>> {
    let share = |base, weight| FargateProvider { base, weight };
    vec![
        vec![Provider::Fargate(share(1, 1)), Provider::FargateSpot(share(0, 3))],
        vec![fixture::group("c5n.xlarge", 1..=10, 0, 1)],
        vec![fixture::group("c7g.large", 0..=4, 0, 1), fixture::group("m7g.large", 2..=2, 0, 2)],
        vec![fixture::group("g4dn.xlarge", 0..=1, 0, 1)],
    ]
}

fn load_balancers() -> [LoadBalancer; 3] {
    const BOTH: &[Listener] = &[Listener::Http(ListenerPort::new(80)), Listener::Https(ListenerPort::new(8443))];
    let internal = LoadBalancer { listen: BOTH, certificate: Some(CERTIFICATE), internal: true, ..LoadBalancer::new() };
    [LoadBalancer::new(), HTTPS, internal]
}

/// A service and a task with everything that they can have.
fn shop(change: impl FnOnce(&mut ClusterBlueprint)) -> Blueprint {
    let names = fixture::names("shop", "dev");
    let routes = [
        fixture::route("/api/v?/*", Some("*.example.com"), 1),
        fixture::route("/", Some("shop.example.com"), 50_000),
        fixture::route("*", None, 777),
    ];
    let mut web = fixture::service(&names, "web", &routes);
    web.identity.description = "Größe, \"quotes\" and ${Unknown} \\ things.\nAnd a second paragraph.";
    web.container.image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web@sha256:0123".into();
    web.container.secrets = vec![
        ("A".into(), Secret::Parameter("/shop/dev/a".into())),
        ("B".into(), Secret::Parameter("plain".into())),
        ("C".into(), Secret::SecretsManager { name: "shop/dev/c".into(), key: None }),
        ("D".into(), Secret::SecretsManager { name: "shop/dev/c".into(), key: Some("d".into()) }),
    ];
    web.allow = vec![
        Allow { actions: &["s3:GetObject"], on: &["arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::{app}"] },
        Allow { actions: &["dynamodb:*"], on: &["arn:aws:dynamodb:{region}:{account}:table/{stage}-${aws:userid}"] },
    ];
    web.logs.group = Some(infra_core::blueprint::LogGroup {
        retention_days: Some(3_653),
        ..fixture::log_group("/ecs/kitchen".into())
    });
    let mut rollup = fixture::task(&names, "rollup", &schedules());
    rollup.allow.clone_from(&web.allow);
    let manual = fixture::task(&names, "migrate", &[]);
    let mut cluster = fixture::cluster(&names, "main", vec![web, rollup, manual, options(&names), nightly(&names)]);
    cluster.tags = vec![("team", "Käse & Brot"), ("Name", "mine")];
    cluster.insights = Insights::Enhanced;
    cluster.dashboard = true;
    change(&mut cluster);
    fixture::blueprint(names, vec![cluster])
}

/// A service with every option of its targets.
fn options(names: &Names) -> WorkloadBlueprint {
    let mut service = fixture::service(names, "options", &[fixture::route("/options/*", None, 778)]);
    if let WorkloadKind::Service(service) = &mut service.kind {
        service.sticky_seconds = Some(3_600);
        service.slow_start_seconds = Some(30);
        service.balance = Balance::LeastOutstanding;
    }
    service
}

/// A task with every option of its schedules.
fn nightly(names: &Names) -> WorkloadBlueprint {
    let mut task = fixture::task(names, "nightly", &schedules());
    if let WorkloadKind::Task(task) = &mut task.kind {
        task.flexible_seconds = Some(900);
        task.paused = true;
        task.retries = 3;
        task.max_age_seconds = Some(3_600);
        task.from = Some("2027-01-01T00:00:00");
        task.until = Some("2028-01-01T00:00:00");
        task.dead_letter = true;
    }
    task
}

fn schedules() -> [Schedule; 4] {
    [
        fixture::schedule("rate(1 minute)", None),
        fixture::schedule("rate(5 days)", Some("Asia/Kathmandu")),
        fixture::schedule("cron(0/15 8-17 ? * MON-FRI *)", Some("America/New_York")),
        fixture::schedule("at(2027-01-01T00:00:00)", Some("UTC")),
    ]
}

fn long_names() -> Blueprint {
    let names = fixture::names("a-shop-with-a-very-long-name-indeed", "a-stage-with-a-long-name");
    let deploy = Deploy::BlueGreen(BlueGreen::new());
    let web = fixture::moving_service(&names, "a-service-with-a-long-name", deploy);
    let task = fixture::task(&names, "a-task-with-a-long-name", &schedules());
    let mut cluster = fixture::cluster(&names, "a-cluster-with-a-long-name", vec![web, task]);
    cluster.load_balancer = Some(LoadBalancer::new());
    fixture::blueprint(names, vec![cluster])
}

/// A cluster with a template of the user's own.
fn including() -> Blueprint {
    let names = fixture::names("shop", "including");
    let mut cluster = fixture::cluster(&names, "main", vec![]);
    cluster.include = vec![super::include::tests::queue()];
    fixture::blueprint(names, vec![cluster])
}

/// A cluster with nothing in it, and one with a service that nobody calls.
fn alone() -> Blueprint {
    let names = fixture::names("a", "b");
    let worker = fixture::service(&names, "worker", &[]);
    let clusters = vec![fixture::cluster(&names, "empty", vec![]), fixture::cluster(&names, "c", vec![worker])];
    fixture::blueprint(names, clusters)
}
