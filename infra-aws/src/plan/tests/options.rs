//! Options of containers, deployments and schedules: what their change does, and how the plan tells it.

use infra_core::blueprint::{Blueprint, ServiceBlueprint, WorkloadBlueprint, WorkloadKind};
use infra_core::declaration::{Breaker, Deploy, Early, LogMode, Rolling};
use infra_core::plan::{Effect, Plan};

use super::{deployed, lines, planned};
use crate::plan::Action;
use crate::template::fixture::fargate_shop;

/// The plan that a change of a workload of the deployed shop makes.
fn after(name: &str, change: impl FnOnce(&mut WorkloadBlueprint)) -> Plan<Action> {
    let mut blueprint: Blueprint = fargate_shop();
    let observed = deployed(&blueprint);
    let mut workloads = blueprint.clusters[0].workloads.iter_mut();
    change(workloads.find(|workload| workload.identity.name == name).unwrap());
    planned(&blueprint, &observed)
}

fn of_service(change: impl FnOnce(&mut ServiceBlueprint)) -> Plan<Action> {
    after("web", |web| match &mut web.kind {
        WorkloadKind::Service(service) => change(service),
        WorkloadKind::Task(_) => panic!("web is a service"),
    })
}

#[test]
fn another_process_is_another_revision() {
    let plan = after("web", |web| {
        web.container.process.entrypoint = vec!["/bin/tini".into()];
        web.container.process.user = Some("1000".into());
        web.container.process.stop_seconds = Some(60);
        web.logs.group.as_mut().unwrap().mode = LogMode::Blocking;
    });
    assert_eq!(lines(&plan), ["update web task definition", "update web service"]);
    let details: Vec<String> = plan.steps[0].details.iter().map(ToString::to_string).collect();
    assert_eq!(
        details,
        ["entrypoint: [\"/bin/tini\"]", "log mode: non-blocking -> blocking", "stop timeout: 60 s", "user: 1000"]
    );
}

#[test]
fn the_way_of_deployments_changes_in_place() {
    let plan = of_service(|service| {
        service.deploy = Deploy::Rolling(Rolling { min: 0, max: 100 });
        service.breaker = Some(Breaker { failures: 3 });
        service.alarms = vec!["shop-slow", "shop-5xx"];
        service.early = Some(Early { percent: 50 });
    });
    assert_eq!(lines(&plan), ["update web service"]);
    assert_eq!(plan.steps[0].effect, Effect::InPlace);
    let details: Vec<String> = plan.steps[0].details.iter().map(ToString::to_string).collect();
    assert_eq!(
        details,
        [
            "alarms: shop-5xx, shop-slow, rollback on",
            "availability zone rebalancing: on -> off",
            "done early: 50 % healthy, old tasks stop later",
            "failed tasks until rollback: 3",
            "healthy percent: 100 to 200 -> 0 to 100",
        ]
    );
}

#[test]
fn a_pause_is_the_schedules_alone() {
    let plan = after("rollup", |rollup| match &mut rollup.kind {
        WorkloadKind::Task(task) => task.paused = true,
        WorkloadKind::Service(_) => panic!("rollup is a task"),
    });
    assert_eq!(lines(&plan), ["update rollup stack"]);
    assert!(plan.to_string().contains("State: ENABLED -> DISABLED"), "{plan}");
}
