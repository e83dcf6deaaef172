//! Repositories of images that are built.

use expect_test::expect_file;
use infra_core::blueprint::{Blueprint, ContainerBlueprint, WorkloadBlueprint};
use infra_macros::{app, cluster, service, task};
use serde_json::{Value, json};

use super::snapshot::check;
use super::stacks;
use crate::template::diff::{Verb, diff};
use crate::template::fixture;
use crate::template::{REPOSITORY, too_long};

/// An app whose images are built, and one that is there already beside them.
pub(in crate::template) fn built() -> Blueprint {
    #[cluster]
    struct Shop;

    #[service(
        cluster = Shop,
        image = cargo("web"),
        container("log_router", image = dockerfile("router/Dockerfile")),
        container("proxy", image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/proxy:1"),
    )]
    struct Web;

    #[task(cluster = Shop, image = dockerfile("rollup/Dockerfile", context = "."))]
    struct Rollup;

    #[task(cluster = Shop, image = "busybox:1.37")]
    struct Sweep;

    Blueprint::resolve(&app!("shop": Shop, Web, Rollup, Sweep), "prod").unwrap()
}

#[test]
fn each_image_that_is_built_has_a_repository_of_its_own() {
    let stacks = stacks(&built());
    check(&stacks[1], &expect_file!["../snapshot/built-service.txt"]);
    let resources = stacks.iter().flat_map(|stack| stack.body["Resources"].as_object().unwrap().values());
    let repositories = resources.filter(|resource| resource["Type"] == REPOSITORY);
    let names: Vec<&str> = repositories
        .map(|repository| {
            assert_eq!(repository["DeletionPolicy"], "Delete");
            let properties = &repository["Properties"];
            assert_eq!(properties["EmptyOnDelete"], true);
            assert_eq!(properties["ImageTagMutability"], "IMMUTABLE");
            assert_eq!(properties.get("RepositoryPolicyText"), None);
            properties["RepositoryName"].as_str().unwrap()
        })
        .collect();
    assert_eq!(names, ["shop-prod-web-log-router", "shop-prod-web", "shop-prod-rollup"]);
}

#[test]
fn hundreds_of_items_fit_whose_images_are_built() {
    let names = fixture::names("an-app-with-a-name", "production");
    let build = |workload: &mut WorkloadBlueprint, container: &ContainerBlueprint| {
        workload.container.built.clone_from(&container.built);
    };
    let like = built();
    let like = &like.clusters[0].workloads[0].container;
    let services = (0..300).map(|number| {
        let mut service = fixture::service(&names, format!("a-service-with-a-name-{number}").leak(), &[]);
        build(&mut service, like);
        service
    });
    let cluster = fixture::cluster(&names, "cluster", services.collect());
    let stacks = stacks(&fixture::blueprint(names.clone(), vec![cluster]));
    assert_eq!(stacks.len(), 301);
    for stack in stacks {
        assert_eq!(too_long(&stack.body), None, "{}", stack.name);
    }
}

#[test]
fn no_rule_deletes_what_is_not_marked() {
    let stacks = stacks(&built());
    let repository = &stacks[1].body["Resources"]["WebRepository"]["Properties"];
    let policy = repository["LifecyclePolicy"]["LifecyclePolicyText"].as_str().unwrap();
    let policy: Value = serde_json::from_str(policy).unwrap();
    for rule in policy["rules"].as_array().unwrap() {
        assert_eq!(rule["selection"]["tagStatus"], "tagged");
        assert_eq!(rule["selection"]["tagPrefixList"], json!(["retired-"]));
    }
}

#[test]
fn an_execution_role_pulls_from_its_own_repositories_alone() {
    let stacks = stacks(&built());
    let statements = |stack: usize| {
        let policies = &stacks[stack].body["Resources"]["ExecutionRole"]["Properties"]["Policies"];
        policies[0]["PolicyDocument"]["Statement"].as_array().unwrap().clone()
    };
    let pull = |stack: usize| {
        statements(stack)
            .into_iter()
            .find(|statement| statement["Action"].as_array().unwrap().contains(&json!("ecr:BatchGetImage")))
            .map(|statement| statement["Resource"].clone())
    };
    let own = |name: &str| json!({ "Fn::Sub": format!("arn:${{AWS::Partition}}:ecr:${{AWS::Region}}:${{AWS::AccountId}}:repository/{name}") });
    let other = json!({ "Fn::Sub": "arn:${AWS::Partition}:ecr:eu-central-1:111122223333:repository/proxy" });
    assert_eq!(pull(1), Some(json!([own("shop-prod-web"), own("shop-prod-web-log-router"), other])));
    assert_eq!(pull(2), Some(json!([own("shop-prod-rollup")])));
    assert_eq!(pull(3), None);
}

#[test]
fn a_repository_that_is_not_needed_any_more_is_taken_out() {
    let built = stacks(&built());
    let mut without = built[2].body.clone();
    without["Resources"].as_object_mut().unwrap().remove("RollupRepository");
    let changes = diff(&built[2].body, &without);
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].verb, changes[0].resource_type.as_str()), (Verb::Remove, REPOSITORY));
}
