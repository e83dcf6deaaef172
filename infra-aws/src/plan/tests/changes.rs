//! What a changed declaration changes, and nothing else.

use infra_core::blueprint::{Blueprint, WorkloadKind};
use infra_core::declaration::{Nat, Range, Scale, Size};
use infra_core::plan::{Effect, Plan};

use super::{comes_after, deployed, lines, place, planned};
use crate::Error;
use crate::plan::{Action, plan};
use crate::template::fixture::{fargate_shop, network};

/// The plan that a change of the deployed shop makes.
fn after(change: impl FnOnce(&mut Blueprint)) -> Plan<Action> {
    let mut blueprint = fargate_shop();
    let observed = deployed(&blueprint);
    change(&mut blueprint);
    planned(&blueprint, &observed)
}

fn web(blueprint: &mut Blueprint) -> &mut infra_core::blueprint::WorkloadBlueprint {
    blueprint.clusters[0].workloads.iter_mut().find(|workload| workload.identity.name == "web").unwrap()
}

fn service(blueprint: &mut Blueprint) -> &mut infra_core::blueprint::ServiceBlueprint {
    match &mut web(blueprint).kind {
        WorkloadKind::Service(service) => service,
        WorkloadKind::Task(_) => panic!("web is a service"),
    }
}

#[test]
fn a_changed_image_makes_a_revision_and_an_update_and_touches_no_stack() {
    let plan = after(|blueprint| web(blueprint).container.image = "web:2".into());
    assert_eq!(lines(&plan), ["update web task definition", "update web service"]);
    assert!(matches!(plan.steps[1].effect, Effect::RollingRestart { .. }), "{plan}");
    assert!(
        matches!(&plan.steps[1].action, Action::UpdateService { changed: Some(changed), force: false, .. } if changed.is_empty())
    );
    assert!(plan.to_string().contains("-> web:2"), "{plan}");
}

#[test]
fn a_changed_task_image_counts_from_its_next_start() {
    let plan = after(|blueprint| {
        let rollup = blueprint.clusters[0].workloads.iter_mut().find(|workload| workload.identity.name == "rollup");
        rollup.unwrap().container.image = "rollup:2".into();
    });
    assert_eq!(lines(&plan), ["update rollup task definition"]);
    assert_eq!(plan.steps[0].effect, Effect::NextStart);
}

#[test]
fn a_changed_count_restarts_nothing() {
    let plan = after(|blueprint| service(blueprint).size = Size::Count(5));
    assert!(lines(&plan).contains(&"update web service".to_owned()), "{plan}");
    assert_eq!(plan.steps[place(&plan, "update web service")].effect, Effect::InPlace);
}

#[test]
fn scaling_that_comes_leaves_the_count_alone() {
    let scale = Scale { cpu: Some(60), ..Scale::new(Range { min: 2, max: 8 }) };
    let plan = after(|blueprint| service(blueprint).size = Size::Scale(scale));
    let scaling = lines(&plan).into_iter().filter(|line| line.ends_with("web scaling")).count();
    assert_eq!(scaling, 1, "{plan}");
    assert!(!lines(&plan).contains(&"update web service".to_owned()), "{plan}");
}

#[test]
fn a_changed_health_check_is_the_stacks_alone() {
    let plan = after(|blueprint| service(blueprint).health.path = "/ready");
    assert_eq!(lines(&plan), ["update web stack"]);
    assert_eq!(plan.steps[0].effect, Effect::InPlace);
    assert!(plan.to_string().contains("target group"), "{plan}");
}

#[test]
fn a_drifted_field_is_put_back() {
    let blueprint = fargate_shop();
    let mut observed = deployed(&blueprint);
    let service = observed.services.values_mut().next().unwrap();
    service.service.deployment.circuit_breaker = (false, false);
    let plan = planned(&blueprint, &observed);
    assert_eq!(lines(&plan), ["update web service"]);
    assert_eq!(plan.steps[0].effect, Effect::NextDeployment);
    assert!(plan.to_string().contains("circuit breaker: off, rollback off -> on, rollback on"), "{plan}");
}

#[test]
fn a_cluster_does_not_move_to_another_vpc() {
    let mut blueprint = fargate_shop();
    let observed = deployed(&blueprint);
    blueprint.clusters[0].network = network("10.99.0.0/16", 2, Nat::None);
    let error = plan(&blueprint, &observed).unwrap_err();
    assert!(matches!(&error, Error::Conflict(text) if text.contains("another VPC")), "{error}");
}

#[test]
fn a_route_that_moves_is_freed_before_it_is_taken() {
    let plan = after(|blueprint| {
        let mut other = web(blueprint).clone();
        other.identity.name = "other";
        other.identity.physical = "shop-prod-other".into();
        service(blueprint).routes.clear();
        blueprint.clusters[0].workloads.insert(0, other);
    });
    assert!(comes_after(&plan, "create other stack", "update web stack"), "{:?}", lines(&plan));
    assert!(plan.notes.iter().any(|note| note.contains("takes over a route")), "{plan}");
}

