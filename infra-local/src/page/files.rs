//! What tasks have written to their files.

use std::path::Path;
use std::time::Duration;

use tokio::task::JoinHandle;

use super::Lines;
use crate::logs::{Asked, Follow, Line};

/// How often it is looked for lines, while somebody looks at the page.
const EVERY: Duration = Duration::from_millis(200);

/// What tasks have written to their files, and what they will write.
#[derive(Debug)]
pub struct Files {
    at: At,
    begun: bool,
}

/// Where reading is.
#[derive(Debug)]
enum At {
    /// It can go on; nowhere when it was cut off for good.
    Rest(Option<Box<Follow>>),
    /// Files are being read. Whoever waited for it may have stopped to: the lines are for who asks next.
    Reading(JoinHandle<(Box<Follow>, Vec<Line>)>),
}

impl Files {
    /// The files in the folder of a stage's logs.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { at: At::Rest(Some(Box::new(Follow::new(folder, Asked::default())))), begun: false }
    }

    async fn read(&mut self) -> Vec<Line> {
        if let At::Rest(follow) = &mut self.at {
            let Some(mut follow) = follow.take() else { return std::future::pending().await };
            self.at = At::Reading(tokio::task::spawn_blocking(move || {
                // A folder that is not there yet, or a file that is just gone: the next look tells more.
                let lines = follow.lines().unwrap_or_default();
                (follow, lines)
            }));
        }
        let At::Reading(reading) = &mut self.at else { return Vec::new() };
        let (follow, lines) = reading.await.map_or((None, Vec::new()), |(follow, lines)| (Some(follow), lines));
        self.at = At::Rest(follow);
        lines
    }
}

impl Lines for Files {
    async fn more(&mut self) -> Vec<Line> {
        loop {
            let lines = self.read().await;
            if !lines.is_empty() || !core::mem::replace(&mut self.begun, true) {
                self.begun = true;
                return lines;
            }
            tokio::time::sleep(EVERY).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logs::{Stream, Writer};
    use crate::scratch::Scratch;

    fn write(scratch: &Scratch, at: i64, text: &str) {
        let mut writer = Writer::open(scratch.path(), "web", "1", 10_000).unwrap();
        writer.line(at, Stream::Out, "web", text).unwrap();
    }

    #[tokio::test]
    async fn what_is_kept_comes_first_and_what_follows_when_it_is_there() {
        let scratch = Scratch::new();
        let mut lines = Files::new(scratch.path());
        assert!(lines.more().await.is_empty(), "nothing is kept, and nobody waits for it");
        write(&scratch, 1, "first");
        assert_eq!(lines.more().await[0].text, "first");
        write(&scratch, 2, "second");
        assert_eq!(lines.more().await[0].text, "second");
    }

    #[tokio::test]
    async fn who_stops_to_wait_loses_nothing() {
        let scratch = Scratch::new();
        let mut lines = Files::new(scratch.path());
        write(&scratch, 1, "first");
        // Polled once, it has begun to read, and is dropped.
        tokio::select! {
            biased;
            _ = lines.more() => panic!("it cannot have read yet"),
            () = std::future::ready(()) => {}
        }
        assert_eq!(lines.more().await[0].text, "first");
    }
}
