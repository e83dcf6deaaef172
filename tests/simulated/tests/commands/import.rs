//! `import`: what it prints is a file of this crate, so that it compiles, and says what was declared.

#[path = "imported.rs"]
#[allow(unreachable_pub, reason = "a file as `import` prints it")]
#[rustfmt::skip]
mod imported;

use expect_test::expect_file;
use infra_aws::core::blueprint::{Blueprint, WorkloadBlueprint};
use simulated::{Account, SHOP};

#[path = "imported_tasks.rs"]
#[allow(unreachable_pub, reason = "a file as `import` prints it")]
#[rustfmt::skip]
mod imported_tasks;

/// The night shift.
mod night {
    use infra_aws::prelude::*;

    /// Where tasks run.
    #[cluster(capacity = fargate)]
    struct Shop;

    /// Sums up.
    #[task(cluster = Shop, image = "report:1", cpu = 512, memory = 1024, env(KIND = "daily"),
           schedule = "cron(0 3 * * ? *)", timezone = "Europe/Berlin", flexible = "15m", retries = 3)]
    struct Report;

    pub(super) const APP: App = app!("shop": Shop, Report);
}

/// What a declaration says of a service, whatever it is called and in whichever stage it is.
fn told(workload: &WorkloadBlueprint) -> Vec<String> {
    let mut told = vec![
        format!("{} {} {} {:?}", workload.container.image, workload.cpu, workload.memory, workload.architecture),
        format!("{:?} {:?} {:?}", workload.container.ports, workload.container.command, workload.container.process),
        format!("{:?} {:?}", workload.container.environment, workload.container.secrets),
    ];
    let service = workload.service().unwrap();
    let mut routes: Vec<String> =
        service.routes.iter().map(|route| format!("{} {:?}", route.route.path, route.route.host)).collect();
    routes.sort();
    told.push(format!("{routes:?} {:?} {:?} {:?}", service.health, service.drain_seconds, service.sticky_seconds));
    told.push(format!("{:?} {:?} {:?}", service.size, service.deploy, service.alarms));
    told
}

/// What was printed, without what differs from one seed to the next (roles, the ids of networks) and
/// what is so without a word, too.
fn normal(printed: &str) -> String {
    let mut ids: Vec<String> = Vec::new();
    let mut text = String::new();
    for line in printed.lines() {
        let own = line.trim_start();
        if ["// not said", "role =", "execution_role =", "init,", "exec ="].iter().any(|start| own.starts_with(start)) {
            continue;
        }
        let mut rest = line;
        while let Some(at) =
            ["vpc-0", "subnet-0"].iter().filter_map(|start| rest.find(start).map(|at| at + start.len())).min()
        {
            let (before, id) = (&rest[..at], &rest[at..at + 16]);
            let place = ids.iter().position(|known| known == id).unwrap_or(ids.len());
            if place == ids.len() {
                ids.push(id.to_owned());
            }
            text.extend([before, &format!("{place:016}")]);
            rest = &rest[at + 16..];
        }
        text.push_str(rest);
        text.push('\n');
    }
    text
}

#[tokio::test(start_paused = true)]
async fn what_was_deployed_is_imported_as_it_was_declared() {
    let account = Account::new(1);
    account.deploy(SHOP).await;
    let _deploy = account.aws.take_calls();
    let imported = account.run_as_is(SHOP, &["import", "shop-dev-shop", "--all"]).await.exits(0);
    expect_file!["./imported.rs"].assert_eq(&normal(&imported.out));
    assert!(account.aws.calls().iter().all(simulator::Call::is_read));
    let _imported = imported.complains("nothing was taken over");

    let (declared, again) =
        (Blueprint::resolve(&SHOP, "dev").unwrap(), Blueprint::resolve(&imported::APP, "dev").unwrap());
    let services = again.workloads().filter(|(_, workload)| workload.service().is_some());
    assert_eq!(services.count(), 5);
    for (_, workload) in declared.workloads().filter(|(_, workload)| workload.service().is_some()) {
        let same = again.workloads().find(|(_, other)| other.identity.name == workload.identity.name);
        let (_, same) = same.unwrap_or_else(|| panic!("{} was not imported", workload.identity.name));
        assert_eq!(told(same), told(workload), "{}", workload.identity.name);
    }
}

#[tokio::test(start_paused = true)]
async fn a_cluster_alone_or_single_services() {
    let account = Account::new(1);
    account.deploy(SHOP).await;
    let cluster = account.run_as_is(SHOP, &["import", "shop-dev-shop"]).await.exits(0).says("#[cluster(");
    assert!(!cluster.out.contains("#[service("), "{}", cluster.out);
    let one = account.run_as_is(SHOP, &["import", "shop-dev-shop/shop-dev-web"]).await.exits(0);
    assert_eq!(one.out.matches("#[service(").count(), 1, "{}", one.out);
    let missing = account.run_as_is(SHOP, &["import", "shop-dev-shop/nobody"]).await.exits(1);
    let _missing = missing.complains("there is no service nobody in cluster shop-dev-shop");
    let _missing =
        account.run_as_is(SHOP, &["import", "nowhere"]).await.exits(1).complains("there is no cluster nowhere");
    let _wrong =
        account.run_as_is(SHOP, &["import", "a/b/c"]).await.exits(2).complains("names no cluster and no service");
}

#[tokio::test(start_paused = true)]
async fn tasks_that_schedules_start_are_imported_with_their_schedules() {
    let account = Account::new(1);
    account.deploy(night::APP).await;
    let snapshot = account.aws.snapshot();
    let family = snapshot["ecs"]["families"].as_object().unwrap().keys().next().unwrap().clone();
    let arn = |resource: &str| format!("arn:aws:ecs:eu-central-1:111122223333:{resource}");
    account.aws.put_event_rule(
        "hourly",
        serde_json::json!({
            "ScheduleExpression": "rate(1 hour)", "State": "ENABLED",
            "Targets": [{ "Id": "1", "Arn": arn("cluster/shop-dev-shop"),
                          "EcsParameters": { "TaskDefinitionArn": arn(&format!("task-definition/{family}")) } }],
        }),
    );
    let imported = account.run_as_is(SHOP, &["import", "shop-dev-shop", "--all"]).await.exits(0);
    expect_file!["./imported_tasks.rs"].assert_eq(&normal(&imported.out));
    let again = Blueprint::resolve(&imported_tasks::APP, "dev").unwrap();
    let (_, report) = again.workloads().next().unwrap();
    let task = report.task().unwrap();
    let expressions: Vec<&str> = task.schedules.iter().map(|schedule| schedule.expression).collect();
    assert_eq!(expressions, ["cron(0 3 * * ? *)", "rate(1 hour)"]);
    assert_eq!(
        (task.schedules[0].timezone, task.flexible_seconds, task.retries),
        (Some("Europe/Berlin"), Some(900), 3)
    );
    assert_eq!((report.container.image.as_str(), report.cpu, report.memory), ("report:1", 512, 1024));
}
