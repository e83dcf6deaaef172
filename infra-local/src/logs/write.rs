//! Writing the lines of a task.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::line::Stored;
use super::{Stream, file, older};

/// How many bytes a file has until it becomes the older part and a new one begins: what is still older is lost.
pub const LIMIT: u64 = 8 << 20;

/// The file of a task that runs.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    older: PathBuf,
    file: File,
    length: u64,
    limit: u64,
}

impl Writer {
    /// Opens the file of a task, and goes on at its end; `folder` is that of the stage's logs, `limit` mostly [`LIMIT`].
    pub fn open(folder: &Path, item: &str, task: &str, limit: u64) -> io::Result<Self> {
        let path = file(folder, item, task);
        fs::create_dir_all(folder.join(item))?;
        let file = OpenOptions::new().append(true).create(true).open(&path)?;
        let length = file.metadata()?.len();
        Ok(Self { path, older: older(folder, item, task), file, length, limit })
    }

    /// Writes a line that `unit` wrote at a time, in milliseconds since 1970. It is whole in the file, or not at all.
    pub fn line(&mut self, at: i64, stream: Stream, unit: &str, text: &str) -> io::Result<()> {
        let line = Stored { at, stream, unit, text }.to_string();
        let length = u64::try_from(line.len()).unwrap_or_default();
        if self.length > 0 && self.length.saturating_add(length) > self.limit {
            fs::rename(&self.path, &self.older)?;
            self.file = OpenOptions::new().append(true).create(true).open(&self.path)?;
            self.length = 0;
        }
        self.file.write_all(line.as_bytes())?;
        self.length = self.length.saturating_add(length);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn a_full_file_becomes_the_older_part() {
        let scratch = Scratch::new();
        let mut writer = Writer::open(scratch.path(), "web", "1", 100).unwrap();
        for number in 0..5 {
            writer.line(number, Stream::Out, "web", "0123456789").unwrap();
        }
        drop(writer);
        let count = |path| fs::read_to_string(path).unwrap().lines().count();
        assert_eq!(count(older(scratch.path(), "web", "1")), 2);
        assert_eq!(count(file(scratch.path(), "web", "1")), 1);
        let mut writer = Writer::open(scratch.path(), "web", "1", 100).unwrap();
        writer.line(6, Stream::Out, "web", "").unwrap();
        assert_eq!(count(file(scratch.path(), "web", "1")), 2);
    }
}
