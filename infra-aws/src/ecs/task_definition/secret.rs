//! Where ECS finds the values of secrets.

use infra_core::blueprint::Secret;
use serde_json::{Value, json};

use crate::ecs::Known;

/// A secret under the name of its variable or option.
pub(super) fn reference(name: &str, secret: &Secret, known: &Known) -> Value {
    json!({ "name": name, "valueFrom": arn(secret, known) })
}

fn arn(secret: &Secret, known: &Known) -> String {
    match secret {
        Secret::Parameter(name) => {
            let slash = if name.starts_with('/') { "" } else { "/" };
            format!("{}:parameter{slash}{name}", known.arn("ssm"))
        }
        Secret::SecretsManager { name, key } => {
            let key = key.as_ref().map(|key| format!(":{key}::")).unwrap_or_default();
            format!("{}:secret:{name}{key}", known.arn("secretsmanager"))
        }
    }
}
