//! The repositories of ECR in which the images are kept that are built of an app.

use infra_core::blueprint::ClusterBlueprint;
use serde_json::{Value, json};

use crate::template::draft::Draft;
use crate::template::output;
use crate::template::workload::repositories;

/// What the tag of an image begins with that no deployment needs any more. The rest is the start of its digest.
pub(crate) const RETIRED: &str = "retired-";

/// The parameter that holds the rules of all repositories, which are many and the same.
const LIFECYCLE: &str = "ImageLifecycle";

/// A repository for each image that is built: what is in it goes with it, so that nothing keeps a stage from being
/// destroyed. Tags cannot be moved. Who may pull is the execution role's to say; there is no policy of the repository's own.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint) {
    let repositories: Vec<(String, String)> = cluster.workloads.iter().flat_map(repositories).collect();
    if repositories.is_empty() {
        return;
    }
    let lifecycle = draft.default_parameter(LIFECYCLE, "String", &lifecycle().to_string());
    for (key, name) in repositories {
        let properties = json!({
            "RepositoryName": name,
            "EmptyOnDelete": true,
            "ImageScanningConfiguration": { "ScanOnPush": true },
            "ImageTagMutability": "IMMUTABLE",
            "LifecyclePolicy": { "LifecyclePolicyText": lifecycle },
        });
        draft.disposable(&id(&key), "AWS::ECR::Repository", properties);
    }
}

/// The logical id of the repository for the images of this key.
pub(crate) fn id(key: &str) -> String {
    format!("{}Repository", output::volume_id(key))
}

/// What is deleted: images that are marked as retired, and nothing else. ECR's rules know tags, counts and ages, but not
/// what is in use: that is for the deploy to say. Neither do they spare what has no tag and belongs to an image, as its list
/// of what is in it (SBOM): no rule is for those. It goes with its image.
fn lifecycle() -> Value {
    json!({
        "rules": [{
            "rulePriority": 1,
            "description": "No deployment that can be gone back to needs them",
            "selection": {
                "tagStatus": "tagged",
                "tagPrefixList": [RETIRED],
                "countType": "sinceImagePushed",
                "countUnit": "days",
                "countNumber": 1,
            },
            "action": { "type": "expire" },
        }],
    })
}
