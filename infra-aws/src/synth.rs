//! What would be sent to AWS, as files: templates and task definitions.

use std::collections::BTreeMap;

use infra_core::blueprint::Blueprint;

use crate::ecs::{Known, Outputs, TaskDefinition};
use crate::stack::desired_stacks;
use crate::template::output;

/// The files of a blueprint, by their path. What only AWS knows stands in task definitions as `${..}`.
pub(crate) fn files(blueprint: &Blueprint) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for stack in desired_stacks(blueprint, &Known::default()) {
        files.insert(format!("{}.template.json", stack.name()), stack.template.text());
    }
    let mut known = Known {
        account: "${Account}".to_owned(),
        region: "${Region}".to_owned(),
        partition: "${Partition}".to_owned(),
        ..Known::default()
    };
    for (cluster, workload) in blueprint.workloads() {
        let stack = &workload.identity.physical;
        known.outputs.insert(stack.clone(), placeholders(stack));
        if let Some(definition) = TaskDefinition::declared(cluster, workload, &known) {
            files.insert(format!("{stack}.task-definition.json"), format!("{:#}\n", definition.json()));
        }
    }
    files
}

fn placeholders(stack: &str) -> Outputs {
    [output::TASK_ROLE_ARN, output::EXECUTION_ROLE_ARN]
        .map(|name| (name.to_owned(), format!("${{{stack}.{name}}}")))
        .into()
}
