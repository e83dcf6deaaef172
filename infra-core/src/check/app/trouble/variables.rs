//! Variables that an item declares, and that its `connect` or `runs` makes as well.

use crate::check::problem::is_off;
use crate::declaration::{Item, WorkloadSpec};
use crate::rule::environment::{RULE, RUN, URL, is_made_of};
use crate::string::same;

/// The variable that an item declares in a stage although `key`, which names `other`, makes it; with the key in which it
/// stands.
pub(super) const fn declared(own: &Item, key: &str, other: &Item, stage: &str) -> Option<(&'static str, &'static str)> {
    let spec = match own {
        Item::Cluster(_) => return None,
        Item::Service(service) => &service.resolve(stage).workload,
        Item::Task(task) => &task.resolve(stage).workload,
    };
    if is_off(spec.waivers, RULE) {
        return None;
    }
    let container = &spec.container;
    let mut at = 0;
    while at < container.environment.len() {
        let variable = container.environment[at].0;
        if is_made(variable, key, other, stage) {
            return Some((variable, "env"));
        }
        at += 1;
    }
    at = 0;
    while at < container.secrets.len() {
        let variable = container.secrets[at].0;
        if is_made(variable, key, other, stage) {
            return Some((variable, "secret"));
        }
        at += 1;
    }
    None
}

/// Whether `key` makes a variable of this name of the item that it names.
const fn is_made(variable: &str, key: &str, other: &Item, stage: &str) -> bool {
    let name = other.identity().name;
    if same(key, "runs") {
        return is_made_of(variable, &[RUN, name]);
    }
    let Item::Service(service) = other else {
        return false;
    };
    if !same(key, "connect") {
        return false;
    }
    if is_made_of(variable, &[name, URL]) {
        return true;
    }
    let ports = service.resolve(stage).workload.ports;
    let (mut at, mut is_first) = (0, true);
    while at < ports.len() {
        if !ports[at].udp {
            if let (false, Some(port)) = (is_first, ports[at].name)
                && is_made_of(variable, &[name, port, URL])
            {
                return true;
            }
            is_first = false;
        }
        at += 1;
    }
    false
}

/// Whether two forms of a workload declare variables of the same names, and switch this rule off alike.
pub(super) const fn same_variables(left: &WorkloadSpec, right: &WorkloadSpec) -> bool {
    let (one, other) = (&left.container, &right.container);
    if one.environment.len() != other.environment.len()
        || one.secrets.len() != other.secrets.len()
        || is_off(left.waivers, RULE) != is_off(right.waivers, RULE)
    {
        return false;
    }
    let mut at = 0;
    while at < one.environment.len() {
        if !same(one.environment[at].0, other.environment[at].0) {
            return false;
        }
        at += 1;
    }
    at = 0;
    while at < one.secrets.len() {
        if !same(one.secrets[at].0, other.secrets[at].0) {
            return false;
        }
        at += 1;
    }
    true
}
