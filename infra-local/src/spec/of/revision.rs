//! What tells one revision of a workload from another.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::spec::{Connection, Runnable, Size, Unit};

/// As many characters as nobody confuses.
const LENGTH: usize = 12;

#[derive(Serialize)]
struct Counted<'a> {
    units: &'a [Unit],
    size: Size,
    connections: &'a [Connection],
    #[serde(skip_serializing_if = "<[Runnable]>::is_empty")]
    runs: &'a [Runnable],
}

/// A hash of all that only a new task gets. A binary is part of it by its digest; how many tasks there are and how they are
/// replaced is not.
pub(super) fn of(units: &[Unit], size: Size, connections: &[Connection], runs: &[Runnable]) -> String {
    // These values have no form that cannot be written.
    let text = serde_json::to_vec(&Counted { units, size, connections, runs }).unwrap_or_default();
    let digest = Sha256::digest(text);
    let mut hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hash.truncate(LENGTH);
    hash
}
