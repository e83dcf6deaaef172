//! GetCallerIdentity.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::world::World;

pub(crate) fn answer(world: &World, operation: &str, _request: &Value) -> Answer {
    if operation != "GetCallerIdentity" {
        return Err(AwsError::unknown_operation("sts", operation));
    }
    let arn = format!("arn:aws:iam::{}:user/simulator", world.account);
    Ok(json!({"Arn": arn, "UserId": "AIDASIMULATOR", "Account": world.account}))
}
