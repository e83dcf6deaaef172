//! Systems Manager's DescribeParameters; Secrets Manager's DescribeSecret and GetSecretValue.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::World;

pub(crate) fn answer_parameter(world: &World, operation: &str, request: &Value) -> Answer {
    if operation != "DescribeParameters" {
        return Err(AwsError::unknown_operation("ssm", operation));
    }
    let filters = request.list("ParameterFilters");
    let wanted: Vec<&str> = filters.iter().flat_map(|filter| texts(filter.list("Values"))).collect();
    if wanted.len() > 50 {
        return Err(AwsError::new("InvalidFilterValue", "A filter has at most 50 values."));
    }
    let found = world.known.parameters.iter().filter(|name| wanted.is_empty() || wanted.contains(&name.as_str()));
    let found: Vec<Value> = found.map(|name| json!({ "Name": name, "Type": "SecureString" })).collect();
    Ok(json!({ "Parameters": found }))
}

pub(crate) fn answer_secret(world: &World, operation: &str, request: &Value) -> Answer {
    let name = request.text("SecretId");
    let Some(value) = world.known.secrets.get(name) else {
        let message = "Secrets Manager can't find the specified secret.";
        return Err(AwsError::new("ResourceNotFoundException", message));
    };
    let arn = world.arn("secretsmanager", &format!("secret:{name}-AbCdEf"));
    match (operation, value) {
        ("DescribeSecret", Some(_)) => Ok(json!({ "ARN": arn, "Name": name })),
        ("DescribeSecret", None) => Ok(json!({ "ARN": arn, "Name": name, "DeletedDate": 1_795_305_600 })),
        ("GetSecretValue", Some(value)) => Ok(json!({ "ARN": arn, "Name": name, "SecretString": value })),
        ("GetSecretValue", None) => {
            let message = "You can't perform this operation on the secret because it was marked for deletion.";
            Err(AwsError::new("InvalidRequestException", message))
        }
        _ => Err(AwsError::unknown_operation("secretsmanager", operation)),
    }
}
