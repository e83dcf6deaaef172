//! The linear pass against a naive one, on random apps.

use super::app;
use crate::declaration::{
    App, AutoScalingGroup, ClusterSpec, ContainerSpec, Declaration, Identity, Image, Item, Port, Provider, Range,
    Route, ServiceSpec, Source, StageSpec, Stages, WorkloadSpec,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What a random item is made of: all from small sets, so that things meet.
#[derive(Clone, Debug)]
struct Sketch {
    name: usize,
    cluster: usize,
    routes: Vec<usize>,
    stage: Option<(usize, Vec<usize>)>,
}

const NAMES: [&str; 5] = ["web", "api", "shop", "back", "worker"];
const STAGES: [&str; 3] = ["dev", "prod", "old"];
const ROUTES: [Route; 4] = [
    Route::new("/*"),
    Route { host: Some("a.example.com"), ..Route::new("/*") },
    Route::new("/api/*"),
    Route { host: Some("a.example.com"), ..Route::new("/api/*") },
];

fn sketch() -> impl Strategy<Value = Sketch> {
    let routes = || prop::collection::vec(0..ROUTES.len(), 0..3);
    (0..NAMES.len(), 0..2_usize, routes(), prop::option::of((0..STAGES.len(), routes())))
        .prop_map(|(name, cluster, routes, stage)| Sketch { name, cluster, routes, stage })
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

const fn identity(item: &'static str, name: &'static str, line: u32) -> Identity {
    Identity { item, name, description: "", source: Source { file: "src/infra.rs", line } }
}

fn cluster(item: &'static str, name: &'static str, line: u32) -> &'static Declaration<ClusterSpec> {
    leak(Declaration { identity: identity(item, name, line), base: ClusterSpec::new(), stages: &[], configure: None })
}

fn service(sketch: &Sketch, clusters: &[&'static Declaration<ClusterSpec>; 2], line: u32) -> Item {
    let spec = |routes: &[usize]| ServiceSpec {
        routes: routes.iter().map(|&route| ROUTES[route]).collect::<Vec<_>>().leak(),
        ..ServiceSpec::new(WorkloadSpec {
            ports: const { &[Port::new(80)] },
            ..WorkloadSpec::new(clusters[sketch.cluster], ContainerSpec::new(Image::Reference("nginx")))
        })
    };
    let stages: Vec<_> =
        sketch.stage.iter().map(|(stage, routes)| StageSpec { stage: STAGES[*stage], spec: spec(routes) }).collect();
    Item::Service(leak(Declaration {
        identity: identity(NAMES[sketch.name], NAMES[sketch.name], line),
        base: spec(&sketch.routes),
        stages: stages.leak(),
        configure: None,
    }))
}

/// The broken rules and the items that break them, looked for pair by pair.
fn naive(app: &App) -> BTreeSet<(String, usize, &'static str)> {
    let mut broken = BTreeSet::new();
    let mut doubles = BTreeSet::new();
    let mut add = |rule: &str, item: usize| {
        broken.insert((rule.to_owned(), item, ""));
    };
    let twice: Vec<bool> = (0..app.items.len())
        .map(|at| app.items[..at].iter().any(|other| other.identity() == app.items[at].identity()))
        .collect();
    for (at, item) in app.items.iter().enumerate() {
        let earlier = || app.items[..at].iter().zip(&twice).filter(|(_, twice)| !**twice).map(|(item, _)| item);
        if twice[at] {
            add("listed-once", at);
        } else if earlier().any(|other| other.identity().name == item.identity().name) {
            add("unique-name", at);
        }
        let Item::Service(service) = item else { continue };
        let home = &service.base.workload.cluster.identity;
        if !app.items.iter().any(|other| other.identity() == home) {
            add("listed-cluster", at);
        }
        if service.stages.iter().any(|stage| !app.stages.names.contains(&stage.stage)) {
            add("known-stage", at);
        }
        for stage in STAGES.into_iter().chain([""]) {
            let own = service.resolve(stage).routes;
            let doubled = (1..own.len()).find(|&route| own[..route].contains(&own[route]));
            let taken = earlier().any(|other| match other {
                Item::Service(other) if &other.base.workload.cluster.identity == home => {
                    other.resolve(stage).routes.iter().any(|route| own.contains(route))
                }
                _ => false,
            });
            if !twice[at] && taken {
                add("unique-route", at);
            }
            // Another route that is there twice in a stage is another mistake.
            if let Some(route) = doubled {
                doubles.insert(("route-twice".to_owned(), at, own[route].path));
            }
        }
    }
    broken.append(&mut doubles);
    broken
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_pass_finds_what_pairs_show(
        sketches in prop::collection::vec(sketch(), 0..8),
        again in prop::collection::vec(any::<prop::sample::Index>(), 0..2),
        listed in 1..3_usize,
    ) {
        let clusters = [cluster("Shop", "shop", 1), cluster("Back", "back", 2)];
        let mut items: Vec<Item> = clusters[..listed].iter().map(|&cluster| Item::Cluster(cluster)).collect();
        for (line, sketch) in (10..).zip(&sketches) {
            items.push(service(sketch, &clusters, line));
        }
        for index in again {
            let item = items[index.index(items.len())];
            items.push(item);
        }
        let app_of = App {
            name: "shop",
            items: items.leak(),
            stages: Stages { names: &["dev", "prod"], protected: &[], accounts: &[] },
            source: Source { file: "src/infra.rs", line: 99 },
        };
        let found = app(&app_of).err().unwrap_or_default();
        let naive = naive(&app_of);
        prop_assert_eq!(found.len(), naive.len(), "{:#?}\n{:#?}", found, naive);
        let mut rules: Vec<_> = found.iter().map(|problem| problem.violation.rule).collect();
        let mut expected: Vec<_> = naive.iter().map(|(rule, ..)| rule.as_str()).collect();
        rules.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(rules, expected);
    }
}

#[test]
fn a_cluster_of_two_architectures_is_told_once() {
    let ec2 = |instance_type| {
        let instances = Range { min: 1, max: 2 };
        Provider::Ec2(AutoScalingGroup { instance_type: Some(instance_type), ..AutoScalingGroup::new(instances) })
    };
    let farm = cluster("Farm", "farm", 1);
    let base = ClusterSpec { capacity: leak([ec2("c5.large"), ec2("c7g.large")]), ..farm.base };
    let farm = leak(Declaration { identity: farm.identity, base, stages: &[], configure: None });
    let sketch = Sketch { name: 0, cluster: 0, routes: Vec::new(), stage: None };
    let items = leak([Item::Cluster(farm), service(&sketch, &[farm, farm], 2)]);
    let stages = Stages { names: &[], protected: &[], accounts: &[] };
    let listing = App { name: "shop", items, stages, source: Source { file: "src/infra.rs", line: 9 } };
    let problems = app(&listing).expect_err("no image runs on both");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].violation.rule, "one-architecture");
    assert_eq!(problems[0].facts.as_str(), "cluster `Farm` (src/infra.rs:1)");
}
