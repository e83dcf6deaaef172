//! Cloud Control: GetResource of what has no rules of its own here.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    if operation != "GetResource" {
        return Err(AwsError::unknown_operation("cloudcontrolapi", operation));
    }
    let (kind, id) = (request.text("TypeName"), request.text("Identifier"));
    match world.opaque.get(kind).and_then(|resources| resources.get(id)) {
        Some(properties) => Ok(json!({
            "TypeName": kind,
            "ResourceDescription": { "Identifier": id, "Properties": properties.to_string() },
        })),
        None => {
            let message = format!("Resource of type '{kind}' with identifier '{id}' was not found.");
            Err(AwsError::new("ResourceNotFoundException", message))
        }
    }
}
