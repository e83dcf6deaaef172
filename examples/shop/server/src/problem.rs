//! What went wrong with a request, as JSON: `{"error": {"code": "not_found", "message": ".."}}`.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use crate::order::Refusal;
use crate::store::StoreError;

/// What went wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    message: String,
}

/// A problem as it is written.
#[derive(Debug, Serialize, Deserialize)]
pub struct Written {
    /// The only member.
    pub error: Said,
}

/// What is said of a problem.
#[derive(Debug, Serialize, Deserialize)]
pub struct Said {
    /// A word for programs.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}

impl Problem {
    /// There is no such thing, or whoever asks may not know of it.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "there is no such thing here")
    }

    /// There is such a thing, but that cannot be done with it.
    #[must_use]
    pub fn method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "this cannot be done here")
    }

    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let said = Said { code: self.code.to_owned(), message: self.message };
        (self.status, Json(Written { error: said })).into_response()
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        Self::new(rejection.status(), "malformed", rejection.body_text())
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::new(rejection.status(), "malformed", rejection.body_text())
    }
}

/// What is no number of an order is none that there is.
impl From<PathRejection> for Problem {
    fn from(_: PathRejection) -> Self {
        Self::not_found()
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", refusal.to_string())
    }
}

/// Why a file cannot be written is for the logs, not for customers.
impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        if let StoreError::NoOrder(_) = error {
            return Self::not_found();
        }
        tracing::error!(%error, "the store does not answer");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "something is wrong here; please try again later")
    }
}
