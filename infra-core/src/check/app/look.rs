//! The pass over an app: linear in its items, routes and overrides.

use super::table::{Slot, clear, hash_route, identity_hash, next, same_identity, start};
use super::trouble::{self, Trouble, Visit};
use crate::check::service::same_conditions;
use crate::declaration::{App, Declaration, Identity, Item, Route, ServiceSpec, WorkloadSpec};
use crate::string::{hash, same};

/// What was found out about one item. Items are numbered from 1 here, 0 is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// The earlier entry that lists the same item.
    pub(super) earlier: usize,
    /// The earlier item with the same name.
    pub(super) namesake: usize,
    /// The item is a workload, and its cluster is not listed.
    pub(super) homeless: bool,
    /// The earlier item with a route that this one has as well.
    pub(super) rival: usize,
    /// Which of this item's routes it is.
    pub(super) route: usize,
    /// In which stage; empty for the base.
    pub(super) stage: &'static str,
    /// What else is wrong; the first that was found.
    pub(super) trouble: Trouble,
    /// In which stage that is; empty for the base.
    pub(super) trouble_stage: &'static str,
}

impl Found {
    pub(super) const fn is_nothing(&self) -> bool {
        self.earlier == 0
            && self.namesake == 0
            && !self.homeless
            && self.rival == 0
            && matches!(self.trouble, Trouble::None)
    }

    pub(super) const NOTHING: Self = Self {
        earlier: 0,
        namesake: 0,
        homeless: false,
        rival: 0,
        route: 0,
        stage: "",
        trouble: Trouble::None,
        trouble_stage: "",
    };

    /// Remembers a trouble, if it is the first.
    pub(super) const fn trouble(&mut self, trouble: Trouble, stage: &'static str) {
        if matches!(self.trouble, Trouble::None) {
            self.trouble = trouble;
            self.trouble_stage = stage;
        }
    }
}

/// How large the hash table for `app` must be: twice what it may have to hold.
#[must_use]
pub const fn route_slots(app: &App) -> usize {
    let mut most = app.items.len();
    let mut routes = 0;
    let mut at = 0;
    while at < app.items.len() {
        if let Item::Service(service) = app.items[at] {
            routes += most_routes(service);
        }
        at += 1;
    }
    if routes > most {
        most = routes;
    }
    let stages = stage_slots(app);
    if stages > most {
        most = stages;
    }
    2 * most + 1
}

/// How many stages `app` may have to be looked at in: the base, and one an override.
#[must_use]
pub const fn stage_slots(app: &App) -> usize {
    let mut stages = 1;
    let mut at = 0;
    while at < app.items.len() {
        stages += match app.items[at] {
            Item::Service(service) => service.stages.len(),
            Item::Task(task) => task.stages.len(),
            Item::Cluster(_) => 0,
        };
        at += 1;
    }
    stages
}

const fn most_routes(service: &Declaration<ServiceSpec>) -> usize {
    let mut most = service.base.routes.len();
    let mut at = 0;
    while at < service.stages.len() {
        if service.stages[at].spec.routes.len() > most {
            most = service.stages[at].spec.routes.len();
        }
        at += 1;
    }
    most
}

