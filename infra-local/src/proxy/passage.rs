//! One request on its way through.

use std::sync::Arc;

use tokio::time::Instant;

use super::group::{Flight, Member, Service};

/// A request that came for a service: it is open there until this is dropped.
#[derive(Debug)]
pub(super) struct Arrival {
    service: Arc<Service>,
    began: Instant,
    answered: bool,
}

/// A request that a replica has: it is open there until this is dropped.
#[derive(Debug)]
pub(super) struct Passage {
    _arrival: Arrival,
    flight: Flight,
}

impl Arrival {
    pub(super) fn new(service: &Arc<Service>) -> Self {
        service.counters.begin();
        Self { service: Arc::clone(service), began: Instant::now(), answered: false }
    }

    /// The balancer answers in the place of a replica.
    pub(super) fn answer_here(mut self, code: u16) {
        self.answered = true;
        self.service.counters.answered_here(code);
    }

    /// A connection or flow, which has no answer.
    pub(super) fn has_no_answer(mut self) -> Self {
        self.answered = true;
        self
    }

    /// A replica has answered.
    pub(super) fn answered_by(mut self, flight: Flight, code: u16) -> Passage {
        self.answered = true;
        let after = self.began.elapsed();
        self.service.counters.answered(code, after);
        flight.member.replica.counters.answered(code, after);
        Passage { _arrival: self, flight }
    }
}

impl Drop for Arrival {
    fn drop(&mut self) {
        if !self.answered {
            self.service.counters.unanswered();
        }
        self.service.counters.end();
    }
}

impl Passage {
    pub(super) fn member(&self) -> &Member {
        &self.flight.member
    }

    /// A connection or flow to a replica.
    pub(super) fn of_stream(arrival: Arrival, flight: Flight) -> Self {
        Self { _arrival: arrival.has_no_answer(), flight }
    }
}
