//! What is known about a stage so far: the account, and what its stacks put out.

use std::collections::{BTreeMap, BTreeSet};

use infra_core::blueprint::Blueprint;
use serde_json::Value;

use crate::stack::desired_stacks;
use crate::template::Serving;

/// What a stack puts out, by output name.
pub(crate) type Outputs = BTreeMap<String, String>;

/// What is known: all of it when nothing changes, and what the steps before have made while a plan is applied.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// The account.
    pub(crate) account: String,
    /// The region.
    pub(crate) region: String,
    /// The partition of both, as `aws` or `aws-cn`.
    pub(crate) partition: String,
    /// The outputs of each stack that exists.
    pub(crate) outputs: BTreeMap<String, Outputs>,
    /// The stacks of services whose second target group gets production's traffic.
    pub(crate) on_alternate: BTreeSet<String>,
    /// The ARN of the revision that each family is to run.
    pub(crate) revisions: BTreeMap<String, String>,
    /// The ids of the account's default VPC and its default subnets, where a cluster uses them.
    pub(crate) default_network: Option<(String, Vec<String>)>,
    /// The id of the public hosted zone of each domain whose zone no declaration names.
    pub(crate) hosted_zones: BTreeMap<String, String>,
}

impl Known {
    /// All that a stage's stacks will put out, as `${stack.Output}`: for what is made before anything exists.
    pub(crate) fn placeholders(blueprint: &Blueprint) -> Self {
        let outputs = desired_stacks(blueprint, &Self::default()).into_iter().map(|stack| {
            let outputs = stack.template.body.get("Outputs").and_then(Value::as_object).into_iter().flatten();
            let outputs = outputs.map(|(name, _)| (name.clone(), format!("${{{}.{name}}}", stack.name())));
            (stack.name().to_owned(), outputs.collect())
        });
        Self {
            account: "${Account}".to_owned(),
            region: "${Region}".to_owned(),
            partition: "${Partition}".to_owned(),
            outputs: outputs.collect(),
            ..Self::default()
        }
    }

    /// An output of a stack.
    pub(crate) fn output(&self, stack: &str, name: &str) -> Option<&str> {
        self.outputs.get(stack)?.get(name).map(String::as_str)
    }

    /// Which target group of a service's stack gets production's traffic.
    pub(crate) fn serving(&self, stack: &str) -> Serving {
        if self.on_alternate.contains(stack) { Serving::Alternate } else { Serving::Primary }
    }

    /// The start of an ARN of `service` in this account and region, up to the resource.
    pub(crate) fn arn(&self, service: &str) -> String {
        format!("arn:{}:{service}:{}:{}", self.partition, self.region, self.account)
    }
}
