//! Which files of stopped tasks are kept.

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::{END, file, older};

/// How many stopped tasks of each item keep their logs.
pub const KEPT: usize = 5;

/// Deletes the files of tasks of `item` that have stopped, but those of the `kept` that wrote last.
pub fn keep_last(folder: &Path, item: &str, runs: &dyn Fn(&str) -> bool, kept: usize) -> io::Result<()> {
    let mut stopped = stopped(folder, item, runs)?;
    stopped.reverse();
    for task in stopped.iter().skip(kept) {
        for path in [file(folder, item, task), older(folder, item, task)] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }
    Ok(())
}

/// The tasks of `item` that have stopped, that which wrote last at the end.
pub(super) fn stopped(folder: &Path, item: &str, runs: &dyn Fn(&str) -> bool) -> io::Result<Vec<String>> {
    let mut found: Vec<(SystemTime, String)> = Vec::new();
    for task in tasks(folder, item)? {
        if !runs(&task) {
            // It may have been deleted meanwhile.
            let changed = fs::metadata(file(folder, item, &task)).and_then(|metadata| metadata.modified());
            found.extend(changed.ok().map(|changed| (changed, task)));
        }
    }
    found.sort();
    Ok(found.into_iter().map(|(_, task)| task).collect())
}

/// The tasks of `item` that have a file.
pub(super) fn tasks(folder: &Path, item: &str) -> io::Result<Vec<String>> {
    let names = names(&folder.join(item))?;
    Ok(names.iter().filter_map(|name| name.strip_suffix(END)).map(str::to_owned).collect())
}

/// The names in a folder, in their order; none where it is not there.
pub(super) fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names: Vec<String> = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::logs::{Stream, Writer};
    use crate::scratch::Scratch;

    #[test]
    fn the_last_stopped_ones_are_kept_and_all_that_run() {
        let scratch = Scratch::new();
        for (age, task) in [(4, "a"), (3, "b"), (2, "c"), (1, "d")] {
            Writer::open(scratch.path(), "web", task, 100).unwrap().line(0, Stream::Out, "web", "x").unwrap();
            let at = SystemTime::now() - Duration::from_secs(age);
            fs::File::open(file(scratch.path(), "web", task)).unwrap().set_modified(at).unwrap();
        }
        keep_last(scratch.path(), "web", &|task| task == "a", 2).unwrap();
        assert_eq!(tasks(scratch.path(), "web").unwrap(), ["a", "c", "d"]);
        keep_last(scratch.path(), "nothing", &|_| false, 2).unwrap();
    }
}
