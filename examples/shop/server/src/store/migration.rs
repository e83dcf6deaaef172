//! From one form of the store to the next.
//!
//! While a migration runs, and until the last task of the release before it has stopped, that release goes on with what it has.
//! So a step may add, but not take away or rename: that is for the release after.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use super::files::{self, ORDERS, at};
use super::{CURRENCY, StoreError, VERSION};

/// A step, and what it makes of the store.
type Step = (fn(&Path) -> Result<(), StoreError>, &'static str);

/// The steps: the first leads to form 1.
const STEPS: [Step; VERSION as usize] =
    [(make_folders, "the folder of the days is made"), (add_currency, "orders say what is paid with")];

/// Brings the store in a folder to the form that this release reads, and says what was done for it. It can be stopped
/// anywhere: the next one begins with the step that was not done.
pub fn migrate(folder: &Path) -> Result<Vec<&'static str>, StoreError> {
    fs::create_dir_all(folder).map_err(at(folder))?;
    let _lock = files::exclusive(folder)?;
    let mut done = Vec::new();
    for (number, (step, what)) in (1..).zip(STEPS).skip(version(folder)? as usize) {
        step(folder)?;
        files::replace(&folder.join("version"), format!("{number}\n").as_bytes())?;
        done.push(what);
    }
    Ok(done)
}

/// The form of the store; 0 where there is none.
pub(super) fn version(folder: &Path) -> Result<u32, StoreError> {
    Ok(files::read_json(&folder.join("version"))?.unwrap_or(0))
}

fn make_folders(folder: &Path) -> Result<(), StoreError> {
    let days = folder.join("days");
    fs::create_dir_all(&days).map_err(at(&days))
}

/// The first release knew one currency, and did not write it down.
fn add_currency(folder: &Path) -> Result<(), StoreError> {
    let path = folder.join(ORDERS);
    let Some(content) = files::read(&path)? else { return Ok(()) };
    let mut new = Vec::with_capacity(content.len());
    for line in content.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n")) {
        let mut entry: Map<String, Value> =
            serde_json::from_slice(line).map_err(|source| StoreError::Content { path: path.clone(), source })?;
        if let Some(Value::Object(order)) = entry.get_mut("placed") {
            order.entry("currency").or_insert_with(|| CURRENCY.into());
        }
        new.extend(files::json(&entry)?);
        new.push(b'\n');
    }
    files::replace(&path, &new)
}
