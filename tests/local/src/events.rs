//! What is told.

use std::sync::{Arc, Mutex};

use infra_core::event::{Event, ItemOutcome, Report};
use infra_local::control::ApplyEvent;

/// What was told of a deploy.
#[derive(Clone, Debug, Default)]
pub struct Events(Arc<Mutex<Vec<Event>>>);

impl Events {
    /// Takes what is told.
    pub fn teller(&self) -> impl Fn(ApplyEvent) + Send + Sync + 'static {
        let events = Arc::clone(&self.0);
        move |event| {
            if let ApplyEvent::Event(event) = event {
                events.lock().unwrap().push(event);
            }
        }
    }

    /// All of it.
    #[must_use]
    pub fn all(&self) -> Vec<Event> {
        self.0.lock().unwrap().clone()
    }

    /// The reports.
    #[must_use]
    pub fn reports(&self) -> Vec<Report> {
        let report = |event| if let Event::Report(report) = event { Some(*report) } else { None };
        self.all().into_iter().filter_map(report).collect()
    }

    /// How it ended for an item.
    #[must_use]
    pub fn outcome(&self, item: &str) -> ItemOutcome {
        let outcome = |event| if let Event::Outcome { items } = event { Some(items) } else { None };
        let items = self.all().into_iter().find_map(outcome).expect("an outcome");
        items.into_iter().find(|outcome| outcome.item == item).expect("an outcome of the item")
    }
}
