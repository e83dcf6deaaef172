//! What the revisions of task definitions hash to, as their tags tell it.
//!
//! ECS describes one task definition a call. The Resource Groups Tagging API gives the tags of a hundred, so that of
//! services which are as declared none is described.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::client::Clients;
use crate::direct::{self, TAGGING};
use crate::ecs::TAG_FINGERPRINT;
use crate::{Error, concurrently};

/// How many resources one call takes.
const BATCH: usize = 100;

/// The fingerprints that revisions carry, by ARN; of those that have none, or that the service does not know yet,
/// nothing. Whoever may not ask gets none: then each is described.
pub(super) async fn read(clients: &Clients, arns: Vec<String>) -> Result<BTreeMap<String, String>, Error> {
    let calls = arns.chunks(BATCH).map(|batch| {
        let body = json!({ "ResourceARNList": batch });
        async move {
            match direct::json(clients, &TAGGING, "tag:GetResources", &body).await {
                Ok(answer) => Ok(fingerprints(&answer)),
                Err(Error::Denied { .. } | Error::Api { .. } | Error::Answer { .. }) => Ok(Vec::new()),
                Err(error) => Err(error),
            }
        }
    });
    Ok(concurrently::all(calls.collect()).await?.into_iter().flatten().collect())
}

fn fingerprints(answer: &Value) -> Vec<(String, String)> {
    let resources = answer.get("ResourceTagMappingList").and_then(Value::as_array).into_iter().flatten();
    let found = resources.filter_map(|resource| {
        let arn = resource.get("ResourceARN")?.as_str()?;
        let tags = resource.get("Tags")?.as_array()?;
        let tag = tags.iter().find(|tag| tag.get("Key").and_then(Value::as_str) == Some(TAG_FINGERPRINT))?;
        Some((arn.to_owned(), tag.get("Value")?.as_str()?.to_owned()))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprints_are_read_and_other_tags_are_not() {
        let answer = json!({ "PaginationToken": "", "ResourceTagMappingList": [
            { "ResourceARN": "web:1", "Tags": [{ "Key": "infra:app", "Value": "shop" }, { "Key": TAG_FINGERPRINT, "Value": "1-ab" }] },
            { "ResourceARN": "api:1", "Tags": [] },
        ] });
        assert_eq!(fingerprints(&answer), [("web:1".to_owned(), "1-ab".to_owned())]);
        assert_eq!(fingerprints(&json!({})), []);
    }
}
