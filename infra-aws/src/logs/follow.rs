//! Following the logs: one poller for all sources.

use std::collections::BTreeMap;
use std::time::Duration;

use super::events::read;
use super::{Asked, LogLine, Source};
use crate::Error;
use crate::client::Clients;
use crate::wait::Pace;

/// How long after its time an event may come to be found: agents write in batches, and CloudWatch Logs takes a while.
const LATE: i64 = 60_000;
/// The time between two polls.
const PACE: Duration = Duration::from_secs(2);
/// How much longer each source makes it: CloudWatch Logs allows an account a few such calls a second.
const EACH: Duration = Duration::from_millis(200);
/// The longest time between two polls.
const SLOWEST: Duration = Duration::from_secs(20);

/// The lines that were told, as far back as they are asked for again: each is told once, also where many have one time.
struct Told {
    /// The time of each line by what tells it from all others: container, task and id.
    lines: BTreeMap<(String, String, String, String), i64>,
    /// From when on is asked.
    since: i64,
}

/// Tells the lines of the sources since `asked.since`, and then those that come, until it is dropped. `now` is the time in
/// milliseconds since 1970.
pub(crate) async fn follow(
    clients: &Clients,
    sources: &[Source],
    asked: Asked,
    now: impl Fn() -> i64,
    tell: &mut impl FnMut(LogLine),
) -> Result<(), Error> {
    let between = (PACE + EACH * u32::try_from(sources.len()).unwrap_or(u32::MAX)).min(SLOWEST);
    let mut pace = Pace::new(between, between).jittered();
    let mut told = Told { lines: BTreeMap::new(), since: asked.since };
    loop {
        let round = Asked { since: told.since, ..asked.clone() };
        let begun = now();
        let mut fresh = |line: LogLine| {
            if told.is_new(&line) {
                tell(line);
            }
        };
        match read(clients, sources, &round, &mut fresh).await {
            Ok(()) => told.forget_before(begun),
            // What was told stays told; the next round asks for the rest.
            Err(Error::Throttled { .. } | Error::Unreachable { .. }) => pace.slow_down(),
            Err(error) => return Err(error),
        }
        pace.wait().await;
    }
}

impl Told {
    /// Whether a line was not told before; from now on it was.
    fn is_new(&mut self, line: &LogLine) -> bool {
        let key = (line.workload.clone(), line.container.clone(), line.task.clone(), line.id.clone());
        self.lines.insert(key, line.at).is_none()
    }

    /// A round that began at `begun` told all there was: from now on only what may have come late is asked for again. A
    /// container's clock may be ahead, so the times of events say nothing here.
    fn forget_before(&mut self, begun: i64) {
        self.since = self.since.max(begun - LATE);
        let since = self.since;
        self.lines.retain(|_, at| *at >= since);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(task: &str, id: &str, at: i64) -> LogLine {
        let (workload, container) = ("web".to_owned(), "web".to_owned());
        LogLine { at, workload, container, task: task.into(), line: String::new(), id: id.into() }
    }

    #[test]
    fn a_line_is_told_once_and_those_of_the_same_time_each() {
        let mut told = Told { lines: BTreeMap::new(), since: 0 };
        let lines = [line("a", "1", 5), line("a", "2", 5), line("b", "1", 5)];
        assert!(lines.iter().all(|line| told.is_new(line)));
        assert!(!lines.iter().any(|line| told.is_new(line)));
    }

    #[test]
    fn what_is_asked_for_again_is_remembered_and_no_more() {
        let mut told = Told { lines: BTreeMap::new(), since: 0 };
        let (old, new, ahead) = (line("a", "1", 100), line("a", "2", LATE + 100), line("a", "3", LATE * 9));
        assert!([&old, &new, &ahead].into_iter().all(|line| told.is_new(line)));
        told.forget_before(LATE + 101);
        assert_eq!((told.since, told.lines.len()), (101, 2));
        assert!(!told.is_new(&new) && !told.is_new(&ahead));
        told.forget_before(0);
        assert_eq!(told.since, 101);
    }
}
