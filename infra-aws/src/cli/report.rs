//! Events as they come: a live table on a terminal, plain lines elsewhere, JSON lines with `--json`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use infra_core::event::{Event, Rollout};

use super::show::{ERROR, GOOD, Output};

/// Where events go.
pub(super) fn reporter(output: &Output) -> Arc<dyn Fn(Event) + Send + Sync> {
    let output = output.clone();
    if output.json {
        return Arc::new(move |event| output.line(&event));
    }
    if output.host.is_live() {
        let live = Live::new();
        return Arc::new(move |event| live.show(&event));
    }
    let plain = Mutex::new(Plain::default());
    Arc::new(move |event| plain.lock().unwrap_or_else(PoisonError::into_inner).show(&output, &event))
}

/// Lines for a log: each says something new.
#[derive(Default)]
struct Plain {
    last: BTreeMap<usize, String>,
}

impl Plain {
    fn show(&mut self, output: &Output, event: &Event) {
        if let Event::Progress { step, message, .. } = event
            && (message.contains("_IN_PROGRESS ") || self.last.insert(*step, message.clone()).as_ref() == Some(message))
        {
            return;
        }
        output.say(&event.to_string());
    }
}

/// A row for each step that goes on and each service that is deployed.
struct Live {
    rows: MultiProgress,
    steps: Mutex<BTreeMap<usize, ProgressBar>>,
    services: Mutex<BTreeMap<String, ProgressBar>>,
}

impl Live {
    fn new() -> Self {
        Self { rows: MultiProgress::new(), steps: Mutex::default(), services: Mutex::default() }
    }

    fn show(&self, event: &Event) {
        match event {
            Event::Started { step, subject } => {
                let row = self.row(subject.clone());
                lock(&self.steps).insert(*step, row);
            }
            Event::Progress { step, message, .. } => {
                if let Some(row) = lock(&self.steps).get(step) {
                    row.set_message(message.clone());
                }
            }
            Event::Done { step, subject } => self.end(*step, &format!("{GOOD}done{GOOD:#}    {subject}")),
            Event::Failed { step, subject, reason } => {
                self.end(*step, &format!("{ERROR}failed{ERROR:#}  {subject}: {reason}"));
            }
            Event::Rollout(rollout) => self.rollout(rollout),
            Event::News { .. } | Event::Report(_) | Event::Outcome { .. } => self.line(&event.to_string()),
        }
    }

    fn row(&self, subject: String) -> ProgressBar {
        let row = self.rows.add(ProgressBar::new_spinner());
        if let Ok(style) = ProgressStyle::with_template("{spinner}       {prefix}  {wide_msg:.dim}") {
            row.set_style(style);
        }
        row.set_prefix(subject);
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
        let row = services.entry(rollout.service.clone()).or_insert_with(|| self.row(rollout.service.clone()));
        let Rollout { revision, desired, running, pending, failed, state, .. } = rollout;
        row.set_message(format!(
            "revision {revision}  {running}/{desired} running  {pending} pending  {failed} failed  {state}"
        ));
        if state.is_final() {
            row.finish_and_clear();
            let style = if state.is_success() { GOOD } else { ERROR };
            self.line(&format!("{style}{rollout}{style:#}"));
        }
    }

    /// A line above the rows. That the terminal is gone is no reason to stop a deploy.
    fn line(&self, line: &str) {
        drop(self.rows.println(line));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
