//! Repositories of images that are built: there before their images come, and until nobody starts them any more.

use infra_core::blueprint::Blueprint;
use infra_core::plan::Plan;
use infra_macros::{app, cluster, service};
use serde_json::Value;

use super::{comes_after, deployed, lines, planned};
use crate::images::{ImageState, fill, host};
use crate::observe::Observed;
use crate::plan::Action;

/// A shop whose service has these containers.
macro_rules! shop {
    ($($keys:tt)*) => {{
        #[cluster]
        struct Shop;

        #[service(cluster = Shop, $($keys)*)]
        struct Web;

        let shop = Blueprint::resolve(&app!("shop": Shop, Web), "prod").unwrap();
        fill(&shop, &host("111122223333", "eu-central-1"), &[].into())
    }};
}

/// The shop as it was deployed, with these images to be built.
fn observed(blueprint: &Blueprint, images: &[&str]) -> Observed {
    let mut observed = deployed(blueprint);
    let build = |key: &&str| ((*key).to_owned(), ImageState::Build { why: Vec::new() });
    observed.images = images.iter().map(build).collect();
    observed
}

/// The template of a step, and whether it waits until deployments are done.
fn sent(plan: &Plan<Action>, step: usize) -> (&Value, bool) {
    match &plan.steps[step].action {
        Action::UpdateStack { stack, .. } => (&stack.template.body, false),
        Action::ShrinkStack { stack, .. } => (&stack.template.body, true),
        other => panic!("no stack: {other:?}"),
    }
}

fn repositories(body: &Value) -> Vec<&str> {
    let resources = body["Resources"].as_object().unwrap().values();
    let names = resources.map(|resource| &resource["Properties"]["RepositoryName"]);
    names.filter_map(Value::as_str).collect()
}

#[test]
fn an_image_comes_between_the_stack_that_makes_its_repository_and_what_runs_it() {
    let before = shop!(image = "web:1");
    let after = shop!(image = cargo("web"));
    let plan = planned(&after, &observed(&before, &["web"]));
    assert_eq!(
        lines(&plan),
        ["update web stack", "create web image", "update web task definition", "update web service",]
    );
    assert!(comes_after(&plan, "create web image", "update web stack"));
    assert!(comes_after(&plan, "update web task definition", "create web image"));
}

#[test]
fn a_repository_stays_until_the_old_tasks_are_gone() {
    let before = shop!(image = cargo("web"), container("proxy", image = cargo("proxy")));
    let after = shop!(image = cargo("web"));
    let plan = planned(&after, &observed(&before, &[]));
    assert_eq!(lines(&plan), ["update web task definition", "update web service", "update web stack"]);
    assert!(comes_after(&plan, "update web stack", "update web service"));
    let (body, waits) = sent(&plan, 2);
    assert_eq!((repositories(body), waits), (vec!["shop-prod-web"], true));
    assert!(plan.notes.iter().any(|note| note.starts_with("the images in shop-prod-web-proxy go with it")));
}

#[test]
fn a_repository_stays_beside_the_one_that_takes_its_place() {
    let before = shop!(image = "web:1", container("proxy", image = cargo("proxy")));
    let after = shop!(image = "web:1", container("router", image = cargo("router")));
    let plan = planned(&after, &observed(&before, &["web-router"]));
    assert_eq!(
        lines(&plan),
        [
            "update web stack",
            "create web image",
            "update web task definition",
            "update web service",
            "update web stack",
        ]
    );
    let (between, waits) = sent(&plan, 0);
    assert_eq!((repositories(between).len(), waits), (2, false));
    let (last, waits) = sent(&plan, 4);
    assert_eq!((repositories(last), waits), (vec!["shop-prod-web-router"], true));
}

#[test]
fn old_tasks_may_pull_until_they_are_gone_and_new_ones_at_once() {
    let before = shop!(image = cargo("web"));
    let after = shop!(image = "999988887777.dkr.ecr.eu-central-1.amazonaws.com/web:1");
    let plan = planned(&after, &observed(&before, &[]));
    assert_eq!(
        lines(&plan),
        ["update web stack", "update web task definition", "update web service", "update web stack",]
    );
    let may_pull = |step: usize| {
        let (body, _) = sent(&plan, step);
        let role = body["Resources"]["ExecutionRole"].to_string();
        ["shop-prod-web\"", "999988887777"].map(|name| role.contains(name))
    };
    assert_eq!((may_pull(0), may_pull(3)), ([true, true], [false, true]));
    let permissions = |step: usize| {
        let changes = plan.steps[step].permissions.iter().map(ToString::to_string);
        changes.map(|change| change[..1].to_owned()).collect::<String>()
    };
    assert_eq!((permissions(0), permissions(3)), ("+".to_owned(), "-".to_owned()));
}
