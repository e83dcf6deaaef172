//! IAM: GetRole and SimulatePrincipalPolicy.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::World;

pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    match operation {
        "GetRole" => {}
        "SimulatePrincipalPolicy" => return simulate(world, request),
        _ => return Err(AwsError::unknown_operation("iam", operation)),
    }
    let name = request.text("RoleName");
    let document = |trust: &Value| form_urlencoded::byte_serialize(trust.to_string().as_bytes()).collect::<String>();
    let role = world.iam.roles.values().find(|role| role.name == name);
    let (arn, trust) = match role {
        Some(role) => (role.arn.clone(), role.trust.clone()),
        None if name.starts_with("AWSServiceRoleFor") && !world.known.no_roles.contains(name) => {
            (format!("arn:aws:iam::{}:role/aws-service-role/{name}", world.account), json!({}))
        }
        None => {
            let error = AwsError::new("NoSuchEntity", format!("The role with name {name} cannot be found."));
            return Err(AwsError { status: 404, ..error });
        }
    };
    Ok(json!({ "Role": { "RoleName": name, "Arn": arn, "AssumeRolePolicyDocument": document(&trust) } }))
}

/// Whether a role may do things, by the names of the actions in its policies alone.
fn simulate(world: &World, request: &Value) -> Answer {
    let arn = request.text("PolicySourceArn");
    let Some(role) = world.iam.roles.get(arn) else {
        let error = AwsError::new("NoSuchEntity", format!("The entity {arn} cannot be found."));
        return Err(AwsError { status: 404, ..error });
    };
    let allowed = role.policies.to_string();
    let told = texts(request.list("ActionNames")).map(|action| {
        let decision = if allowed.contains(&format!("\"{action}\"")) { "allowed" } else { "implicitDeny" };
        json!({ "EvalActionName": action, "EvalResourceName": "*", "EvalDecision": decision })
    });
    Ok(json!({ "EvaluationResults": told.collect::<Vec<Value>>(), "IsTruncated": false }))
}
