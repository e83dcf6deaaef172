//! A stage that does what a test says.

use std::sync::Arc;

use tokio::sync::watch;

use crate::logs::Line;
use crate::page::{Lines, Look, Source, example};

/// A stage that does what a test says.
#[derive(Clone)]
pub(in crate::page) struct Fake {
    look: Arc<watch::Sender<Look>>,
    lines: Arc<watch::Sender<Vec<Line>>>,
}

/// What it writes.
pub(in crate::page) struct FakeLines {
    all: watch::Receiver<Vec<Line>>,
    told: Option<usize>,
}

impl Fake {
    /// The stage of the example.
    pub(in crate::page) fn new() -> Self {
        let lines = Arc::new(watch::Sender::new(example::lines()));
        Self { look: Arc::new(watch::Sender::new(example::look())), lines }
    }

    pub(super) fn change(&self, change: impl FnOnce(&mut Look)) {
        self.look.send_modify(change);
    }

    pub(super) fn write(&self, text: &str) {
        self.lines.send_modify(|lines| lines.push(example::line(text)));
    }
}

impl Source for Fake {
    type Lines = FakeLines;

    async fn look(&self) -> Look {
        self.look.borrow().clone()
    }

    fn lines(&self) -> FakeLines {
        FakeLines { all: self.lines.subscribe(), told: None }
    }
}

impl Lines for FakeLines {
    async fn more(&mut self) -> Vec<Line> {
        let told = self.told;
        let all = self.all.wait_for(|all| told.is_none_or(|told| all.len() > told)).await.unwrap();
        self.told = Some(all.len());
        all.get(told.unwrap_or_default()..).unwrap_or_default().to_vec()
    }
}
