//! One call of an AWS API, as the proxy sees it.

use std::fmt;

use super::form;
use super::http::Message;

/// One call of an AWS API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// The service as the signature names it, as `ecs`.
    pub(crate) service: String,
    /// The operation, as `CreateService`.
    pub(crate) action: String,
    /// What was sent.
    pub(crate) body: String,
}

impl Call {
    /// What a request calls. The service stands in the scope of its signature, the operation in a header or in the form.
    pub(crate) fn of(request: &Message) -> Self {
        let authorization = request.header("authorization").unwrap_or_default();
        let scope = authorization.split_once("Credential=").map_or("", |(_, scope)| scope);
        let service = scope.split('/').nth(3).unwrap_or("unsigned").to_owned();
        let target = request.header("x-amz-target").and_then(|target| target.rsplit('.').next()).map(str::to_owned);
        let form =
            || form::decode(&request.body).into_iter().find(|(name, _)| name == "Action").map(|(_, value)| value);
        let action = target.or_else(form).unwrap_or_else(|| request.first.clone());
        Self { service, action, body: request.body.clone() }
    }

    /// Whether it changes nothing.
    pub(crate) fn is_read(&self) -> bool {
        ["Describe", "List", "Get"].iter().any(|verb| self.action.starts_with(verb))
    }

    /// The field of a form or of a JSON object.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        if self.body.starts_with('{') {
            let body: serde_json::Value = serde_json::from_str(&self.body).expect("a JSON body is whole");
            return body.get(name).and_then(|value| value.as_str()).map(str::to_owned);
        }
        form::decode(&self.body).into_iter().find(|(field, _)| field == name).map(|(_, value)| value)
    }
}

impl fmt::Display for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.service, self.action)
    }
}
