//! All checks over an app at run time.

use super::look::{Found, look, route_slots, stage_slots};
use super::say::{free_name, free_routes, known_stages, listed_cluster, once, short_name};
use super::table::Slot;
use crate::check::{Form, Placed, Problem, architecture_fits, size_fits};
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
    let names = std::iter::once(rule::name::app(app.name))
        .chain(app.stages.names.iter().map(|stage| rule::name::stage(stage)))
        .map(|result| result.map_err(|violation| Problem::new(violation, Text::new())));
    let items = found.iter().enumerate().flat_map(|(item, found)| {
        [
            once(app, found, item),
            free_name(app, found, item),
            short_name(app, item),
            listed_cluster(app, found, item),
            free_routes(app, found, item),
            known_stages(app, item),
        ]
    });
    let workloads = app.items.iter().flat_map(workload);
    let problems: Vec<_> = names.chain(items).chain(workloads).filter_map(Result::err).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// A workload against its cluster, in the base and in each of its stages.
fn workload(item: &Item) -> Vec<Result<(), Problem>> {
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
        .flat_map(|placed| [size_fits(placed), architecture_fits(placed)])
        .collect()
}
