//! What happens in a stack while it is changed.

use std::time::Duration;

use aws_sdk_cloudformation::types::StackEvent;
use tokio::time::Instant;

use super::Tell;
use crate::Error;
use crate::error::ResourceFailure;
use crate::wait::Pace;

/// The events of a stack as they come.
pub(super) struct Watch {
    stack: String,
    /// What the events of this change carry, and those of earlier ones do not.
    token: String,
    pub(super) pace: Pace,
    seen: Option<String>,
    failures: Vec<ResourceFailure>,
    /// The certificate that waits to be proven.
    proof: Option<Proof>,
}

/// A certificate that is issued as soon as DNS answers with a record, which CloudFormation has put into the zone.
struct Proof {
    logical_id: String,
    /// The record, as CloudFormation writes it.
    record: String,
    since: Instant,
    told: bool,
}

/// What CloudFormation says before the record of a certificate.
const PROOF: &str = "Content of DNS Record is: ";
/// How long a certificate may take until it is said why it may.
const PROOF_PATIENCE: Duration = Duration::from_mins(10);

impl Watch {
    pub(super) fn new(stack: String, token: String) -> Self {
        let pace = Pace::new(Duration::from_secs(1), Duration::from_secs(5));
        Self { stack, token, pace, seen: None, failures: Vec::new(), proof: None }
    }

    /// Tells the events of this change that came since the last look, oldest first.
    pub(super) async fn tell_news(&mut self, tell: &Tell<'_>) -> Result<(), Error> {
        let call = tell.context.clients.cloudformation.describe_stack_events().stack_name(&self.stack);
        let answer = match call.send().await.map_err(Error::api("cloudformation:DescribeStackEvents")) {
            Err(error) if error.is_missing() => return Ok(()),
            answer => answer?,
        };
        let seen = self.seen.take();
        let news = answer.stack_events().iter().take_while(|event| event.event_id() != seen.as_deref());
        let ours = |event: &&StackEvent| event.client_request_token() == Some(&self.token);
        let news: Vec<&StackEvent> = news.filter(ours).collect();
        if let Some(newest) = answer.stack_events().first() {
            self.seen = newest.event_id().map(str::to_owned);
        }
        for event in news.into_iter().rev() {
            self.note(tell, event);
        }
        if let Some(proof) = self.proof.as_mut().filter(|proof| !proof.told && proof.since.elapsed() > PROOF_PATIENCE) {
            proof.told = true;
            tell.progress(format!("{} is still not issued: {}", proof.logical_id, unproven(&proof.record)));
        }
        Ok(())
    }

    /// What the stack waits for that only somebody else can bring about, for the end of a sentence; may be empty.
    pub(super) fn waits(&self) -> String {
        let proof = self.proof.as_ref();
        proof.map(|proof| format!(", whose certificate is not issued: {}", unproven(&proof.record))).unwrap_or_default()
    }

    fn note(&mut self, tell: &Tell<'_>, event: &StackEvent) {
        let status = event.resource_status().map(aws_sdk_cloudformation::types::ResourceStatus::as_str);
        let (Some(status), Some(id)) = (status, event.logical_resource_id()) else { return };
        let reason = event.resource_status_reason().unwrap_or_default();
        // What is cancelled because something else failed is no cause.
        if status.ends_with("_FAILED") && !is_stack(event) && !reason.contains("cancelled") {
            let failure = ResourceFailure {
                logical_id: id.to_owned(),
                resource_type: event.resource_type().unwrap_or_default().to_owned(),
                reason: reason.to_owned(),
            };
            tell.progress(failure.to_string());
            self.failures.push(failure);
            return;
        }
        if let Some(record) = reason.strip_prefix(PROOF) {
            tell.progress(format!(
                "{id} is issued once DNS answers with {record}, which CloudFormation puts into the zone"
            ));
            let (logical_id, record) = (id.to_owned(), record.to_owned());
            self.proof = Some(Proof { logical_id, record, since: Instant::now(), told: false });
            return;
        }
        if status.ends_with("_COMPLETE") && self.proof.as_ref().is_some_and(|proof| proof.logical_id == id) {
            self.proof = None;
        }
        tell.progress(format!("{status} {id}"));
    }

    pub(super) fn failure(self, stack: &str, status: &str) -> Error {
        Error::Stack { stack: stack.to_owned(), status: status.to_owned(), failures: self.failures }
    }
}

/// Why a certificate is not issued.
fn unproven(record: &str) -> String {
    format!("nobody sees {record}; delegate the domain to the name servers of its hosted zone")
}

/// Whether the event is the stack's own, and not a resource's.
fn is_stack(event: &StackEvent) -> bool {
    event.physical_resource_id().is_some() && event.physical_resource_id() == event.stack_id()
}
