//! Tasks with network interfaces of their own, and the instances that they run on.

use super::Trouble;
use crate::catalogue;
use crate::check::app::look::Found;
use crate::check::app::table::same_identity;
use crate::declaration::{ClusterSpec, Item, NetworkMode, Provider, ServiceSpec, Size};

/// Counts the tasks that services of each cluster always run. Clusters are few: every one looks at all services.
pub(super) const fn look(items: &[Item], found: &mut [Found]) {
    let mut at = 0;
    while at < items.len() {
        if let Item::Cluster(cluster) = items[at]
            && let Some(room) = room(&cluster.base)
        {
            let mut tasks = 0;
            let mut item = 0;
            while item < items.len() {
                if let Item::Service(service) = items[item]
                    && found[item].earlier == 0
                    && same_identity(&service.base.workload.cluster.identity, &cluster.identity)
                {
                    let own = fewest(&service.base);
                    tasks += own;
                    if own > 0 && tasks > room.tasks {
                        let trouble =
                            Trouble::Density { tasks, room: room.tasks, instance: room.instance, each: room.each };
                        found[item].trouble(trouble, "");
                    }
                }
                item += 1;
            }
        }
        at += 1;
    }
}

struct Room {
    tasks: u64,
    instance: &'static str,
    each: u64,
}

/// How many such tasks all instances of a cluster hold together; none where nobody knows.
const fn room(cluster: &ClusterSpec) -> Option<Room> {
    let mut room = Room { tasks: 0, instance: "", each: 0 };
    let mut at = 0;
    while at < cluster.capacity.len() {
        if !cluster.capacity[at].is_shared() {
            at += 1;
            continue;
        }
        let Provider::Ec2(group) = &cluster.capacity[at] else {
            return None;
        };
        // Of several types any may come: the roomiest is what can be counted on to be refused.
        let mut most = 0;
        let mut number = 0;
        while number < group.type_count() {
            let Some(instance) = catalogue::find(group.type_at(number)) else {
                return None;
            };
            if instance.awsvpc_tasks == 0 {
                return None;
            }
            let trunked = group.trunking && instance.awsvpc_tasks_trunked > instance.awsvpc_tasks;
            let tasks = if trunked { instance.awsvpc_tasks_trunked } else { instance.awsvpc_tasks } as u64;
            if tasks > most {
                most = tasks;
                room.instance = instance.name;
                room.each = most;
            }
            number += 1;
        }
        room.tasks += most * group.instances.max as u64;
        at += 1;
    }
    Some(room)
}

/// The tasks with network interfaces of their own that a service always runs on its cluster's own capacity.
const fn fewest(service: &ServiceSpec) -> u64 {
    let own = service.workload.capacity.is_empty() && matches!(service.workload.network_mode, NetworkMode::Awsvpc);
    if !own || service.daemon {
        return 0;
    }
    match service.size() {
        Size::Count(count) => count as u64,
        Size::Scale(scale) => scale.tasks.min as u64,
    }
}
