//! File systems that earlier deployments left: they outlive their stacks.

use infra_core::blueprint::{Blueprint, TAG_APP, TAG_ITEM, TAG_STAGE};
use infra_core::declaration::{FileSystem, VolumeSource};
use serde_json::{Value, json};

use super::ObservedStack;
use crate::Error;
use crate::arn::short;
use crate::client::Clients;
use crate::direct::{self, TAGGING};
use crate::template::output;

/// A file system that carries the stage's tags and is no stack's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LeftFileSystem {
    /// The item that it was made for.
    pub(crate) item: String,
    /// Its tag `Name`: the item's physical name and the volume.
    pub(crate) name: String,
    /// Its id.
    pub(crate) id: String,
}

/// Those that were left, if one is to be made: only then does it matter. Whoever may not ask gets none.
pub(super) async fn read<'stacks>(
    clients: &Clients,
    blueprint: &Blueprint,
    stacks: impl Iterator<Item = &'stacks ObservedStack> + Clone,
) -> Result<Vec<LeftFileSystem>, Error> {
    if !makes_one(blueprint, stacks.clone()) {
        return Ok(Vec::new());
    }
    let filter = |key: &str, value: &str| json!({ "Key": key, "Values": [value] });
    let body = json!({
        "ResourceTypeFilters": ["elasticfilesystem:file-system"],
        "TagFilters": [filter(TAG_APP, &blueprint.names.app), filter(TAG_STAGE, &blueprint.names.stage)],
    });
    let answer = match direct::json(clients, &TAGGING, "tag:GetResources", &body).await {
        Err(Error::Denied { .. } | Error::Api { .. } | Error::Answer { .. }) => return Ok(Vec::new()),
        answer => answer?,
    };
    let held: Vec<&String> = stacks.flat_map(|stack| stack.outputs.values()).collect();
    let mut left: Vec<LeftFileSystem> = of_answer(&answer).collect();
    left.retain(|file_system| !held.contains(&&file_system.id));
    left.sort();
    Ok(left)
}

/// Whether a volume is to be made that no stack has.
fn makes_one<'stacks>(blueprint: &Blueprint, stacks: impl Iterator<Item = &'stacks ObservedStack> + Clone) -> bool {
    blueprint.workloads().any(|(_, workload)| {
        let own = stacks.clone().find(|stack| stack.name == workload.identity.physical);
        workload.volumes.iter().any(|volume| {
            let made = matches!(volume.source, VolumeSource::Efs(efs) if efs.file_system == FileSystem::New);
            made && own.is_none_or(|stack| !stack.outputs.contains_key(&output::file_system(volume.name)))
        })
    })
}

fn of_answer(answer: &Value) -> impl Iterator<Item = LeftFileSystem> {
    let resources = answer.get("ResourceTagMappingList").and_then(Value::as_array).into_iter().flatten();
    resources.filter_map(|resource| {
        let tags = resource.get("Tags")?.as_array()?;
        let tag = |key: &str| {
            let tag = tags.iter().find(|tag| tag.get("Key").and_then(Value::as_str) == Some(key));
            tag.and_then(|tag| tag.get("Value")).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let id = short(resource.get("ResourceARN")?.as_str()?).to_owned();
        Some(LeftFileSystem { item: tag(TAG_ITEM), name: tag("Name"), id })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_system_is_known_by_its_tags() {
        let answer = json!({ "ResourceTagMappingList": [{
            "ResourceARN": "arn:aws:elasticfilesystem:eu-central-1:111122223333:file-system/fs-0123456789abcdef0",
            "Tags": [{ "Key": "infra:item", "Value": "files" }, { "Key": "Name", "Value": "shop-prod-files-data" }],
        }] });
        let left = LeftFileSystem {
            item: "files".into(),
            name: "shop-prod-files-data".into(),
            id: "fs-0123456789abcdef0".into(),
        };
        assert_eq!(of_answer(&answer).collect::<Vec<_>>(), [left]);
        assert_eq!(of_answer(&json!({})).count(), 0);
    }
}
