//! EventBridge: ListRules and ListTargetsByRule, of the default bus.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    match operation {
        "ListRules" => {
            let told = world.known.rules.values().map(|rule| {
                let mut rule = rule.clone();
                if let Some(rule) = rule.as_object_mut() {
                    rule.remove("Targets");
                }
                rule
            });
            Ok(json!({ "Rules": told.collect::<Vec<Value>>() }))
        }
        "ListTargetsByRule" => {
            let name = request.text("Rule");
            match world.known.rules.get(name) {
                Some(rule) => Ok(json!({ "Targets": rule["Targets"] })),
                None => {
                    let message = format!("Rule {name} does not exist on EventBus default.");
                    Err(AwsError::new("ResourceNotFoundException", message))
                }
            }
        }
        _ => Err(AwsError::unknown_operation("events", operation)),
    }
}
