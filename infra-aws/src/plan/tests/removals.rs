//! Items that the app has no more.

use super::{comes_after, deployed, lines, planned};
use crate::observe::Observed;
use crate::plan::plan_destroy;
use crate::template::fixture::fargate_shop;

#[test]
fn a_removed_service_goes_with_all_that_it_had() {
    let mut blueprint = fargate_shop();
    let observed = deployed(&blueprint);
    blueprint.clusters[0].workloads.retain(|workload| workload.identity.name != "web");
    let plan = planned(&blueprint, &observed);
    for line in ["delete web service", "delete web stack", "delete web task definitions"] {
        assert!(lines(&plan).contains(&line.to_owned()), "{line} is not in {:?}", lines(&plan));
    }
    assert!(comes_after(&plan, "delete web stack", "delete web service"));
}

#[test]
fn a_removed_task_stops_before_its_roles_go() {
    let mut blueprint = fargate_shop();
    let observed = deployed(&blueprint);
    blueprint.clusters[0].workloads.retain(|workload| workload.identity.name != "rollup");
    let plan = planned(&blueprint, &observed);
    assert_eq!(lines(&plan), ["delete rollup task definitions", "delete rollup running tasks", "delete rollup stack"]);
}

#[test]
fn the_cluster_that_goes_goes_last() {
    let mut blueprint = fargate_shop();
    let observed = deployed(&blueprint);
    blueprint.clusters.clear();
    let plan = planned(&blueprint, &observed);
    assert!(comes_after(&plan, "delete cluster stack", "delete web stack"));
    assert!(comes_after(&plan, "delete cluster stack", "delete rollup stack"));
}

#[test]
fn what_an_interrupted_removal_left_inactive_goes() {
    let mut blueprint = fargate_shop();
    let mut observed = deployed(&blueprint);
    blueprint.clusters[0].workloads.retain(|workload| workload.identity.name != "rollup");
    observed.stacks.remove("shop-prod-rollup");
    observed.families.remove("shop-prod-rollup");
    observed.inactive_families.insert("shop-prod-rollup".into(), "rollup".into());
    assert_eq!(lines(&planned(&blueprint, &observed)), ["delete rollup task definitions"]);

    let only_inactive = Observed { inactive_families: observed.inactive_families, ..Observed::default() };
    let plan = plan_destroy(&blueprint, &only_inactive).unwrap();
    assert_eq!(lines(&plan), ["delete rollup task definitions"]);
}

#[test]
fn an_inactive_family_of_a_declared_item_is_no_candidate() {
    let blueprint = fargate_shop();
    let mut observed = deployed(&blueprint);
    observed.families.remove("shop-prod-rollup");
    observed.inactive_families.insert("shop-prod-rollup".into(), "rollup".into());
    assert_eq!(lines(&planned(&blueprint, &observed)), ["create rollup task definition"]);
}
