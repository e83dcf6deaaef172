//! AWS JSON 1.1: the operation stands in a header, all else is JSON.

use serde_json::{Value, json};

use super::{Asked, Protocol};
use crate::error::{Answer, AwsError};

/// The services, by the prefix of the header.
const SERVICES: [(&str, &str); 10] = [
    ("AmazonEC2ContainerServiceV20141113", "ecs"),
    ("AnyScaleFrontendService", "application-autoscaling"),
    ("Logs_20140328", "logs"),
    ("ResourceGroupsTaggingAPI_20170126", "tag"),
    ("AmazonEC2ContainerRegistry_V20150921", "ecr"),
    ("AmazonSSM", "ssm"),
    ("secretsmanager", "secretsmanager"),
    ("CertificateManager", "acm"),
    ("ServiceQuotasV20190624", "servicequotas"),
    ("AWSEvents", "events"),
];

pub(super) fn decode(target: &str, body: &[u8]) -> Result<Asked, AwsError> {
    let (prefix, operation) = target.split_once('.').unwrap_or((target, ""));
    let service = SERVICES.iter().find(|(known, _)| *known == prefix).map(|(_, service)| *service);
    let service = service.ok_or_else(|| AwsError::unknown_operation(prefix, operation))?;
    let request = if body.is_empty() { Ok(json!({})) } else { serde_json::from_slice::<Value>(body) };
    let request = request.map_err(|error| AwsError::new("SerializationException", error.to_string()))?;
    Ok(Asked { protocol: Protocol::Json, service, operation: operation.to_owned(), request })
}

pub(super) fn encode(answer: &Answer) -> (u16, &'static str, String) {
    const KIND: &str = "application/x-amz-json-1.1";
    match answer {
        Ok(answer) => (200, KIND, answer.to_string()),
        Err(error) => (error.status, KIND, json!({"__type": error.code, "message": error.message}).to_string()),
    }
}
