//! Deployments that move traffic between two target groups.

use std::collections::BTreeSet;

use aws_sdk_ecs::types::{Deployment, DeploymentRolloutState};
use infra_core::blueprint::{Blueprint, ServiceBlueprint, WorkloadKind};
use infra_core::declaration::{BlueGreen, Canary, Deploy, Linear, Rolling, Smoke};
use infra_core::plan::{Effect, Plan};

use super::{comes_after, deployed, deployed_on, lines, planned};
use crate::Error;
use crate::deployments::Recorded;
use crate::observe::Observed;
use crate::plan::{Action, plan};
use crate::template::Serving;
use crate::template::fixture::moving_shop;

const BLUE_GREEN: Deploy = Deploy::BlueGreen(BlueGreen::new());
const ROLLING: Deploy = Deploy::Rolling(Rolling::new());

/// The shop after its traffic was moved.
fn moved(blueprint: &Blueprint) -> Observed {
    deployed_on(blueprint, BTreeSet::from(["shop-prod-web".to_owned()]))
}

/// The shop as `moving_shop` declares it, with another strategy.
fn with(deploy: Deploy) -> Blueprint {
    let mut blueprint = moving_shop(deploy);
    if !deploy.moves_traffic() {
        service(&mut blueprint).routes[0].test_priority = None;
    }
    blueprint
}

fn service(blueprint: &mut Blueprint) -> &mut ServiceBlueprint {
    match &mut blueprint.clusters[0].workloads[0].kind {
        WorkloadKind::Service(service) => service,
        WorkloadKind::Task(_) => panic!("web is a service"),
    }
}

fn stack_of(plan: &Plan<Action>, step: usize) -> serde_json::Value {
    match &plan.steps[step].action {
        Action::UpdateStack { stack, .. } | Action::ShrinkStack { stack, .. } => stack.template.body.clone(),
        other => panic!("no stack: {other:?}"),
    }
}

#[test]
fn nothing_is_to_be_done_wherever_the_traffic_is() {
    for deploy in [BLUE_GREEN, Deploy::Canary(Canary::new(10)), Deploy::Linear(Linear::new(10))] {
        let blueprint = moving_shop(deploy);
        for mut observed in [deployed(&blueprint), moved(&blueprint)] {
            assert!(planned(&blueprint, &observed).is_empty());
            // ECS may name the target groups in the other order.
            let service = &mut observed.services.values_mut().next().unwrap().service;
            let balancer = service.load_balancers.first_mut().unwrap();
            let moving = balancer.moving.as_mut().unwrap();
            std::mem::swap(&mut balancer.target_group, &mut moving.alternate_target_group);
            assert!(planned(&blueprint, &observed).is_empty());
        }
    }
}

#[test]
fn a_new_image_moves_the_traffic() {
    for (deploy, strategy, seconds) in [
        (BLUE_GREEN, "blue/green", 380),
        (Deploy::Canary(Canary { bake_seconds: 60, ..Canary::new(10) }), "canary", 200),
        (Deploy::Linear(Linear { every_seconds: 60, ..Linear::new(50) }), "linear", 440),
    ] {
        let mut blueprint = moving_shop(deploy);
        let observed = deployed(&blueprint);
        blueprint.clusters[0].workloads[0].container.image = "web:2".into();
        let plan = planned(&blueprint, &observed);
        assert_eq!(lines(&plan), ["update web task definition", "update web service"]);
        assert_eq!(plan.steps[1].effect, Effect::TrafficShift { strategy, tasks: 1, seconds });
    }
}

#[test]
fn other_numbers_of_the_strategy_count_from_the_next_deployment() {
    let observed = deployed(&moving_shop(BLUE_GREEN));
    let longer = Deploy::BlueGreen(BlueGreen { bake_seconds: 3_600, ..BlueGreen::new() });
    let plan = planned(&moving_shop(longer), &observed);
    assert_eq!(lines(&plan), ["update web service"]);
    assert_eq!(plan.steps[0].effect, Effect::NextDeployment);
    assert!(plan.to_string().contains("old tasks stay: 5 min -> 60 min"), "{plan}");
}

#[test]
fn a_service_that_begins_to_move_traffic_gets_what_moves_it_first() {
    let observed = deployed(&with(ROLLING));
    let plan = planned(&with(BLUE_GREEN), &observed);
    assert_eq!(lines(&plan), ["update web stack", "update web service"]);
    assert_eq!(plan.steps[0].effect, Effect::InPlace);
    assert!(matches!(plan.steps[1].action, Action::UpdateService { deploys: true, .. }), "{plan}");
    assert!(matches!(plan.steps[1].effect, Effect::TrafficShift { .. }), "{plan}");
    assert!(comes_after(&plan, "update web service", "update web stack"));
    assert!(plan.notes.iter().any(|note| note.contains("move its traffic from now on")), "{plan}");
}

#[test]
fn a_service_that_is_rolling_again_lets_go_before_what_moved_it_goes() {
    let observed = deployed(&with(BLUE_GREEN));
    let plan = planned(&with(ROLLING), &observed);
    assert_eq!(lines(&plan), ["update web service", "update web stack"]);
    assert!(matches!(plan.steps[0].action, Action::UpdateService { deploys: true, .. }), "{plan}");
    assert!(matches!(plan.steps[0].effect, Effect::RollingRestart { .. }), "{plan}");
    // The old tasks answer through it until the new ones are there.
    assert!(matches!(plan.steps[1].action, Action::ShrinkStack { settle: true, .. }), "{plan}");
    assert_eq!(plan.steps[1].after, [0]);
    assert!(stack_of(&plan, 1)["Resources"].get("AlternateTargetGroup").is_none());
    assert!(plan.notes.iter().any(|note| note.contains("second target group, its test rule")), "{plan}");
}