/// Fills `found` for every item. `table` has [`route_slots`] places, `stages` has [`stage_slots`], `visits` has one an
/// item.
pub(super) const fn look(
    app: &App,
    found: &mut [Found],
    table: &mut [Slot],
    stages: &mut [&'static str],
    visits: &mut [Visit],
) {
    let items = app.items;
    listings(items, found, table);
    clear(table);
    names(items, found, table);
    clear(table);
    let stages_count = stages_that_differ(items, table, stages);
    let asked = trouble::asked(items);
    let mut at = 0;
    while at < stages_count {
        clear(table);
        routes(items, stages[at], found, table);
        trouble::look(asked, items, stages[at], found, table, visits);
        at += 1;
    }
}

/// Which items are listed twice, and which workloads have no cluster.
const fn listings(items: &[Item], found: &mut [Found], table: &mut [Slot]) {
    let mut item = 0;
    while item < items.len() {
        let identity = items[item].identity();
        let mut at = start(table, identity_hash(identity));
        while !table[at].is_free() && !same_identity(items[table[at].item()].identity(), identity) {
            at = next(table, at);
        }
        if table[at].is_free() {
            table[at] = Slot::new(item, 0);
        } else {
            found[item].earlier = table[at].item() + 1;
        }
        item += 1;
    }
    item = 0;
    while item < items.len() {
        if let Some(workload) = workload(&items[item]) {
            let identity = &workload.cluster.identity;
            let mut at = start(table, identity_hash(identity));
            while !table[at].is_free() && !same_identity(items[table[at].item()].identity(), identity) {
                at = next(table, at);
            }
            found[item].homeless = table[at].is_free();
        }
        item += 1;
    }
}

/// Which items have the same name: it becomes the name of a stack, whatever the item is.
const fn names(items: &[Item], found: &mut [Found], table: &mut [Slot]) {
    let mut item = 0;
    while item < items.len() {
        if found[item].earlier == 0 {
            let name = items[item].identity().name;
            let mut at = start(table, hash(name));
            while !table[at].is_free() && !same(items[table[at].item()].identity().name, name) {
                at = next(table, at);
            }
            if table[at].is_free() {
                table[at] = Slot::new(item, 0);
            } else {
                found[item].namesake = table[at].item() + 1;
            }
        }
        item += 1;
    }
}

/// Puts the base and every stage in which a workload meets others differently into `stages`, each once; says how many.
const fn stages_that_differ(items: &[Item], table: &mut [Slot], stages: &mut [&'static str]) -> usize {
    stages[0] = "";
    let mut count = 1;
    let mut item = 0;
    while item < items.len() {
        let overrides = match items[item] {
            Item::Service(service) => service.stages.len(),
            Item::Task(task) => task.stages.len(),
            Item::Cluster(_) => 0,
        };
        let mut part = 0;
        while part < overrides {
            let (name, differs) = match items[item] {
                Item::Service(service) => {
                    let (here, base) = (&service.stages[part], &service.base);
                    let same = same_routes(here.spec.routes, base.routes) && trouble::same_service(&here.spec, base);
                    (here.stage, !same)
                }
                Item::Task(task) => {
                    let here = &task.stages[part];
                    (here.stage, !trouble::same_task(&here.spec, &task.base))
                }
                Item::Cluster(_) => ("", false),
            };
            if differs {
                let mut at = start(table, hash(name));
                while !table[at].is_free() && !same(stages[table[at].part()], name) {
                    at = next(table, at);
                }
                if table[at].is_free() {
                    table[at] = Slot::new(item, count);
                    stages[count] = name;
                    count += 1;
                }
            }
            part += 1;
        }
        item += 1;
    }
    count
}

const fn same_routes(left: &[Route], right: &[Route]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if !same_conditions(&left[at], &right[at]) {
            return false;
        }
        at += 1;
    }
    true
}

/// Which services have the same route on the same load balancer in `stage`.
const fn routes(items: &[Item], stage: &'static str, found: &mut [Found], table: &mut [Slot]) {
    let mut item = 0;
    while item < items.len() {
        if let Item::Service(service) = items[item]
            && found[item].earlier == 0
        {
            let cluster = &service.base.workload.cluster.identity;
            let cluster_hash = identity_hash(cluster);
            let own = service.resolve(stage).routes;
            let mut part = 0;
            while part < own.len() {
                let route = &own[part];
                let mut at = start(table, hash_route(cluster_hash, route.host, route.path));
                while !table[at].is_free() && !is(items, table[at], stage, cluster, route) {
                    at = next(table, at);
                }
                if table[at].is_free() {
                    table[at] = Slot::new(item, part);
                } else if found[item].rival == 0 && table[at].item() != item {
                    // An item with the same route twice is told where it is declared.
                    found[item].rival = table[at].item() + 1;
                    found[item].route = part;
                    found[item].stage = stage;
                }
                part += 1;
            }
        }
        item += 1;
    }
}

/// Whether the route that `slot` remembers is `route` on the load balancer of `cluster`.
const fn is(items: &[Item], slot: Slot, stage: &str, cluster: &Identity, route: &Route) -> bool {
    let Item::Service(service) = items[slot.item()] else {
        return false;
    };
    same_conditions(&service.resolve(stage).routes[slot.part()], route)
        && same_identity(&service.base.workload.cluster.identity, cluster)
}

/// What a service and a task have in common; nothing for a cluster.
pub(super) const fn workload(item: &Item) -> Option<&'static WorkloadSpec> {
    match item {
        Item::Cluster(_) => None,
        Item::Service(service) => Some(&service.base.workload),
        Item::Task(task) => Some(&task.base.workload),
    }
}
