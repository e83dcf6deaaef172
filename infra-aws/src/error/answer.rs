//! What an answer of AWS means.

use std::error::Error as StdError;

use aws_sdk_ecs::error::{ProvideErrorMetadata, SdkError};

use super::Error;

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
            Self::Credentials(format!("AWS does not accept the credentials: {code}: {message}"))
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

    /// Whether the same call may succeed a little later: too many calls, no answer, a fault of AWS's own.
    pub(crate) fn passes(&self) -> bool {
        match self {
            Self::Throttled { .. } | Self::Unreachable { .. } => true,
            Self::Api { code, .. } => FAULTS.contains(&code.as_str()),
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

/// The codes of faults that are AWS's own.
const FAULTS: [&str; 10] = [
    "InternalError",
    "InternalFailure",
    "InternalServerError",
    "InternalServerException",
    "InternalServiceException",
    "ServerException",
    "ServiceUnavailable",
    "ServiceUnavailableException",
    "HTTP 500",
    "HTTP 503",
];

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