#[test]
fn a_service_that_is_rolling_again_stays_where_its_traffic_is() {
    let plan = planned(&with(ROLLING), &moved(&with(BLUE_GREEN)));
    assert_eq!(lines(&plan), ["update web service", "update web stack"]);
    assert!(matches!(plan.steps[1].action, Action::ShrinkStack { .. }), "{plan}");
    let resources = stack_of(&plan, 1)["Resources"].clone();
    assert!(resources.get("AlternateTargetGroup").is_some() && resources.get("InfrastructureRole").is_none());
    assert!(plan.notes.iter().any(|note| note.contains("which has its traffic")), "{plan}");
    assert!(planned(&with(ROLLING), &moved(&with(ROLLING))).is_empty());
    let again = planned(&with(BLUE_GREEN), &moved(&with(ROLLING)));
    assert_eq!(lines(&again), ["update web stack", "update web service"]);
}

#[test]
fn what_moved_the_traffic_stays_until_an_interrupted_return_to_rolling_is_done() {
    let mut observed = deployed(&with(BLUE_GREEN));
    let rolling = deployed(&with(ROLLING));
    for (deploying, shrinks) in [(true, true), (false, false)] {
        observed.services = rolling.services.clone();
        let state = if deploying { DeploymentRolloutState::InProgress } else { DeploymentRolloutState::Completed };
        let primary = Deployment::builder().status("PRIMARY").rollout_state(state).build();
        observed.services.values_mut().next().unwrap().deployments = vec![primary];
        let plan = planned(&with(ROLLING), &observed);
        assert_eq!(lines(&plan), ["update web stack"]);
        assert_eq!(matches!(plan.steps[0].action, Action::ShrinkStack { .. }), shrinks, "{plan}");
    }
}

#[test]
fn a_changed_stack_leaves_the_traffic_where_it_is() {
    for (alternate, weights) in [(false, ["100", "0"]), (true, ["0", "100"])] {
        let mut blueprint = with(BLUE_GREEN);
        let mut observed = if alternate { moved(&blueprint) } else { deployed(&blueprint) };
        // What the stack was made with says nothing.
        observed.stacks.get_mut("shop-prod-web").unwrap().parameters.insert("TargetGroupWeight".into(), "7".into());
        service(&mut blueprint).health.path = "/ready";
        let plan = planned(&blueprint, &observed);
        assert_eq!(lines(&plan), ["update web stack"]);
        assert!(!plan.to_string().contains("rule"), "{plan}");
        let Action::UpdateStack { stack, .. } = &plan.steps[0].action else { panic!("{plan}") };
        let values = stack.values(&observed.known).unwrap();
        assert_eq!([&values["TargetGroupWeight"], &values["AlternateTargetGroupWeight"]], weights);
        let serving = if alternate { Serving::Alternate } else { Serving::Primary };
        assert_eq!(observed.known.serving("shop-prod-web"), serving);
    }
}

#[test]
fn a_stack_does_not_change_while_the_traffic_moves() {
    let blueprint = with(BLUE_GREEN);
    let mut observed = deployed(&blueprint);
    observed.services.values_mut().next().unwrap().recorded = Some(Recorded::GoesOn);
    assert!(planned(&blueprint, &observed).is_empty(), "the deployment goes on");
    let mut changed = blueprint.clone();
    service(&mut changed).health.path = "/ready";
    for declared in [changed, with(ROLLING)] {
        let error = plan(&declared, &observed).unwrap_err();
        assert!(matches!(&error, Error::Conflict(text) if text.contains("moves its traffic")), "{error}");
    }
}

#[test]
fn a_deployment_that_waits_says_for_what() {
    const TEST: Option<Smoke> = Some(Smoke(|_| Ok(())));
    for (pause_seconds, smoke, words) in [
        (Some(86_400), None, "waits for `infra approve`; it rolls back after 1440 min without it"),
        (None, TEST, "waits for its smoke test"),
        (Some(60), TEST, "waits for its smoke test, then for `infra approve`; it rolls back after 1 min without it"),
    ] {
        let mut blueprint = with(BLUE_GREEN);
        let plain = deployed(&blueprint);
        service(&mut blueprint).deploy = Deploy::BlueGreen(BlueGreen { pause_seconds, ..BlueGreen::new() });
        service(&mut blueprint).smoke = smoke;
        let observed = deployed(&blueprint);
        assert!(planned(&blueprint, &observed).is_empty());
        // To wait from the next deployment on makes none.
        let first = planned(&blueprint, &plain);
        assert_eq!((lines(&first), first.steps[0].effect), (vec!["update web service".into()], Effect::NextDeployment));
        assert!(first.to_string().contains("waits: PAUSE at POST_TEST_TRAFFIC_SHIFT"), "{first}");
        assert!(!first.to_string().contains(words), "{first}");
        blueprint.clusters[0].workloads[0].container.image = "web:2".into();
        let plan = planned(&blueprint, &observed);
        assert!(plan.to_string().contains(words), "{plan}");
    }
}
