//! What is the same wherever services are moto's.

use serde_json::{Value, json};

use super::proxy::Reaction;

/// Answers in the place of moto, which answers 500: no deployment of a service is on record.
pub(crate) fn no_deployments() -> Reaction {
    Reaction::Answer(200, json!({ "serviceDeployments": [] }).to_string())
}

/// Changes an answer about services so that all of their tasks run: moto starts none.
pub(crate) fn all_run(answer: &mut Value) {
    for service in answer["services"].as_array_mut().into_iter().flatten() {
        run(service);
        let revision = service["taskDefinition"].clone();
        for deployment in service["deployments"].as_array_mut().into_iter().flatten() {
            run(deployment);
            deployment["rolloutState"] = json!("COMPLETED");
            // Its first deployment is its last one, with the revision of that time.
            deployment["taskDefinition"] = revision.clone();
        }
    }
}

/// As many run as are wanted.
fn run(counted: &mut Value) {
    counted["runningCount"] = counted["desiredCount"].clone();
    counted["pendingCount"] = json!(0);
}
