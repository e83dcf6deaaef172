//! The file of one task, read on from where it was left.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::line::Stored;
use super::{Line, file, older};

/// The file of a task.
#[derive(Debug)]
pub(super) struct Tail {
    item: String,
    task: String,
    path: PathBuf,
    /// What is being read: the older part before the file itself.
    parts: Vec<File>,
    /// A line that is not at its end.
    begun: Vec<u8>,
}

impl Tail {
    /// The file of a task from its first line, that of its older part.
    pub(super) fn open(folder: &Path, item: &str, task: &str) -> io::Result<Self> {
        let path = file(folder, item, task);
        let own = File::open(&path)?;
        let older = File::open(older(folder, item, task)).ok();
        // It may have become the older part between the two.
        let twice = older.as_ref().is_some_and(|older| inode(older).is_some() && inode(older) == inode(&own));
        let parts = older.filter(|_| !twice).into_iter().chain([own]).collect();
        Ok(Self { item: item.to_owned(), task: task.to_owned(), path, parts, begun: Vec::new() })
    }

    /// Tells the lines that were written since the last time.
    pub(super) fn read(&mut self, tell: &mut dyn FnMut(Line)) -> io::Result<()> {
        loop {
            for part in &mut self.parts {
                part.read_to_end(&mut self.begun)?;
            }
            let whole = self.begun.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            let rest = self.begun.split_off(whole);
            let lines = std::mem::replace(&mut self.begun, rest);
            for line in String::from_utf8_lossy(&lines).lines() {
                if let Some(Stored { at, stream, unit, text }) = Stored::read(line) {
                    let (item, task) = (self.item.clone(), self.task.clone());
                    tell(Line { at, item, task, unit: unit.to_owned(), stream, text: text.to_owned() });
                }
            }
            // What was read to its end may have become the older part meanwhile: then another file has its name.
            let Some(mut last) = self.parts.pop() else { return Ok(()) };
            match File::open(&self.path) {
                Ok(next) if inode(&next) != inode(&last) => {
                    // Its last lines come before those of the new file.
                    last.read_to_end(&mut self.begun)?;
                    self.parts = vec![next];
                }
                _ => {
                    self.parts = vec![last];
                    return Ok(());
                }
            }
        }
    }
}

fn inode(file: &File) -> Option<u64> {
    Some(file.metadata().ok()?.ino())
}
