//! An AWS that notes what it is asked, and does nothing.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_config::{Region, SdkConfig};
use aws_sdk_ecs::config::http::{HttpRequest, HttpResponse};
use aws_sdk_ecs::config::retry::RetryConfig;
use aws_sdk_ecs::config::timeout::TimeoutConfig;
use aws_sdk_ecs::config::{BehaviorVersion, Credentials, SharedCredentialsProvider, StalledStreamProtectionConfig};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use serde_json::{Map, Value, json};

use crate::client::Clients;
use crate::direct::decoded;
use crate::ecs::Known;

/// The services of which calls are noted: what stands before the operation in the header, and the name on the command line.
const SERVICES: [(&str, &str); 2] =
    [("AmazonEC2ContainerServiceV20141113", "ecs"), ("AnyScaleFrontendService", "application-autoscaling")];

/// The lists of the Query calls that are noted; all else in them is text.
const LISTS: [&str; 3] = ["AlarmActions", "Dimensions", "Tags"];

/// A call that was made.
pub(super) struct Call {
    /// The service, as the command line of AWS calls it.
    pub(super) service: &'static str,
    /// The operation, as the command line of AWS calls it.
    pub(super) operation: String,
    pub(super) body: Value,
}

/// What notes calls.
#[derive(Clone, Default)]
pub(super) struct Recorder(Arc<Mutex<Vec<Call>>>);

impl Recorder {
    /// Clients whose calls are noted.
    pub(super) fn clients(&self, known: &Known) -> Clients {
        let region = if known.region.contains('$') { "us-east-1" } else { &known.region };
        let credentials = Credentials::new("nobody", "nothing", None, None, "eject");
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(region.to_owned()))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .http_client(SharedHttpClient::new(self.clone()))
            .retry_config(RetryConfig::disabled())
            .timeout_config(TimeoutConfig::disabled())
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .build();
        Clients { account: known.account.clone(), partition: known.partition.clone(), ..Clients::of(config, region) }
    }

    /// The calls since they were taken the last time.
    pub(super) fn take(&self) -> Vec<Call> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn push(&self, call: Call) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(call);
    }

    /// Notes a call of a service that takes queries: an alarm.
    fn note_query(&self, body: &[u8]) {
        let mut body = form(&String::from_utf8_lossy(body));
        let Some(Value::String(operation)) = body.as_object_mut().and_then(|body| body.remove("Action")) else {
            return;
        };
        if let Some(body) = body.as_object_mut() {
            body.remove("Version");
        }
        without_own_tags(&mut body, "Tags", "Key");
        self.push(Call { service: "cloudwatch", operation: kebab(&operation), body });
    }

    fn note(&self, request: &HttpRequest) -> Value {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let (service, operation) = target.split_once('.').unwrap_or((target, ""));
        let mut body: Value = serde_json::from_slice(request.body().bytes().unwrap_or_default()).unwrap_or_default();
        // Who registers without a number runs the newest revision by the family's name.
        let family = body.get("family").cloned();
        let policy = body.get("PolicyName").and_then(Value::as_str).map(|name| format!("${{ARN of policy {name}}}"));
        without_own_tags(&mut body, "tags", "key");
        if let Some((_, service)) = SERVICES.iter().find(|(known, _)| *known == service) {
            self.push(Call { service, operation: kebab(operation), body });
        } else if target.is_empty() {
            self.note_query(request.body().bytes().unwrap_or_default());
        }
        match (family, policy) {
            (Some(family), _) => json!({ "taskDefinition": { "taskDefinitionArn": family } }),
            (None, Some(policy)) => json!({ "PolicyARN": policy }),
            (None, None) => json!({}),
        }
    }
}

/// The project's own tags are how it finds what is its own.
fn without_own_tags(body: &mut Value, list: &str, key: &str) {
    let Some(tags) = body.get_mut(list).and_then(Value::as_array_mut) else { return };
    tags.retain(|tag| !tag.get(key).and_then(Value::as_str).is_some_and(|key| key.starts_with("infra:")));
    if tags.is_empty()
        && let Some(fields) = body.as_object_mut()
    {
        // ECS refuses to hand on the tags of a service that has none.
        fields.remove(list);
        fields.remove("propagateTags");
    }
}

/// A form as the JSON that the command line takes: `Tags.member.1.Key` is a field of an object in a list.
fn form(body: &str) -> Value {
    let mut fields = Map::new();
    for pair in body.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decoded(value);
        let mut parts = key.split('.');
        let Some(name) = parts.next() else { continue };
        if !LISTS.contains(&name) {
            fields.insert(name.to_owned(), plain(name, value));
            continue;
        }
        let list = fields.entry(name).or_insert_with(|| json!([]));
        let Some(members) = list.as_array_mut() else { continue };
        let place = parts.find_map(|part| part.parse::<usize>().ok()).unwrap_or_default();
        match parts.next() {
            None => members.push(Value::String(value)),
            Some(field) => {
                if members.len() < place {
                    members.push(json!({}));
                }
                if let Some(member) = members.last_mut() {
                    member[field] = Value::String(value);
                }
            }
        }
    }
    Value::Object(fields)
}

/// A value of an alarm as the command line takes it.
fn plain(name: &str, value: String) -> Value {
    let number = match name {
        "ActionsEnabled" => return Value::Bool(value == "true"),
        "Period" | "EvaluationPeriods" | "Threshold" => serde_json::from_str::<serde_json::Number>(&value).ok(),
        _ => None,
    };
    number.map_or(Value::String(value), Value::Number)
}

/// `RegisterTaskDefinition` as `register-task-definition`.
fn kebab(operation: &str) -> String {
    let mut name = String::new();
    for letter in operation.chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

impl fmt::Debug for Recorder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Recorder")
    }
}

impl HttpClient for Recorder {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Recorder {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let answer = self.note(&request).to_string();
        let status = 200_u16.try_into().map_err(|error| ConnectorError::user(Box::new(error)));
        HttpConnectorFuture::ready(status.map(|status| HttpResponse::new(status, answer.into())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_written_as_on_the_command_line() {
        assert_eq!(kebab("RegisterTaskDefinition"), "register-task-definition");
    }

    #[test]
    fn a_form_is_json() {
        let text = "Action=PutMetricAlarm&AlarmName=web-1&Period=60&Threshold=100&ActionsEnabled=true&\
                    AlarmActions.member.1=%24%7BARN%7D&Dimensions.member.1.Name=Queue&Dimensions.member.1.Value=1&\
                    Dimensions.member.2.Name=Kind&Dimensions.member.2.Value=a+b";
        let dimensions = json!([{ "Name": "Queue", "Value": "1" }, { "Name": "Kind", "Value": "a b" }]);
        let alarm = json!({
            "Action": "PutMetricAlarm", "AlarmName": "web-1", "Period": 60, "Threshold": 100, "ActionsEnabled": true,
            "AlarmActions": ["${ARN}"], "Dimensions": dimensions,
        });
        assert_eq!(form(text), alarm);
    }

    #[test]
    fn own_tags_are_left_out_and_others_stay() {
        let mut body = json!({ "tags": [{ "key": "infra:app" }, { "key": "team" }], "propagateTags": "SERVICE" });
        without_own_tags(&mut body, "tags", "key");
        assert_eq!(body, json!({ "tags": [{ "key": "team" }], "propagateTags": "SERVICE" }));
        let mut body = json!({ "tags": [{ "key": "infra:app" }], "propagateTags": "SERVICE" });
        without_own_tags(&mut body, "tags", "key");
        assert_eq!(body, json!({}));
    }
}
