//! Resource Groups Tagging: GetResources.

use serde_json::{Value, json};

use crate::ecs;
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::World;

pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    if operation != "GetResources" {
        return Err(AwsError::unknown_operation("tag", operation));
    }
    let arns = request.list("ResourceARNList");
    let types: Vec<&str> = texts(request.list("ResourceTypeFilters")).collect();
    let mut found = Vec::new();
    for (arn, tags) in ecs::tagged(world) {
        let listed = arns.is_empty() || texts(arns).any(|wanted| wanted == arn);
        let of_type = types.is_empty() || types.iter().any(|kind| is_of_type(&arn, kind));
        let filters = request.list("TagFilters");
        if listed && of_type && filters.iter().all(|filter| holds(&tags, filter)) {
            let tags: Vec<Value> =
                tags.iter().map(|tag| json!({"Key": tag.text("key"), "Value": tag.text("value")})).collect();
            found.push(json!({"ResourceARN": arn, "Tags": tags}));
        }
    }
    Ok(json!({"ResourceTagMappingList": found, "PaginationToken": ""}))
}

/// Whether an ARN is of a type, as `ecs` or `ecs:service`.
fn is_of_type(arn: &str, kind: &str) -> bool {
    let mut parts = arn.splitn(6, ':').skip(2);
    let (service, resource) = (parts.next().unwrap_or_default(), parts.nth(2).unwrap_or_default());
    let (wanted, of) = kind.split_once(':').unwrap_or((kind, ""));
    service == wanted && (of.is_empty() || resource.split(['/', ':']).next() == Some(of))
}

fn holds(tags: &[Value], filter: &Value) -> bool {
    let values = filter.list("Values");
    tags.iter().any(|tag| {
        tag.text("key") == filter.text("Key")
            && (values.is_empty() || texts(values).any(|value| value == tag.text("value")))
    })
}
