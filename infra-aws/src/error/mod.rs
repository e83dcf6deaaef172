//! Why AWS could not be read or changed.

mod answer;

use infra_core::blueprint::ResolveError;
use infra_core::check::Pending;
use infra_core::event::Report;

pub(crate) use answer::chain;

/// Why AWS could not be read or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No credentials were found, they could not be loaded, or AWS does not accept them.
    #[error("{0}")]
    Credentials(String),
    /// No region was given.
    #[error("no AWS region")]
    Region,
    /// The credentials are of another account than the stage is bound to.
    #[error("stage `{stage}` belongs to account {bound}, but the credentials are of account {actual}")]
    WrongAccount {
        /// The stage.
        stage: String,
        /// The account that `app!` binds it to.
        bound: String,
        /// The account of the credentials.
        actual: String,
    },
    /// AWS answered that the caller may not do this.
    #[error("{operation} is not allowed: {message}")]
    Denied {
        /// The operation that was called, as `ecs:CreateService`.
        operation: &'static str,
        /// The action that is missing, as AWS names it.
        action: Option<String>,
        /// The resource that it is missing on.
        resource: Option<String>,
        /// AWS's own words.
        message: String,
    },
    /// AWS answered that there were too many calls, again and again.
    #[error("{operation} was throttled until the retries were used up: {message}")]
    Throttled {
        /// The operation.
        operation: &'static str,
        /// AWS's own words.
        message: String,
    },
    /// AWS answered with an error.
    #[error("{operation} failed: {code}: {message}")]
    Api {
        /// The operation.
        operation: &'static str,
        /// The error code, as `InvalidParameterException`.
        code: String,
        /// AWS's own words.
        message: String,
    },
    /// AWS did not answer.
    #[error("{operation} got no answer: {message}")]
    Unreachable {
        /// The operation.
        operation: &'static str,
        /// What the connection said.
        message: String,
    },
    /// A stack did not reach its goal.
    #[error("stack {stack} is {status}{}", failures.iter().map(|failure| format!("\n  {failure}")).collect::<String>())]
    Stack {
        /// The stack.
        stack: String,
        /// Its status.
        status: String,
        /// The resources that failed on their own account, in the order in which they did.
        failures: Vec<ResourceFailure>,
    },
    /// Something that was waited for did not come in time.
    #[error("{what} took longer than {minutes} minutes")]
    Deadline {
        /// What was waited for.
        what: String,
        /// How long.
        minutes: u64,
    },
    /// Instances of an Auto Scaling group do not come.
    #[error("{came} of {wanted} instances of `{group}` have joined the cluster: {why}")]
    Instances {
        /// By what workloads call the group.
        group: String,
        /// How many have joined.
        came: usize,
        /// How many were to join.
        wanted: u32,
        /// Why, in AWS's words where it has some.
        why: String,
        /// What to do.
        hint: String,
    },
    /// Deployments failed or were rolled back.
    #[error("{}", report_lines(.0))]
    Rollout(Vec<Report>),
    /// A task that must succeed before a service is updated did not.
    #[error(
        "{} failed, so {} left as it is: {} [{}]",
        .report.service, left(.services), .report.explanation, .report.cause
    )]
    Before {
        /// The services that were to be updated.
        services: Vec<String>,
        /// What is known of the task.
        report: Box<Report>,
    },
    /// Deployments go on, but cannot be watched to their end.
    #[error("how the deployment of {} ends cannot be seen: {error}", services.join(", "))]
    Unwatched {
        /// The items.
        services: Vec<String>,
        /// Why.
        error: Box<Error>,
    },
    /// Steps of a plan failed, and perhaps deployments that others began.
    #[error("{}", apply_lines(*.steps, *.left_out, .failures, .reports))]
    Apply {
        /// How many steps there were.
        steps: usize,
        /// How many were left out, since they depend on one that failed.
        left_out: usize,
        /// Those that failed.
        failures: Vec<StepFailure>,
        /// The deployments that did not succeed.
        reports: Vec<Report>,
    },
    /// AWS's answer lacks something that it always has.
    #[error("{operation} answered without {what}")]
    Answer {
        /// The operation.
        operation: &'static str,
        /// What is missing.
        what: String,
    },
    /// An image cannot be built, pushed or looked up.
    #[error("{message}")]
    Image {
        /// Why.
        message: String,
        /// What to do.
        hint: Option<String>,
        /// Whether it is declared in a way that cannot be built.
        usage: bool,
    },
    /// What stands in AWS cannot become what is declared.
    #[error("{0}")]
    Conflict(String),
    /// A `configure` function asks for what no target deploys yet; the macros refuse it where it is declared.
    #[error("{}", pending_lines(.0))]
    Pending(Vec<Pending>),
    /// The declarations have no blueprint for the stage.
    #[error(transparent)]
    Resolve(#[from] ResolveError),
}

/// A step of a plan that failed.
#[derive(Debug)]
pub struct StepFailure {
    /// What it acted on, as `web service`.
    pub subject: String,
    /// Why.
    pub error: Box<Error>,
}

/// A resource of a stack that failed, with AWS's reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceFailure {
    /// The logical id in the template.
    pub logical_id: String,
    /// The CloudFormation type.
    pub resource_type: String,
    /// AWS's own words.
    pub reason: String,
}

impl std::fmt::Display for ResourceFailure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} ({}): {}", self.logical_id, self.resource_type, self.reason)
    }
}

/// `web` was, or `web` and `api` were.
fn left(services: &[String]) -> String {
    let names: Vec<String> = services.iter().map(|service| format!("`{service}`")).collect();
    format!("{} {}", names.join(" and "), if names.len() == 1 { "was" } else { "were" })
}

/// One line a deployment.
fn report_lines(reports: &[Report]) -> String {
    let line = |Report { service, kind, revision, state, explanation, cause, .. }: &Report| {
        format!("{service} {}: revision {revision} {state}: {explanation} [{cause}]", kind.word())
    };
    reports.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// How many steps failed, and one line for each and for each deployment.
fn apply_lines(steps: usize, left_out: usize, failures: &[StepFailure], reports: &[Report]) -> String {
    let left_out = if left_out == 0 { String::new() } else { format!(", {left_out} left out") };
    let failed = failures.iter().filter(|failure| !matches!(*failure.error, Error::Unwatched { .. })).count();
    let mut lines: Vec<String> = Vec::new();
    if failed > 0 {
        lines.push(format!("{failed} of {steps} steps failed{left_out}"));
    }
    lines.extend(failures.iter().map(|StepFailure { subject, error }| format!("{subject}: {error}")));
    if !reports.is_empty() {
        lines.push(report_lines(reports));
    }
    lines.join("\n")
}

/// One line a key: which, of which item, and where that stands.
fn pending_lines(pending: &[Pending]) -> String {
    let line = |Pending { identity, key, runs_locally }: &Pending| {
        let source = identity.source;
        let whither = if *runs_locally { " to AWS" } else { "" };
        format!("`{}` ({}:{}) has `{key}`, which is not deployed{whither} yet", identity.item, source.file, source.line)
    };
    pending.iter().map(line).collect::<Vec<_>>().join("\n")
}
