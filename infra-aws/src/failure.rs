//! What the command line says when something failed: what, why, and what to do.

use std::collections::BTreeSet;
use std::error::Error as StdError;
use std::fmt;

use infra_core::blueprint::ResolveError;
use infra_core::check::Problem;
use infra_core::event::Report;

use crate::Error;

/// A failure at the edge: its kind decides the exit code, its hints what to do.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) kind: Kind,
    pub(crate) cause: Box<dyn StdError + Send + Sync>,
    pub(crate) hints: Vec<String>,
}

/// What kind of failure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The command was asked for in a way that it cannot be done.
    Usage,
    /// Credentials, region or account.
    Access,
    /// A permission is missing.
    Permission,
    /// AWS refused or failed.
    Aws,
    /// A deployment failed or was rolled back.
    Rollout,
    /// Something on this machine.
    Local,
    /// The user stopped it.
    Interrupted,
}

impl Kind {
    /// The exit code of the process.
    pub(crate) fn exit_code(self) -> u8 {
        match self {
            Self::Usage => 2,
            Self::Interrupted => 130,
            Self::Access | Self::Permission | Self::Aws | Self::Rollout | Self::Local => 1,
        }
    }

    /// The kind as a word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Usage => "usage",
            Self::Access => "access",
            Self::Permission => "permission",
            Self::Aws => "aws",
            Self::Rollout => "rollout",
            Self::Local => "local",
            Self::Interrupted => "interrupted",
        }
    }
}

impl Failure {
    /// A failure of `kind` with the sentence that says it.
    pub(crate) fn new(kind: Kind, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind, cause: cause.into(), hints: Vec::new() }
    }

    /// Adds what to do.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.cause)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let kind = kind(&error);
        let hints = hints(&error);
        Self { kind, cause: Box::new(error), hints }
    }
}

fn kind(error: &Error) -> Kind {
    match error {
        Error::Credentials(_) | Error::Region | Error::WrongAccount { .. } | Error::Unreachable { .. } => Kind::Access,
        Error::Denied { .. } => Kind::Permission,
        Error::Rollout(_) | Error::Before { .. } => Kind::Rollout,
        Error::Unwatched { error, .. } => kind(error),
        Error::Resolve(ResolveError::Configure { .. }) | Error::Image { usage: false, .. } => Kind::Local,
        Error::Image { .. } | Error::Resolve(_) | Error::Pending(_) => Kind::Usage,
        Error::Apply { failures, .. } => failures.first().map_or(Kind::Aws, |failure| kind(&failure.error)),
        _ => Kind::Aws,
    }
}

fn hints(error: &Error) -> Vec<String> {
    let hints: &[&str] = match error {
        Error::Credentials(_) => {
            &["sign in with `aws sso login`, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; \
             `--profile` names a profile for this run"]
        }
        Error::Region => &["give `--region eu-central-1` (or another), or set AWS_REGION"],
        Error::WrongAccount { .. } => {
            &["use a profile of that account with `--profile`, or change `account(..)` in `app!`"]
        }
        Error::Denied { action, resource, operation, .. } => {
            let action = action.as_deref().unwrap_or(operation);
            let on = resource.as_deref().map(|resource| format!(" on {resource}")).unwrap_or_default();
            return vec![format!("allow `{action}`{on} to whoever deploys, or use another `--profile`")];
        }
        Error::Throttled { .. } => {
            &["nothing is lost: run the same command again in a minute; it goes on where this one stopped"]
        }
        Error::Api { message, .. } if message.contains("Capacity is unavailable") => {
            &["the task itself was not tried: run the same command again later, or allow more kinds of capacity"]
        }
        Error::Unreachable { .. } => &["check the network, the region, and AWS_ENDPOINT_URL if it is set"],
        Error::Stack { .. } => {
            &["the reasons above are AWS's; mend the declaration and deploy again, what failed is made anew"]
        }
        Error::Instances { hint, .. } => return vec![hint.clone()],
        Error::Image { hint, .. } => return hint.iter().cloned().collect(),
        Error::Rollout(reports) => return report_hints(reports),
        Error::Before { report, .. } => return report.hints.clone(),
        Error::Unwatched { error, .. } => {
            let watch = "the deployment goes on: `attach` watches it to its end, `status` shows how it stands";
            return hints(error).into_iter().chain([watch.to_owned()]).collect();
        }
        Error::Deadline { .. } => &["`status` shows how it stands; the same command goes on waiting"],
        Error::Apply { failures, reports, .. } => {
            let mut all: Vec<String> = failures.iter().flat_map(|failure| hints(&failure.error)).collect();
            all.extend(report_hints(reports));
            let mut seen = BTreeSet::new();
            all.retain(|hint| seen.insert(hint.clone()));
            return all;
        }
        Error::Pending(pending) => {
            let keys: BTreeSet<String> = pending.iter().map(|pending| format!("`{}`", pending.key)).collect();
            let keys: Vec<String> = keys.into_iter().collect();
            let mut hints = vec![format!("take {} out until a later version can deploy it", keys.join(" and "))];
            if pending.iter().all(|pending| pending.runs_locally) {
                hints.push("or run it on this machine: `infra dev`".to_owned());
            }
            return hints;
        }
        Error::Resolve(error) => return resolve_hints(error),
        _ => &[],
    };
    hints.iter().map(|hint| (*hint).to_owned()).collect()
}

