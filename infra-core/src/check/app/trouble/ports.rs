//! Ports of a network balancer, and priorities of a load balancer, are taken once.

use super::Trouble;
use crate::check::app::look::Found;
use crate::check::app::table::{Slot, clear, identity_hash, next, same_identity, start};
use crate::declaration::{Identity, Item, ServiceSpec};

/// Ports of streams, by cluster.
pub(super) const fn streams(items: &[Item], stage: &'static str, found: &mut [Found], table: &mut [Slot]) {
    clear(table);
    let mut item = 0;
    while item < items.len() {
        if let Item::Service(service) = items[item]
            && found[item].earlier == 0
        {
            let own = service.resolve(stage).streams;
            let cluster = &service.base.workload.cluster.identity;
            let mut part = 0;
            while part < own.len() {
                let port = own[part].port;
                // An item with the same port twice is told where it is declared.
                if let Some(rival) = take(items, stage, table, cluster, port as u32, item, part, true)
                    && rival != item
                {
                    found[item].trouble(Trouble::Stream { rival, port }, stage);
                }
                part += 1;
            }
        }
        item += 1;
    }
}

/// Priorities that routes name, by cluster.
pub(super) const fn priorities(items: &[Item], stage: &'static str, found: &mut [Found], table: &mut [Slot]) {
    clear(table);
    let mut item = 0;
    while item < items.len() {
        if let Item::Service(service) = items[item]
            && found[item].earlier == 0
        {
            let own = service.resolve(stage).routes;
            let cluster = &service.base.workload.cluster.identity;
            let mut part = 0;
            while part < own.len() {
                if let Some(priority) = own[part].priority
                    && let Some(rival) = take(items, stage, table, cluster, priority, item, part, false)
                {
                    found[item].trouble(Trouble::Priority { rival, priority }, stage);
                }
                part += 1;
            }
        }
        item += 1;
    }
}

/// Takes a number on the balancer of a cluster; the item that has it already, if one has.
#[expect(clippy::too_many_arguments, reason = "const evaluation has no closures to keep them in")]
const fn take(
    items: &[Item],
    stage: &str,
    table: &mut [Slot],
    cluster: &Identity,
    number: u32,
    item: usize,
    part: usize,
    streams: bool,
) -> Option<usize> {
    let mut at = start(table, identity_hash(cluster) ^ number as u64);
    while !table[at].is_free() {
        if let Item::Service(other) = items[table[at].item()]
            && same_identity(&other.base.workload.cluster.identity, cluster)
            && taken(other.resolve(stage), table[at].part(), streams) == number
        {
            return Some(table[at].item());
        }
        at = next(table, at);
    }
    table[at] = Slot::new(item, part);
    None
}

const fn taken(spec: &ServiceSpec, part: usize, streams: bool) -> u32 {
    if streams {
        return spec.streams[part].port as u32;
    }
    match spec.routes[part].priority {
        Some(priority) => priority,
        None => 0,
    }
}
