//! A hash table that const evaluation can use.

use crate::declaration::Identity;
use crate::string::{hash, hash_more, same};

/// A place in the table: free, or taken by the route (or other part) of an item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// The item's number, from 1; 0 where the place is free.
    item: usize,
    part: usize,
}

impl Slot {
    pub(super) const FREE: Self = Self { item: 0, part: 0 };

    pub(super) const fn new(item: usize, part: usize) -> Self {
        Self { item: item + 1, part }
    }

    pub(super) const fn is_free(self) -> bool {
        self.item == 0
    }

    pub(super) const fn item(self) -> usize {
        self.item - 1
    }

    pub(super) const fn part(self) -> usize {
        self.part
    }
}

/// Empties the table.
pub(super) const fn clear(table: &mut [Slot]) {
    let mut at = 0;
    while at < table.len() {
        table[at] = Slot::FREE;
        at += 1;
    }
}

/// Where the search for something with this hash begins.
#[expect(clippy::cast_possible_truncation, reason = "a remainder of a `usize` is one")]
pub(super) const fn start(table: &[Slot], hash: u64) -> usize {
    // The high half of FNV is the better mixed one.
    ((hash >> 32 ^ hash) % table.len() as u64) as usize
}

/// The place behind `at`.
pub(super) const fn next(table: &[Slot], at: usize) -> usize {
    if at + 1 == table.len() { 0 } else { at + 1 }
}

/// The hash of who an item is.
pub(super) const fn identity_hash(identity: &Identity) -> u64 {
    (hash(identity.item) ^ identity.source.line as u64).wrapping_mul(0x0100_0000_01b3)
}

/// Whether two are the same declaration. (Const evaluation cannot compare addresses.)
pub(super) const fn same_identity(left: &Identity, right: &Identity) -> bool {
    left.source.line == right.source.line
        && same(left.item, right.item)
        && same(left.name, right.name)
        && same(left.source.file, right.source.file)
}

/// The hash of a route on the load balancer of the cluster with the hash `cluster`.
pub(super) const fn hash_route(cluster: u64, host: Option<&str>, path: &str) -> u64 {
    match host {
        Some(host) => hash_more(hash_more(hash_more(cluster, host), " "), path),
        None => hash_more(cluster, path),
    }
}
