//! `before`, `connect`, `runs` and `then` name items that the app lists, `connect` such that can be called; the variables that
//! `connect` and `runs` make are not declared; and `before`, `connect` and `then` lead in no circle.

use super::{Trouble, Unreachable, variables};
use crate::check::app::look::Found;
use crate::check::app::table::{Slot, clear, identity_hash, next, same_identity, start};
use crate::declaration::{Identity, Item};
use crate::rule::service::connect;
use crate::string::same;

/// How far the search for circles is with an item.
#[derive(Clone, Copy, Debug)]
pub(in crate::check::app) struct Visit {
    state: State,
    /// The next of its references to follow.
    edge: usize,
    /// The item from which it was reached, by number.
    from: usize,
}

#[derive(Clone, Copy, Debug)]
enum State {
    New,
    /// On the way that is being followed.
    Open,
    Done,
}

impl Visit {
    pub(in crate::check::app) const NEW: Self = Self { state: State::New, edge: 0, from: usize::MAX };
}

/// Looks at all items in one stage.
pub(super) const fn look(
    items: &[Item],
    stage: &'static str,
    found: &mut [Found],
    table: &mut [Slot],
    visits: &mut [Visit],
) {
    clear(table);
    let mut item = 0;
    while item < items.len() {
        if found[item].earlier == 0 {
            let mut at = start(table, identity_hash(items[item].identity()));
            while !table[at].is_free() {
                at = next(table, at);
            }
            table[at] = Slot::new(item, 0);
        }
        visits[item] = Visit::NEW;
        item += 1;
    }
    named(items, stage, found, table);
    item = 0;
    while item < items.len() {
        if matches!(visits[item].state, State::New) {
            follow(items, stage, item, found, table, visits);
        }
        item += 1;
    }
}

/// The number of the item, if it is listed.
const fn find(items: &[Item], table: &[Slot], identity: &Identity) -> Option<usize> {
    let mut at = start(table, identity_hash(identity));
    while !table[at].is_free() {
        if same_identity(items[table[at].item()].identity(), identity) {
            return Some(table[at].item());
        }
        at = next(table, at);
    }
    None
}

/// Holds what each item names against the item itself.
const fn named(items: &[Item], stage: &'static str, found: &mut [Found], table: &[Slot]) {
    let mut item = 0;
    while item < items.len() {
        let mut key = 0;
        let lists = references(&items[item], stage);
        while key < lists.len() {
            let (name, list) = lists[key];
            let mut at = 0;
            while at < list.len() {
                match find(items, table, list[at]) {
                    None => found[item].trouble(Trouble::Unlisted { key: name, named: list[at] }, stage),
                    Some(to) => {
                        if same(name, "connect")
                            && let Some(why) = unreachable(&items[item], &items[to], stage)
                        {
                            found[item].trouble(Trouble::Unreachable { callee: to, why }, stage);
                        }
                        if let Some((variable, given)) = variables::declared(&items[item], name, &items[to], stage) {
                            found[item].trouble(Trouble::Variable { key: name, to, variable, given }, stage);
                        }
                    }
                }
                at += 1;
            }
            key += 1;
        }
        item += 1;
    }
}

/// Why an item cannot call a service.
const fn unreachable(caller: &Item, callee: &Item, stage: &str) -> Option<Unreachable> {
    let (cluster, by_name) = match caller {
        Item::Cluster(_) => return None,
        Item::Service(caller) => (&caller.resolve(stage).workload.cluster.identity, false),
        Item::Task(caller) => (&caller.resolve(stage).workload.cluster.identity, true),
    };
    let Item::Service(callee) = callee else {
        return None;
    };
    let strategy = callee.resolve(stage).deploy().word();
    let callee = &callee.resolve(stage).workload;
    if !same_identity(cluster, &callee.cluster.identity) {
        return Some(Unreachable::Elsewhere);
    }
    if !connect::is_callable(callee.network_mode.word()) {
        return Some(Unreachable::Mode(callee.network_mode.word()));
    }
    if by_name && !connect::has_name(strategy) {
        return Some(Unreachable::Moves(strategy));
    }
    let mut port = 0;
    while port < callee.ports.len() {
        if !callee.ports[port].udp {
            return None;
        }
        port += 1;
    }
    Some(Unreachable::Portless)
}

/// The references of an item, by key.
const fn references(item: &Item, stage: &str) -> [(&'static str, &'static [&'static Identity]); 3] {
    match item {
        Item::Cluster(_) => [("", &[]), ("", &[]), ("", &[])],
        Item::Service(service) => {
            let spec = service.resolve(stage);
            [("before", spec.before), ("connect", spec.workload.connect), ("runs", spec.runs)]
        }
        Item::Task(task) => {
            let spec = task.resolve(stage);
            let then: &'static [&'static Identity] = match &spec.then {
                Some(then) => core::slice::from_ref(then),
                None => &[],
            };
            [("then", then), ("connect", spec.workload.connect), ("", &[])]
        }
    }
}

/// One of the references that may lead in a circle, by its number, with its key: a service's `before` and `connect`, a
/// task's `then` and `connect`. A task that comes before a service runs while that service is not updated yet, and so does
/// not call it.
const fn edge(item: &Item, stage: &str, number: usize) -> Option<(&'static str, &'static Identity)> {
    let [(first, firsts), (second, seconds), _] = references(item, stage);
    if number < firsts.len() {
        Some((first, firsts[number]))
    } else if number - firsts.len() < seconds.len() {
        Some((second, seconds[number - firsts.len()]))
    } else {
        None
    }
}

/// Follows all references from an item, depth first, without recursion: the way back is kept in `visits`.
const fn follow(
    items: &[Item],
    stage: &'static str,
    root: usize,
    found: &mut [Found],
    table: &[Slot],
    visits: &mut [Visit],
) {
    let mut item = root;
    visits[item].state = State::Open;
    loop {
        if let Some((key, named)) = edge(&items[item], stage, visits[item].edge) {
            visits[item].edge += 1;
            if let Some(to) = find(items, table, named) {
                match visits[to].state {
                    State::New => {
                        visits[to] = Visit { state: State::Open, edge: 0, from: item };
                        item = to;
                    }
                    State::Open => found[item].trouble(Trouble::Cycle { key, through: to }, stage),
                    State::Done => {}
                }
            }
            continue;
        }
        visits[item].state = State::Done;
        if item == root {
            return;
        }
        item = visits[item].from;
    }
}