/// What to do about deployments that did not succeed, each once, with its services where there are several.
fn report_hints(reports: &[Report]) -> Vec<String> {
    let mut hints: Vec<(&String, Vec<&str>)> = Vec::new();
    for (report, hint) in reports.iter().flat_map(|report| report.hints.iter().map(move |hint| (report, hint))) {
        match hints.iter_mut().find(|(known, _)| *known == hint) {
            Some((_, services)) => services.push(&report.service),
            None => hints.push((hint, vec![&report.service])),
        }
    }
    let line = |(hint, services): (&String, Vec<&str>)| match reports {
        [_] => hint.clone(),
        _ => format!("{}: {hint}", services.join(", ")),
    };
    hints.into_iter().map(line).collect()
}

/// What to do where declarations and `configure` functions give no blueprint.
fn resolve_hints(error: &ResolveError) -> Vec<String> {
    match error {
        ResolveError::UnknownStage { .. } => {
            vec!["give one of these with `--stage`, or add it to `stages` in `app!`".to_owned()]
        }
        ResolveError::Configure { item, .. } => {
            vec![format!(
                "the function is the project's own: give it what it asks for, or mend it where `{item}` names it"
            )]
        }
        ResolveError::Broken { stage, problems } => {
            let mend = format!("mend what `configure` or the declaration makes of the items in stage `{stage}`");
            std::iter::once(mend).chain(explain(problems)).collect()
        }
        // Their message says the way out.
        ResolveError::Name(_) | ResolveError::Item { .. } => Vec::new(),
    }
}

/// Where the first of the broken rules is told at length.
pub(crate) fn explain(problems: &[Problem]) -> Option<String> {
    let rule = problems.first()?.violation.rule;
    Some(format!("`explain {rule}` tells more about the rule"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::StepFailure;

    #[test]
    fn a_missing_permission_says_which_action_on_what() {
        let denied = Error::Denied {
            operation: "ecs:UpdateService",
            action: Some("ecs:UpdateService".into()),
            resource: Some("arn:aws:ecs:eu-central-1:111122223333:service/shop/web".into()),
            message: "no".into(),
        };
        let failures = vec![StepFailure { subject: "web service".into(), error: Box::new(denied) }];
        let wrapped = Error::Apply { steps: 3, left_out: 1, failures, reports: Vec::new() };
        let failure = Failure::from(wrapped);
        assert_eq!(failure.kind, Kind::Permission);
        assert_eq!(failure.kind.exit_code(), 1);
        assert!(failure.hints.concat().contains("`ecs:UpdateService` on arn:aws:ecs:eu-central-1"), "{failure:?}");
    }

    #[test]
    fn what_the_user_can_mend_has_a_hint() {
        let wrong = Error::WrongAccount { stage: "prod".into(), bound: "1".into(), actual: "2".into() };
        for error in [Error::Region, Error::Credentials("none".into()), wrong] {
            assert!(!Failure::from(error).hints.is_empty());
        }
    }
}
