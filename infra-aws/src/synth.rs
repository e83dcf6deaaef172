//! What would be sent to AWS, as files: templates and task definitions.

use std::collections::BTreeMap;

use infra_core::blueprint::Blueprint;

use crate::Error;
use crate::ecs::{Known, TaskDefinition};
use crate::stack::{check_length, desired_stacks};

/// The files of a blueprint, by their path. What only AWS knows stands in task definitions as `${..}`.
pub(crate) fn files(blueprint: &Blueprint) -> Result<BTreeMap<String, String>, Error> {
    let mut files = BTreeMap::new();
    for stack in desired_stacks(blueprint, &Known::default()) {
        check_length(&stack)?;
        files.insert(format!("{}.template.json", stack.name()), stack.template.text());
    }
    let known = Known::placeholders(blueprint);
    for (cluster, workload) in blueprint.workloads() {
        if let Some(definition) = TaskDefinition::declared(cluster, workload, &known) {
            let stack = &workload.identity.physical;
            files.insert(format!("{stack}.task-definition.json"), format!("{:#}\n", definition.document));
        }
    }
    Ok(files)
}
