//! What an operation refuses with.

use serde_json::Value;

/// A refusal, as each protocol tells it in its own form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AwsError {
    /// The status of the HTTP answer.
    pub(crate) status: u16,
    /// The code, as `ClusterNotFoundException`.
    pub(crate) code: String,
    /// The sentence for people.
    pub(crate) message: String,
}

/// What an operation answers.
pub(crate) type Answer = Result<Value, AwsError>;

impl AwsError {
    /// A mistake of the caller: status 400.
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Self {
        Self { status: 400, code: code.to_owned(), message: message.into() }
    }

    /// ECS's `InvalidParameterException`.
    pub(crate) fn parameter(message: impl Into<String>) -> Self {
        Self::new("InvalidParameterException", message)
    }

    /// ECS's `ClientException`.
    pub(crate) fn client(message: impl Into<String>) -> Self {
        Self::new("ClientException", message)
    }

    /// `ValidationError` of CloudFormation, or of another service that speaks Query.
    pub(crate) fn validation(message: impl Into<String>) -> Self {
        Self::new("ValidationError", message)
    }

    /// An operation that the simulator does not know.
    pub(crate) fn unknown_operation(service: &str, operation: &str) -> Self {
        Self::new("UnknownOperationException", format!("the simulator does not know {service}:{operation}"))
    }
}
