//! Templates that CloudFormation does not take.

use infra_core::blueprint::Blueprint;
use infra_core::declaration::{Allow, Template};
use infra_macros::{app, cluster, service};

use super::deployed;
use crate::Error;
use crate::observe::Observed;
use crate::plan::plan;

/// A shop whose service may read this many things whose names begin so.
fn shop(first: &'static str, count: usize) -> Blueprint {
    #[cluster]
    struct Shop;

    #[service(cluster = Shop, image = cargo("web"))]
    struct Web;

    let mut shop = Blueprint::resolve(&app!("shop": Shop, Web), "prod").unwrap();
    let arns = (0..count).map(|number| &*format!("arn:aws:s3:::{first}-{number}").leak());
    let on = arns.collect::<Vec<_>>().leak();
    shop.clusters[0].workloads[0].allow = vec![Allow { actions: &["s3:GetObject"], on }];
    shop
}

fn refused(blueprint: &Blueprint, observed: &Observed) -> String {
    match plan(blueprint, observed) {
        Err(Error::Conflict(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_template_that_is_too_long_is_refused_with_its_stack_its_size_and_the_way_out() {
    let why = refused(&shop("orders", 2_000), &Observed::default());
    assert!(why.starts_with("the template of stack shop-prod-web has "), "{why}");
    assert!(why.contains(" bytes, and CloudFormation takes 51200 without a bucket"), "{why}");
    assert!(why.contains("divide `web` into several items"), "{why}");
    // So is one that is there.
    assert!(refused(&shop("orders", 2_000), &deployed(&shop("orders", 1))).contains("shop-prod-web"));
}

#[test]
fn so_is_a_cluster_that_includes_too_much() {
    let mut blueprint = shop("orders", 1);
    let text = format!("Resources: {{ A: {{ Type: T, Properties: {{ A: {} }} }} }}", "x".repeat(51_000));
    blueprint.clusters[0].include = vec![Template { path: "own.yaml", text: text.leak() }];
    let why = refused(&blueprint, &Observed::default());
    assert!(why.contains("stack shop-prod-shop has "), "{why}");
    assert!(why.contains("put what `shop` includes into a stack of its own"), "{why}");
}

#[test]
fn what_comes_and_what_goes_may_be_too_much_together() {
    let observed = deployed(&shop("orders", 1_000));
    let mut after = shop("invoices", 1_000);
    let container = &mut after.clusters[0].workloads[0].container;
    (container.built, container.image) = (None, "web:1".into());
    let why = refused(&after, &observed);
    assert!(
        why.contains("while it changes, the template of stack shop-prod-web has what comes and what goes"),
        "{why}"
    );
    after.clusters[0].workloads[0].allow.clear();
    assert!(plan(&after, &observed).is_ok());
}
