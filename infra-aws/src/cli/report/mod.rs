//! Events as they come: a live table on a terminal, plain lines elsewhere, JSON lines with `--json`; and what a failed
//! deployment leaves behind in files.

mod file;
mod live;
mod plain;

use std::sync::{Arc, Mutex, PoisonError};

use infra_core::event::Event;

use super::{Session, annotation};
use live::Live;
use plain::Plain;

/// Where events go.
pub(super) struct Reporter {
    session_output: super::show::Output,
    view: View,
    files: file::Files,
    annotates: bool,
}

enum View {
    Json,
    Live(Box<Live>),
    Plain(Mutex<Plain>),
}

impl Reporter {
    /// A reporter as the command line and the terminal want it.
    pub(super) fn new(session: &Session) -> Arc<Self> {
        Self::of(session, session.output.host.is_live())
    }

    /// A reporter of lines alone, where others write lines meanwhile.
    #[cfg(unix)]
    pub(super) fn of_lines(session: &Session) -> Arc<Self> {
        Self::of(session, false)
    }

    fn of(session: &Session, is_live: bool) -> Arc<Self> {
        let output = session.output.clone();
        let view = if output.json {
            View::Json
        } else if is_live {
            View::Live(Box::new(Live::new()))
        } else {
            View::Plain(Mutex::default())
        };
        let annotates = annotation::is_wanted(&*output.host);
        let files = file::Files::new(output.host.folder(), &session.blueprint.names);
        Arc::new(Self { session_output: output, view, files, annotates })
    }

    /// The reporter as what is told of each event.
    pub(super) fn teller(self: &Arc<Self>) -> Arc<dyn Fn(Event) + Send + Sync> {
        let reporter = Arc::clone(self);
        Arc::new(move |event| reporter.show(&event))
    }

    /// Keeps the rows from moving while somebody is asked.
    pub(super) fn hush(&self, hushed: bool) {
        if let View::Live(live) = &self.view {
            live.hush(hushed);
        }
    }

    fn show(&self, event: &Event) {
        match &self.view {
            View::Json => self.session_output.line(event),
            View::Live(live) => live.show(event),
            View::Plain(plain) => {
                if let Some(line) = plain.lock().unwrap_or_else(PoisonError::into_inner).line(event) {
                    self.session_output.say(&line);
                }
            }
        }
        if let Event::Failed { subject, reason, .. } = event
            && self.annotates
        {
            self.session_output.say(&annotation::of_step(subject, reason));
        }
        if let Event::Report(report) = event
            && report.state.is_final()
        {
            if self.annotates {
                self.session_output.say(&annotation::of(report));
            }
            match self.files.write(report) {
                Ok(path) => self.session_output.say(&format!(
                    "{} {}: all of it is in {path}",
                    report.service,
                    report.kind.word()
                )),
                Err(problem) => self.session_output.say(&problem),
            }
        }
    }
}