#[test]
fn services_that_exchange_their_routes_free_one_first() {
    let mut blueprint = fargate_shop();
    let mut other = web(&mut blueprint).clone();
    other.identity.name = "other";
    other.identity.physical = "shop-prod-other".into();
    other.logs.group = Some(crate::template::fixture::log_group("/ecs/shop-prod-other".into()));
    other.container.name = "other".into();
    if let WorkloadKind::Service(service) = &mut other.kind {
        service.routes = vec![crate::template::fixture::route("/other/*", None, 20_000)];
    }
    blueprint.clusters[0].workloads.push(other);
    let observed = deployed(&blueprint);
    assert!(planned(&blueprint, &observed).is_empty());
    let last = blueprint.clusters[0].workloads.len() - 1;
    let routes = service(&mut blueprint).routes.clone();
    let WorkloadKind::Service(other) = &mut blueprint.clusters[0].workloads[last].kind else { panic!("a service") };
    let others = std::mem::replace(&mut other.routes, routes);
    service(&mut blueprint).routes = others;
    let plan = planned(&blueprint, &observed);
    assert_eq!(lines(&plan), ["update other stack", "update web stack", "update other stack"]);
    assert_eq!(plan.steps[1].after, [0]);
    assert_eq!(plan.steps[2].after, [1]);
}

#[test]
fn what_tasks_use_goes_only_after_they_have_let_go() {
    let mut blueprint = fargate_shop();
    blueprint.clusters[0].network = network("10.0.0.0/16", 3, Nat::None);
    let observed = deployed(&blueprint);
    blueprint.clusters[0].network = network("10.0.0.0/16", 2, Nat::None);
    let plan = planned(&blueprint, &observed);
    let last = plan.steps.last().unwrap();
    assert!(matches!(last.action, Action::ShrinkStack { .. }), "{plan}");
    assert!(matches!(plan.steps[0].action, Action::UpdateStack { .. }), "the new outputs come first: {plan}");
    assert!(last.after.contains(&place(&plan, "update web service")), "{plan}");
    assert!(!plan.steps[0].details.iter().any(|detail| detail.what.starts_with('-')), "{plan}");
    assert!(last.details.iter().all(|detail| detail.what.starts_with('-')), "{plan}");
}

#[test]
fn another_strategy_forces_a_deployment_also_beside_another_image() {
    let blueprint = fargate_shop();
    let mut observed = deployed(&blueprint);
    for service in observed.services.values_mut() {
        service.service.strategy[0].weight += 1;
    }
    let mut with_image = blueprint.clone();
    web(&mut with_image).container.image = "web:2".into();
    for declared in [blueprint, with_image] {
        let plan = planned(&declared, &observed);
        let update = &plan.steps[place(&plan, "update web service")];
        assert!(matches!(update.action, Action::UpdateService { force: true, deploys: true, .. }), "{plan}");
    }
}

#[test]
fn a_service_lets_go_of_its_target_group_before_it_goes() {
    let plan = after(|blueprint| service(blueprint).routes.clear());
    assert!(comes_after(&plan, "update web stack", "update web service"), "{plan}");
}

#[test]
fn a_service_does_not_move_to_another_cluster() {
    let blueprint = fargate_shop();
    let mut observed = deployed(&blueprint);
    let (_, mut service) = observed.services.pop_first().unwrap();
    service.service.cluster = "shop-prod-other".into();
    observed.services.insert(service.service.key(), service);
    let error = plan(&blueprint, &observed).unwrap_err();
    assert!(matches!(&error, Error::Conflict(text) if text.contains("would move from cluster")), "{error}");
}

#[test]
fn a_shrinking_that_was_interrupted_goes_on_with_its_second_half() {
    let mut blueprint = fargate_shop();
    blueprint.clusters[0].network = network("10.0.0.0/16", 3, Nat::None);
    let mut observed = deployed(&blueprint);
    blueprint.clusters[0].network = network("10.0.0.0/16", 2, Nat::None);
    let first = planned(&blueprint, &observed);
    let Action::UpdateStack { stack, .. } = &first.steps[0].action else { panic!("{first}") };
    let body = serde_json::from_str(&stack.body(&stack.values(&observed.known).unwrap())).unwrap();
    observed.bodies.insert(stack.name().to_owned(), body);
    let again = planned(&blueprint, &observed);
    let stacks = again.steps.iter().filter(|step| step.kind == "stack" && step.item == "cluster").count();
    assert_eq!(stacks, 1, "{again}");
    assert!(matches!(again.steps.last().unwrap().action, Action::ShrinkStack { .. }), "{again}");
}

#[test]
fn a_changed_tag_reaches_the_service_and_restarts_nothing() {
    let plan = after(|blueprint| blueprint.clusters[0].tags.push(("cost", "42")));
    let update = &plan.steps[place(&plan, "update web service")];
    assert_eq!(update.effect, Effect::InPlace, "{plan}");
    assert!(plan.to_string().contains("tag cost: 42"), "{plan}");
    assert!(!lines(&plan).contains(&"update web task definition".to_owned()), "{plan}");
}

#[test]
fn a_second_port_is_a_revision_and_is_there_afterwards() {
    let mut blueprint = fargate_shop();
    let observed = deployed(&blueprint);
    web(&mut blueprint).container.ports.push(infra_core::declaration::Port::new(9090));
    let plan = planned(&blueprint, &observed);
    assert_eq!(lines(&plan), ["update web task definition", "update web service"]);
    assert!(plan.to_string().contains("port: 8080 -> 8080, 9090"), "{plan}");
    assert!(planned(&blueprint, &deployed(&blueprint)).is_empty());
}
