//! Why AWS could not be read or changed.

use std::error::Error as StdError;

use aws_sdk_ecs::error::{ProvideErrorMetadata, SdkError};
use infra_core::blueprint::ResolveError;

/// Why AWS could not be read or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No credentials were found, or they could not be loaded.
    #[error("no AWS credentials: {0}")]
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
    /// Deployments failed or were rolled back.
    #[error("{}", .0.join("\n"))]
    Rollout(Vec<String>),
    /// Steps of a plan failed.
    #[error("{failed} of {steps} steps failed; first {subject}: {source}")]
    Apply {
        /// How many failed.
        failed: usize,
        /// How many there were.
        steps: usize,
        /// What the first failed on.
        subject: String,
        /// Why.
        source: Box<Error>,
    },
    /// AWS's answer lacks something that it always has.
    #[error("{operation} answered without {what}")]
    Answer {
        /// The operation.
        operation: &'static str,
        /// What is missing.
        what: String,
    },
    /// What stands in AWS cannot become what is declared.
    #[error("{0}")]
    Conflict(String),
    /// The declarations have no blueprint for the stage.
    #[error(transparent)]
    Resolve(#[from] ResolveError),
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

const DENIED: [&str; 6] = [
    "AccessDenied",
    "AccessDeniedException",
    "UnauthorizedOperation",
    "NotAuthorized",
    "AuthorizationError",
    "UnauthorizedException",
];
const BAD_CREDENTIALS: [&str; 8] = [
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "SignatureDoesNotMatch",
    "InvalidSignatureException",
    "MissingAuthenticationToken",
    "AuthFailure",
];
const THROTTLED: [&str; 6] = [
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestLimitExceeded",
    "TooManyRequestsException",
    "RequestThrottled",
];

impl Error {
    /// What an SDK call's failure means; `operation` is the IAM action, as `ecs:CreateService`.
    pub(crate) fn api<E>(operation: &'static str) -> impl Fn(SdkError<E>) -> Self
    where
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    {
        move |error| {
            let Some(service) = error.as_service_error() else {
                return Self::Unreachable { operation, message: chain(&error) };
            };
            let code = service.code().unwrap_or("unknown error").to_owned();
            let message = service.message().map_or_else(|| chain(&error), str::to_owned);
            Self::classify(operation, code, message)
        }
    }

    fn classify(operation: &'static str, code: String, message: String) -> Self {
        if DENIED.contains(&code.as_str()) || message.contains("is not authorized to perform") {
            let action = word_after(&message, "is not authorized to perform: ");
            let resource = word_after(&message, "on resource: ");
            Self::Denied { operation, action, resource, message }
        } else if BAD_CREDENTIALS.contains(&code.as_str()) {
            Self::Credentials(format!("{code}: {message}"))
        } else if THROTTLED.contains(&code.as_str()) {
            Self::Throttled { operation, message }
        } else {
            Self::Api { operation, code, message }
        }
    }

    /// Whether AWS said that the thing does not exist.
    pub(crate) fn is_missing(&self) -> bool {
        match self {
            Self::Api { code, message, .. } => {
                code.contains("NotFound")
                    || (code == "ValidationError" && message.contains("does not exist"))
                    || (code == "ClientException" && message.contains("Unable to describe task definition"))
            }
            _ => false,
        }
    }

    /// Whether AWS answered with these words.
    pub(crate) fn says(&self, words: &str) -> bool {
        matches!(self, Self::Api { message, .. } if message.contains(words))
    }

    /// The error code, where AWS answered with one.
    pub(crate) fn code(&self) -> Option<&str> {
        match self {
            Self::Api { code, .. } => Some(code),
            _ => None,
        }
    }
}

/// An error with its causes, each said once. An SDK error's own text names only the outermost.
pub(crate) fn chain(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        cause = error.source();
    }
    text
}

/// The word that follows `marker`, without the punctuation around it.
fn word_after(text: &str, marker: &str) -> Option<String> {
    let (_, rest) = text.split_once(marker)?;
    let word = rest.split_whitespace().next()?;
    Some(word.trim_matches(|letter: char| matches!(letter, ',' | '.' | '"' | '\'')).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_permission_names_action_and_resource() {
        let message = "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: ecs:CreateService on \
                       resource: arn:aws:ecs:eu-central-1:111122223333:service/shop/web because no identity-based \
                       policy allows the ecs:CreateService action";
        let error = Error::classify("ecs:CreateService", "AccessDeniedException".into(), message.into());
        let Error::Denied { action, resource, .. } = error else { panic!("{error}") };
        assert_eq!(action.as_deref(), Some("ecs:CreateService"));
        assert_eq!(resource.as_deref(), Some("arn:aws:ecs:eu-central-1:111122223333:service/shop/web"));
    }

    #[test]
    fn codes_are_told_apart() {
        let classify = |code: &str| Error::classify("ecs:DescribeServices", code.into(), "words".into());
        assert!(matches!(classify("ThrottlingException"), Error::Throttled { .. }));
        assert!(matches!(classify("ExpiredTokenException"), Error::Credentials(_)));
        assert!(matches!(classify("AccessDeniedException"), Error::Denied { action: None, .. }));
        assert!(classify("ClusterNotFoundException").is_missing());
        assert!(!classify("InvalidParameterException").is_missing());
    }
}
