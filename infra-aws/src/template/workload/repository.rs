//! The repositories of ECR in which the images are kept that are built of a workload.

use infra_core::blueprint::WorkloadBlueprint;
use serde_json::{Value, json};

use super::ecr::repositories;
use crate::template::draft::Draft;
use crate::template::output;

/// What CloudFormation calls a repository.
pub(crate) const KIND: &str = "AWS::ECR::Repository";

/// What the tag of an image begins with that no deployment needs any more. The rest is the start of its digest.
pub(crate) const RETIRED: &str = "retired-";

/// A repository for each image that is built: what is in it goes with it, so that nothing keeps a stage from being
/// destroyed. Tags cannot be moved. Who may pull is the execution role's to say; there is no policy of the repository's own.
pub(super) fn make(draft: &mut Draft, workload: &WorkloadBlueprint) {
    for (key, name) in repositories(workload) {
        let properties = json!({
            "RepositoryName": name,
            "EmptyOnDelete": true,
            "ImageScanningConfiguration": { "ScanOnPush": true },
            "ImageTagMutability": "IMMUTABLE",
            "LifecyclePolicy": { "LifecyclePolicyText": lifecycle().to_string() },
        });
        draft.disposable(&id(&key), KIND, properties);
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
