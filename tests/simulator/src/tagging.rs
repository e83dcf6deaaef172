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
    let file_systems = world.file_systems.iter().map(|(id, tags)| {
        let arn = world.arn("elasticfilesystem", &format!("file-system/{id}"));
        (arn, tags.clone())
    });
    for (arn, tags) in ecs::tagged(world).into_iter().chain(file_systems) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ecs::Cluster;

    fn world() -> World {
        let mut world = World::new("111122223333", "eu-central-1", 1);
        for (name, stage) in [("one", "dev"), ("two", "prod")] {
            let cluster = Cluster {
                arn: world.arn("ecs", &format!("cluster/{name}")),
                name: name.to_owned(),
                status: "ACTIVE".to_owned(),
                capacity_providers: Vec::new(),
                default_strategy: json!([]),
                settings: json!([]),
                tags: vec![json!({"key": "stage", "value": stage})],
                namespace: String::new(),
            };
            world.ecs.clusters.insert(name.to_owned(), cluster);
        }
        world
    }

    fn found(request: &Value) -> Vec<String> {
        let answer = answer(&world(), "GetResources", request).unwrap();
        answer.list("ResourceTagMappingList").iter().map(|found| found.text("ResourceARN").to_owned()).collect()
    }

    #[test]
    fn resources_are_found_by_arn_tag_and_type() {
        let one = "arn:aws:ecs:eu-central-1:111122223333:cluster/one".to_owned();
        assert_eq!(found(&json!({})).len(), 2);
        assert_eq!(found(&json!({"ResourceARNList": [one]})), [one.as_str()]);
        assert_eq!(found(&json!({"TagFilters": [{"Key": "stage", "Values": ["dev"]}]})), [one.as_str()]);
        assert_eq!(found(&json!({"TagFilters": [{"Key": "stage"}], "ResourceTypeFilters": ["ecs:cluster"]})).len(), 2);
        assert!(found(&json!({"ResourceTypeFilters": ["ecs:service"]})).is_empty());
    }
}
