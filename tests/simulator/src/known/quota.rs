//! Service Quotas: GetServiceQuota and GetAWSDefaultServiceQuota.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

/// AWS's own values, by code.
const DEFAULTS: [(&str, u32); 5] =
    [("L-3032A538", 140), ("L-36FBB829", 140), ("L-1216C47A", 5), ("L-F678F1CE", 5), ("L-0263D0A3", 5)];

pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    let code = request.text("QuotaCode");
    let value = match operation {
        "GetServiceQuota" => world.known.quotas.get(code).copied(),
        "GetAWSDefaultServiceQuota" => DEFAULTS.iter().find(|(known, _)| *known == code).map(|(_, value)| *value),
        _ => return Err(AwsError::unknown_operation("servicequotas", operation)),
    };
    match value {
        Some(value) => Ok(json!({ "Quota": { "QuotaCode": code, "Value": f64::from(value) } })),
        None => Err(AwsError::new("NoSuchResourceException", "The request failed because the quota does not exist.")),
    }
}
