//! The files of all tasks that run.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use super::{Asked, Follow, KEPT, LIMIT, Stream, Which, Writer, keep_last};
use crate::parts::{LogKeeper, LogSource, LogWriter};

/// The files of all tasks that run, in the folder of a stage's logs.
#[derive(Debug)]
pub struct Files {
    folder: PathBuf,
    /// One a task, by item and task: its units write to the same.
    open: Mutex<BTreeMap<(String, String), OfTask>>,
}

type OfTask = Arc<Mutex<Writer>>;

impl Files {
    /// Keeps logs in `folder`.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, open: Mutex::default() }
    }
}

impl LogKeeper for Files {
    fn open(&self, source: &LogSource) -> io::Result<Box<dyn LogWriter>> {
        let mut open = lock(&self.open);
        let key = (source.item.clone(), source.task.clone());
        let writer = match open.get(&key) {
            Some(writer) => Arc::clone(writer),
            None => {
                let writer = Arc::new(Mutex::new(Writer::open(&self.folder, &source.item, &source.task, LIMIT)?));
                open.insert(key, Arc::clone(&writer));
                writer
            }
        };
        Ok(Box::new(OfUnit { writer, unit: source.unit.clone() }))
    }

    fn tail(&self, source: &LogSource, lines: usize) -> Vec<String> {
        let asked = Asked {
            items: vec![source.item.clone()],
            unit: Some(source.unit.clone()),
            which: Which::Task(source.task.clone()),
            ..Asked::default()
        };
        let all = Follow::new(&self.folder, asked).lines().unwrap_or_default();
        let first = all.len().saturating_sub(lines);
        all.into_iter().skip(first).map(|line| line.text).collect()
    }

    fn stopped(&self, item: &str, task: &str) {
        let mut open = lock(&self.open);
        open.remove(&(item.to_owned(), task.to_owned()));
        let runs = |task: &str| open.contains_key(&(item.to_owned(), task.to_owned()));
        // What cannot be deleted now can be the next time.
        let _ = keep_last(&self.folder, item, &runs, KEPT);
    }
}

/// The log of a unit.
struct OfUnit {
    writer: OfTask,
    unit: String,
}

impl LogWriter for OfUnit {
    fn line(&self, error: bool, line: &[u8]) {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let at = i64::try_from(since.as_millis()).unwrap_or_default();
        let stream = if error { Stream::Err } else { Stream::Out };
        // A line that is lost is no reason to stop.
        let _ = lock(&self.writer).line(at, stream, &self.unit, &String::from_utf8_lossy(line));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn units_of_a_task_share_its_file_and_what_has_stopped_goes_in_time() {
        let scratch = Scratch::new();
        let files = Files::new(scratch.path().to_owned());
        let source =
            |task: usize, unit: &str| LogSource { item: "web".into(), task: task.to_string(), unit: unit.to_owned() };
        for task in 0..KEPT + 2 {
            files.open(&source(task, "web")).unwrap().line(false, b"one");
            files.open(&source(task, "proxy")).unwrap().line(true, b"two \xff");
            files.open(&source(task, "web")).unwrap().line(false, b"three");
        }
        assert_eq!(files.tail(&source(0, "web"), 1), ["three"]);
        assert_eq!(files.tail(&source(0, "proxy"), 9), ["two \u{fffd}"]);
        for task in 0..KEPT + 2 {
            files.stopped("web", &task.to_string());
        }
        assert_eq!(std::fs::read_dir(scratch.path().join("web")).unwrap().count(), KEPT);
    }
}
