//! All checks over an app at run time.

use super::look::{Found, look, route_slots, stage_slots};
use super::say::{free_name, free_routes, known_stages, listed_cluster, once, short_name};
use super::table::Slot;
use crate::check::problem::{named, place};
use crate::check::{Form, Placed, Problem, architecture_fits, one_architecture, size_fits};
use crate::declaration::{App, Item, ItemKind, WorkloadSpec};
use crate::{Text, rule};

/// Holds the items of `app` against each other, as `app!` does while it compiles: for an app that was put together
/// without it.
///
/// # Errors
/// Every problem, in the order of the items.
pub fn app(app: &App) -> Result<(), Vec<Problem>> {
    let mut found = vec![Found::NOTHING; app.items.len()];
    look(app, &mut found, &mut vec![Slot::FREE; route_slots(app)], &mut vec![""; stage_slots(app)]);
    let mut problems = Vec::new();
    let names = app.stages.names.iter().map(|stage| rule::name::stage(stage));
    for violation in std::iter::once(rule::name::app(app.name)).chain(names).filter_map(Result::err) {
        problems.push(Problem::new(violation, Text::new()));
    }
    for (item, found) in found.iter().enumerate() {
        problems.extend(once(app, found, item).err());
        problems.extend(free_name(app, found, item).err());
        problems.extend(short_name(app, item).err());
        problems.extend(listed_cluster(app, found, item).err());
        problems.extend(free_routes(app, found, item).err());
        problems.extend(known_stages(app, item).err());
    }
    problems.extend(app.items.iter().flat_map(cluster));
    problems.extend(app.items.iter().flat_map(workload));
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The instances of a cluster, in the base and in each of its stages.
fn cluster(item: &Item) -> Vec<Problem> {
    let Item::Cluster(cluster) = item else { return Vec::new() };
    let specs = std::iter::once(&cluster.base).chain(cluster.stages.iter().map(|stage| &stage.spec));
    let facts = place(named(Text::new(), "cluster", &cluster.identity), &cluster.identity.source);
    specs.filter_map(|spec| Some(Problem::new(one_architecture(spec.capacity).err()?, facts))).take(1).collect()
}

/// A workload against its cluster, in the base and in each of its stages.
fn workload(item: &Item) -> Vec<Problem> {
    let identity = item.identity();
    let (kind, base, stages): (_, _, Vec<(&str, &WorkloadSpec)>) = match item {
        Item::Cluster(_) => return Vec::new(),
        Item::Service(service) => (
            ItemKind::Service,
            &service.base.workload,
            service.stages.iter().map(|stage| (stage.stage, &stage.spec.workload)).collect(),
        ),
        Item::Task(task) => (
            ItemKind::Task,
            &task.base.workload,
            task.stages.iter().map(|stage| (stage.stage, &stage.spec.workload)).collect(),
        ),
    };
    let except: Vec<&str> = stages.iter().map(|(stage, _)| *stage).collect();
    std::iter::once(Form::Base { except: &except })
        .chain(stages.iter().map(|&(stage, spec)| Form::Stage { stage, spec }))
        .map(|form| Placed { kind, identity, base, form })
        .flat_map(|placed| [size_fits(placed).err(), architecture_fits(placed).err()])
        .flatten()
        .collect()
}
