//! A live table: a row for each step that goes on, one for each service that is deployed, and the newest events below.

mod row;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use infra_core::event::{Bytes, Event, Rollout};

use crate::cli::show::{ERROR, GOOD};

/// How many events are shown below the rows.
const EVENTS: usize = 5;

/// The rows of a terminal.
pub(super) struct Live {
    rows: MultiProgress,
    steps: Mutex<BTreeMap<usize, ProgressBar>>,
    services: Mutex<BTreeMap<String, ProgressBar>>,
    events: Mutex<Events>,
}

/// The newest events, and the rows that show them.
#[derive(Default)]
struct Events {
    lines: VecDeque<String>,
    rows: Vec<ProgressBar>,
}

impl Live {
    pub(super) fn new() -> Self {
        Self {
            rows: MultiProgress::new(),
            steps: Mutex::default(),
            services: Mutex::default(),
            events: Mutex::default(),
        }
    }

    /// Takes the rows away while somebody is asked, and brings them back.
    pub(super) fn hush(&self, hushed: bool) {
        let target = if hushed { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        self.rows.set_draw_target(target);
    }

    pub(super) fn show(&self, event: &Event) {
        match event {
            Event::Started { step, subject } => {
                let row = self.row("{spinner}       {prefix}  {wide_msg:.dim}", subject.clone());
                lock(&self.steps).insert(*step, row);
            }
            Event::Progress { step, message, .. } => {
                if let Some(row) = lock(&self.steps).get(step) {
                    row.set_message(message.clone());
                }
            }
            Event::Sent { step, bytes, of, .. } => {
                if let Some(row) = lock(&self.steps).get(step) {
                    set_style(row, "{spinner}       {prefix}  [{bar:24}] {wide_msg:.dim}");
                    row.set_length(*of);
                    row.set_position(*bytes);
                    row.set_message(format!("{} of {}", Bytes(*bytes), Bytes(*of)));
                }
            }
            Event::Done { step, subject } => self.end(*step, &format!("{GOOD}done{GOOD:#}    {subject}")),
            Event::Failed { step, subject, reason } => {
                self.end(*step, &format!("{ERROR}failed{ERROR:#}  {subject}: {reason}"));
            }
            Event::Rollout(rollout) => self.rollout(rollout),
            Event::News { .. } => self.news(event.to_string()),
            Event::Report(report) => self.line(&format!("{ERROR}{report}{ERROR:#}")),
            Event::Outcome { .. } => {
                self.clear();
                self.line(&event.to_string());
            }
        }
    }

    /// A row above the events.
    fn row(&self, template: &str, prefix: String) -> ProgressBar {
        let bar = ProgressBar::new(0);
        let row = match lock(&self.events).rows.first() {
            Some(first) => self.rows.insert_before(first, bar),
            None => self.rows.add(bar),
        };
        set_style(&row, template);
        row.set_prefix(prefix);
        row.enable_steady_tick(Duration::from_millis(120));
        row
    }

    fn end(&self, step: usize, line: &str) {
        if let Some(row) = lock(&self.steps).remove(&step) {
            row.finish_and_clear();
        }
        self.line(line);
    }

    fn rollout(&self, rollout: &Rollout) {
        let mut services = lock(&self.services);
        let new = || self.row("{spinner} {prefix}  [{bar:12}] {wide_msg}", rollout.service.clone());
        let row = services.entry(rollout.service.clone()).or_insert_with(new);
        let (done, all) = row::progress(rollout);
        row.set_length(all);
        row.set_position(done);
        row.set_message(row::text(rollout));
        if rollout.state.is_final() {
            row.finish_and_clear();
            let style = if rollout.state.is_success() { GOOD } else { ERROR };
            self.line(&format!("{style}{rollout}{style:#}"));
            services.remove(&rollout.service);
        }
    }

    /// Shows an event below the rows; the oldest of those moves up out of sight.
    fn news(&self, line: String) {
        let mut events = lock(&self.events);
        events.lines.push_back(line);
        if events.lines.len() > EVENTS {
            events.lines.pop_front();
        }
        while events.rows.len() < events.lines.len() {
            let row = self.rows.add(ProgressBar::new(0));
            if let Ok(style) = ProgressStyle::with_template("  {wide_msg:.dim}") {
                row.set_style(style);
            }
            events.rows.push(row);
        }
        for (row, line) in events.rows.iter().zip(&events.lines) {
            row.set_message(line.clone());
        }
    }

    fn clear(&self) {
        for row in lock(&self.events).rows.drain(..) {
            row.finish_and_clear();
        }
    }

    /// A line above the rows. That the terminal is gone is no reason to stop a deploy.
    fn line(&self, line: &str) {
        drop(self.rows.println(line));
    }
}

fn set_style(row: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        row.set_style(style.progress_chars("█░ "));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
