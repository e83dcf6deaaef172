//! What tasks write: a file a task, `logs/{item}/{task}.log` in the stage's folder, each line with its time, its stream and
//! the unit that wrote it.

mod filter;
mod keep;
mod keeper;
mod line;
mod read;
mod tail;
mod write;

pub use filter::Filter;
pub use keep::{KEPT, keep_last};
pub use keeper::Files;
pub use line::{Line, Stream};
pub use read::{Asked, Follow, Which};
pub use write::{LIMIT, Writer};

use std::io;
use std::path::{Path, PathBuf};

/// How the file of a task ends.
const END: &str = ".log";
/// How the older part of a task's file ends.
const OLDER: &str = ".log.1";

/// The file of a task; `folder` is that of the stage's logs.
#[must_use]
pub fn file(folder: &Path, item: &str, task: &str) -> PathBuf {
    folder.join(item).join(format!("{task}{END}"))
}

fn older(folder: &Path, item: &str, task: &str) -> PathBuf {
    folder.join(item).join(format!("{task}{OLDER}"))
}

/// The services and tasks that have written anything.
pub fn items(folder: &Path) -> io::Result<Vec<String>> {
    keep::names(folder)
}
