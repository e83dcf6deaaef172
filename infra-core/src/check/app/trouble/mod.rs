//! How items meet beside names and routes: references, ports of a network balancer, priorities, room on instances.
//!
//! Most apps have none of these: what is not used is not looked at.

mod density;
mod ports;
mod references;
mod say;
mod variables;

use super::look::Found;
use super::table::Slot;
use crate::declaration::{Identity, Item, Port, Provider, ServiceSpec, TaskSpec, WorkloadSpec};
use crate::string::same;
pub(super) use references::Visit;
pub(super) use say::say;

/// What may be wrong.
#[derive(Clone, Copy, Debug)]
pub(super) enum Trouble {
    None,
    /// `key` names an item that the app does not list.
    Unlisted {
        key: &'static str,
        named: &'static Identity,
    },
    /// By `key`, the item leads to `through`, and back to itself.
    Cycle {
        key: &'static str,
        through: usize,
    },
    /// It connects to a service that nobody can reach.
    Unreachable {
        callee: usize,
        why: Unreachable,
    },
    /// It declares `variable` in its `given`, and by `key` has one of this name of the item `to`.
    Variable {
        key: &'static str,
        to: usize,
        variable: &'static str,
        given: &'static str,
    },
    /// Another service has the same port on the same network balancer.
    Stream {
        rival: usize,
        port: u16,
    },
    /// Another route has the same priority on the same load balancer.
    Priority {
        rival: usize,
        priority: u32,
    },
    /// More tasks with network interfaces of their own than the instances of the cluster hold.
    Density {
        tasks: u64,
        room: u64,
        instance: &'static str,
        each: u64,
    },
}

/// Why a service cannot be called by another one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Unreachable {
    /// It has no TCP port.
    Portless,
    /// It runs in another cluster.
    Elsewhere,
    /// It has a network mode in which its tasks have no addresses of their own.
    Mode(&'static str),
    /// Its deployments move traffic, by this strategy, and a task would call it by a DNS name.
    Moves(&'static str),
}

/// What an app uses at all.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "one a pass")]
pub(super) struct Asked {
    references: bool,
    streams: bool,
    priorities: bool,
    instances: bool,
}

/// Finds out which passes are needed.
pub(super) const fn asked(items: &[Item]) -> Asked {
    let mut asked = Asked { references: false, streams: false, priorities: false, instances: false };
    let mut at = 0;
    while at < items.len() {
        match items[at] {
            Item::Cluster(cluster) => {
                // A cluster's first provider tells its family.
                asked.instances |= matches!(cluster.base.shared(), Some(Provider::Ec2(_)));
            }
            Item::Service(service) => {
                asked.of_service(&service.base);
                let mut stage = 0;
                while stage < service.stages.len() {
                    asked.of_service(&service.stages[stage].spec);
                    stage += 1;
                }
            }
            Item::Task(task) => {
                asked.of_task(&task.base);
                let mut stage = 0;
                while stage < task.stages.len() {
                    asked.of_task(&task.stages[stage].spec);
                    stage += 1;
                }
            }
        }
        at += 1;
    }
    asked
}

impl Asked {
    const fn of_task(&mut self, spec: &TaskSpec) {
        self.references |= spec.then.is_some() || !spec.workload.connect.is_empty();
    }

    const fn of_service(&mut self, spec: &ServiceSpec) {
        self.references |= !spec.before.is_empty() || !spec.workload.connect.is_empty() || !spec.runs.is_empty();
        self.streams |= !spec.streams.is_empty();
        let mut route = 0;
        while route < spec.routes.len() {
            self.priorities |= spec.routes[route].priority.is_some();
            route += 1;
        }
    }
}

/// Looks at all items in one stage; `table` is used anew by each pass.
pub(super) const fn look(
    asked: Asked,
    items: &[Item],
    stage: &'static str,
    found: &mut [Found],
    table: &mut [Slot],
    visits: &mut [Visit],
) {
    if asked.references {
        references::look(items, stage, found, table, visits);
    }
    if asked.streams {
        ports::streams(items, stage, found, table);
    }
    if asked.priorities {
        ports::priorities(items, stage, found, table);
    }
    if asked.instances && stage.is_empty() {
        density::look(items, found);
    }
}

/// Whether two forms of a service meet others alike, but for their routes' conditions.
pub(super) const fn same_service(left: &ServiceSpec, right: &ServiceSpec) -> bool {
    if left.streams.len() != right.streams.len() || left.routes.len() != right.routes.len() {
        return false;
    }
    let mut at = 0;
    while at < left.streams.len() {
        if left.streams[at].port != right.streams[at].port {
            return false;
        }
        at += 1;
    }
    at = 0;
    while at < left.routes.len() {
        if !same_number(left.routes[at].priority, right.routes[at].priority) {
            return false;
        }
        at += 1;
    }
    same_names(left.before, right.before)
        && same_names(left.runs, right.runs)
        && same_workload(&left.workload, &right.workload, !left.runs.is_empty())
        && same(left.workload.network_mode.word(), right.workload.network_mode.word())
        && same(left.deploy().word(), right.deploy().word())
        && same_ports(left.workload.ports, right.workload.ports)
}

/// Whether two forms of a task lead to the same items.
pub(super) const fn same_task(left: &TaskSpec, right: &TaskSpec) -> bool {
    if !same_workload(&left.workload, &right.workload, false) {
        return false;
    }
    match (left.then, right.then) {
        (Some(left), Some(right)) => same(left.item, right.item),
        (None, None) => true,
        _ => false,
    }
}

/// Whether two forms of a workload call the same services; and where they do, or it runs tasks, declare the same variables.
const fn same_workload(left: &WorkloadSpec, right: &WorkloadSpec, runs: bool) -> bool {
    same_names(left.connect, right.connect)
        && (left.connect.is_empty() && !runs || variables::same_variables(left, right))
}

/// Whether a service is called on the same ports.
const fn same_ports(left: &[Port], right: &[Port]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        let names = match (left[at].name, right[at].name) {
            (Some(left), Some(right)) => same(left, right),
            (None, None) => true,
            _ => false,
        };
        if !names || left[at].udp != right[at].udp {
            return false;
        }
        at += 1;
    }
    true
}

const fn same_number(left: Option<u32>, right: Option<u32>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => left == right,
        (None, None) => true,
        _ => false,
    }
}

const fn same_names(left: &[&Identity], right: &[&Identity]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if !same(left[at].item, right[at].item) {
            return false;
        }
        at += 1;
    }
    true
}
