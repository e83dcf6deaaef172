//! `cargo xtask bench check`: what a user waits for after an edit of declarations.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::bench::declarations;
use crate::bench::folder::Folder;
use crate::bench::measure::{cargo, clean, median, seconds};
use crate::bench::table::{Row, Table};
use crate::failure::Failure;

/// How many services, and what `cargo check` of them may take after an edit.
const SIZES: [(usize, Option<Duration>); 4] =
    [(1, None), (50, Some(Duration::from_millis(500))), (200, None), (500, Some(Duration::from_secs(4)))];

/// How many edits are checked; the median counts.
const EDITS: usize = 7;

/// Measures every size and prints it beside its budget. Fails when one is above its budget.
pub(crate) fn run() -> Result<(), Failure> {
    let folder = Folder::new()?;
    let mut rows = Vec::new();
    for (services, budget) in SIZES {
        let took = after_an_edit(&folder, services)?;
        rows.push(Row {
            what: format!("`cargo check` of {services} services after an edit"),
            measured: format!("{} s", seconds(took)),
            budget: budget.map_or_else(|| "none".to_owned(), |budget| format!("{} s", seconds(budget))),
            kept: budget.is_none_or(|budget| took <= budget),
        });
    }
    drop(folder);
    Table(rows).tell()
}

fn after_an_edit(folder: &Folder, services: usize) -> Result<Duration, Failure> {
    let crate_of = folder.join("declarations");
    let manifest = crate_of.join("Cargo.toml");
    declarations::write(&crate_of, services)?;
    cargo(&["fetch", "--manifest-path"]).argument(&manifest).run()?;
    // The dependencies are built once for all sizes.
    let check =
        |target: &Path| clean(&["check", "--locked", "--offline", "--manifest-path"], target).argument(&manifest);
    let check = check(&folder.join("declarations-target"));
    check.run()?;
    let mut times = Vec::new();
    for edit in 1..=EDITS {
        declarations::edit(&crate_of, services, edit)?;
        let start = Instant::now();
        check.run()?;
        times.push(start.elapsed());
    }
    Ok(median(&mut times))
}
