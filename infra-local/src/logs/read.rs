//! Reading what tasks wrote, several of them in the order of time.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::keep::{names, stopped, tasks};
use super::tail::Tail;
use super::{Filter, Line};

/// Which lines are wanted.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The services and tasks of the app; empty for all.
    pub items: Vec<String>,
    /// From when on, in milliseconds since 1970.
    pub since: Option<i64>,
    /// Which lines.
    pub filter: Filter,
    /// Only this unit.
    pub unit: Option<String>,
    /// Which of their replicas or runs.
    pub which: Which,
}

/// Which replicas or runs of a service or task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// All whose lines are kept.
    #[default]
    All,
    /// One, by its id.
    Task(String),
    /// The one that stopped last: the ids are those of what runs.
    LastStopped(BTreeSet<String>),
}

/// Reads lines, and what is written after them.
#[derive(Debug)]
pub struct Follow {
    folder: PathBuf,
    asked: Asked,
    tails: BTreeMap<(String, String), Tail>,
}

impl Follow {
    /// Reads what is asked; `folder` is that of the stage's logs.
    #[must_use]
    pub fn new(folder: &Path, asked: Asked) -> Self {
        Self { folder: folder.to_owned(), asked, tails: BTreeMap::new() }
    }

    /// The lines that were written since the last time, the first time all, in the order of time.
    pub fn lines(&mut self) -> io::Result<Vec<Line>> {
        let mut found = self.tasks()?;
        // One whose file is gone has been read to its end.
        self.tails.retain(|key, _| found.contains(key));
        found.retain(|key| !self.tails.contains_key(key));
        for (item, task) in found {
            match Tail::open(&self.folder, &item, &task) {
                Ok(tail) => _ = self.tails.insert((item, task), tail),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        let mut lines = Vec::new();
        let asked = &self.asked;
        for tail in self.tails.values_mut() {
            tail.read(&mut |line| {
                if asked.wants(&line) {
                    lines.push(line);
                }
            })?;
        }
        lines.sort_by_key(|line| line.at);
        Ok(lines)
    }

    /// The tasks whose files are wanted, with their items.
    fn tasks(&self) -> io::Result<BTreeSet<(String, String)>> {
        let mut items = names(&self.folder)?;
        items.retain(|item| self.asked.items.is_empty() || self.asked.items.contains(item));
        let mut found = BTreeSet::new();
        for item in items {
            let tasks = match &self.asked.which {
                Which::All => tasks(&self.folder, &item)?,
                Which::Task(task) => tasks(&self.folder, &item)?.into_iter().filter(|known| known == task).collect(),
                Which::LastStopped(running) => {
                    stopped(&self.folder, &item, &|task| running.contains(task))?.pop().into_iter().collect()
                }
            };
            found.extend(tasks.into_iter().map(|task| (item.clone(), task)));
        }
        Ok(found)
    }
}

impl Asked {
    fn wants(&self, line: &Line) -> bool {
        self.since.is_none_or(|since| line.at >= since)
            && self.unit.as_ref().is_none_or(|unit| *unit == line.unit)
            && self.filter.fits(&line.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logs::{Stream, Writer};
    use crate::scratch::Scratch;

    fn write(scratch: &Scratch, item: &str, task: &str, at: i64, text: &str) {
        let mut writer = Writer::open(scratch.path(), item, task, 200).unwrap();
        writer.line(at, Stream::Out, item, text).unwrap();
    }

    fn texts(lines: Vec<Line>) -> Vec<String> {
        lines.into_iter().map(|line| format!("{}/{} {}", line.item, line.task, line.text)).collect()
    }

    fn read(scratch: &Scratch, asked: Asked) -> Vec<String> {
        texts(Follow::new(scratch.path(), asked).lines().unwrap())
    }

    #[test]
    fn several_are_read_in_the_order_of_time() {
        let scratch = Scratch::new();
        write(&scratch, "web", "1", 10, "first");
        write(&scratch, "api", "2", 20, "second");
        write(&scratch, "web", "1", 30, "third ERROR");
        let all = ["web/1 first", "api/2 second", "web/1 third ERROR"];
        assert_eq!(read(&scratch, Asked::default()), all);
        assert_eq!(read(&scratch, Asked { items: vec!["api".into()], ..Asked::default() }), all[1..2]);
        assert_eq!(read(&scratch, Asked { since: Some(20), ..Asked::default() }), all[1..]);
        let filter = Filter::read("ERROR").unwrap();
        assert_eq!(read(&scratch, Asked { filter, ..Asked::default() }), all[2..]);
        assert_eq!(read(&scratch, Asked { unit: Some("api".into()), ..Asked::default() }), all[1..2]);
        assert_eq!(read(&scratch, Asked { which: Which::Task("1".into()), ..Asked::default() }).len(), 2);
    }

    #[test]
    fn the_last_stopped_one_can_be_asked_for() {
        let scratch = Scratch::new();
        write(&scratch, "web", "1", 10, "runs");
        write(&scratch, "web", "2", 20, "stopped");
        let which = Which::LastStopped(["1".to_owned()].into());
        assert_eq!(read(&scratch, Asked { which, ..Asked::default() }), ["web/2 stopped"]);
        let which = Which::LastStopped(["1".to_owned(), "2".to_owned()].into());
        assert!(read(&scratch, Asked { which, ..Asked::default() }).is_empty());
    }

    #[test]
    fn what_is_written_later_follows() {
        let scratch = Scratch::new();
        let mut follow = Follow::new(scratch.path(), Asked::default());
        assert!(follow.lines().unwrap().is_empty());
        write(&scratch, "web", "1", 10, "first");
        assert_eq!(texts(follow.lines().unwrap()), ["web/1 first"]);
        assert!(follow.lines().unwrap().is_empty());
        // A new task, and so many lines that the first file is the older part twice over.
        let mut expected = Vec::new();
        write(&scratch, "api", "2", 11, "new");
        expected.push("api/2 new".to_owned());
        for at in 12..18 {
            write(&scratch, "web", "1", at, &format!("line {at}"));
            expected.push(format!("web/1 line {at}"));
        }
        assert_eq!(texts(follow.lines().unwrap()), expected);
        write(&scratch, "web", "1", 20, "last");
        assert_eq!(texts(follow.lines().unwrap()), ["web/1 last"]);
    }

    #[test]
    fn half_a_line_waits_for_its_end() {
        use std::io::Write;

        let scratch = Scratch::new();
        let path = scratch.file("web/1.log", "2025-11-22T08:27:39.007Z out web hel");
        let mut follow = Follow::new(scratch.path(), Asked::default());
        assert!(follow.lines().unwrap().is_empty());
        std::fs::OpenOptions::new().append(true).open(path).unwrap().write_all(b"lo\n").unwrap();
        assert_eq!(texts(follow.lines().unwrap()), ["web/1 hello"]);
    }
}
