//! The stacks of a blueprint, with the values that their parameters have.

use std::collections::{BTreeMap, BTreeSet};

use infra_core::blueprint::Blueprint;
use serde_json::{Value, json};

use crate::Error;
use crate::ecs::Known;
use crate::observe::ObservedStack;
use crate::template::{self, LONGEST_BODY, ParameterValue, StackTemplate, output, too_long};

/// The output that holds a stack's fingerprint. An output, not a tag: CloudFormation hands a stack's tags on to its
/// resources, and each change of the tag would be a change of them all.
pub(crate) const FINGERPRINT: &str = "Fingerprint";

/// A stack that must exist.
#[derive(Clone, Debug)]
pub(crate) struct DesiredStack {
    pub(crate) template: StackTemplate,
    /// The stack of its cluster; its own name, if it is that stack.
    pub(crate) cluster: String,
    /// The item's doc comment; may be empty.
    pub(crate) description: &'static str,
}

/// Every stack of a blueprint: each cluster's, and after it those of its workloads.
pub(crate) fn desired_stacks(blueprint: &Blueprint, known: &Known) -> Vec<DesiredStack> {
    let mut stacks = Vec::new();
    for cluster in &blueprint.clusters {
        let name = &cluster.identity.physical;
        let description = cluster.identity.description;
        stacks.push(DesiredStack {
            template: template::cluster(blueprint, cluster),
            cluster: name.clone(),
            description,
        });
        for workload in &cluster.workloads {
            let serving = known.serving(&workload.identity.physical);
            let template = template::workload(blueprint, cluster, workload, serving);
            let description = workload.identity.description;
            stacks.push(DesiredStack { template, cluster: name.clone(), description });
        }
    }
    stacks
}

/// Refuses a stack whose template is longer than CloudFormation takes with the call.
pub(crate) fn check_length(stack: &DesiredStack) -> Result<(), Error> {
    let Some(bytes) = too_long(&stack.template.body) else { return Ok(()) };
    let (name, item) = (stack.name(), &stack.template.item);
    let way_out = if stack.cluster == name {
        format!("put what `{item}` includes into a stack of its own, or some of its items into another cluster")
    } else {
        format!("divide `{item}` into several items, or give it a role that is there (`role = \"arn..\"`)")
    };
    Err(Error::Conflict(format!(
        "the template of stack {name} has {bytes} bytes, and CloudFormation takes {LONGEST_BODY} without a bucket; {way_out}"
    )))
}

impl DesiredStack {
    /// The stack's name.
    pub(crate) fn name(&self) -> &str {
        &self.template.name
    }

    /// The values of the parameters; none while one is not known yet.
    pub(crate) fn values(&self, known: &Known) -> Option<BTreeMap<String, String>> {
        let values = self.template.parameters.iter();
        values.map(|(name, value)| Some((name.clone(), self.value(value, known)?))).collect()
    }

    fn value(&self, value: &ParameterValue, known: &Known) -> Option<String> {
        match value {
            ParameterValue::Known(value) => Some(value.clone()),
            ParameterValue::ClusterOutput(output) => known.output(&self.cluster, output).map(str::to_owned),
            ParameterValue::WorkloadOutput { stack, output } => known.output(stack, output).map(str::to_owned),
            ParameterValue::DefaultVpc => known.default_network.as_ref().map(|(vpc, _)| vpc.clone()),
            ParameterValue::DefaultSubnets => known.default_network.as_ref().map(|(_, subnets)| subnets.join(",")),
            ParameterValue::HostedZone(domain) => known.hosted_zones.get(domain).cloned(),
            ParameterValue::DefaultSubnet(number) => known
                .default_network
                .as_ref()
                .map(|(_, subnets)| subnets.get(usize::from(number.saturating_sub(1))).cloned().unwrap_or_default()),
            ParameterValue::Weight(group) => {
                let serves = known.serving(self.name()) == *group;
                Some(if serves { "100" } else { "0" }.to_owned())
            }
        }
    }

    /// Whether its rules divide the traffic between two target groups.
    pub(crate) fn has_weights(&self) -> bool {
        self.template.parameters.values().any(|value| matches!(value, ParameterValue::Weight(_)))
    }

    /// The parameters whose values are not those that a stack has now, or are not known yet; without weights, which are
    /// those that hold, whatever they were when the stack was updated last.
    pub(crate) fn changed_parameters(&self, stack: &ObservedStack, known: &Known) -> BTreeSet<String> {
        let parameters = self.template.parameters.iter();
        let changed = parameters.filter(|(name, value)| {
            if matches!(value, ParameterValue::Weight(_)) {
                return false;
            }
            let value = self.value(value, known);
            value.is_none() || value.as_ref() != stack.parameters.get(*name)
        });
        changed.map(|(name, _)| name.clone()).collect()
    }

    /// The template with its fingerprint for these values among the outputs.
    pub(crate) fn body(&self, values: &BTreeMap<String, String>) -> String {
        let mut body = self.template.body.clone();
        let fingerprint = self.template.fingerprint(values);
        let output = json!({ "Description": "What the template and its parameters hash to", "Value": fingerprint });
        match body.get_mut("Outputs").and_then(Value::as_object_mut) {
            Some(outputs) => {
                outputs.insert(FINGERPRINT.to_owned(), output);
            }
            None => {
                if let Some(body) = body.as_object_mut() {
                    body.insert("Outputs".to_owned(), json!({ FINGERPRINT: output }));
                }
            }
        }
        template::body_text(&body)
    }

    /// Whether a stack that exists is this one, with the parameters as they are known.
    pub(crate) fn is_current(&self, stack: &ObservedStack, known: &Known) -> bool {
        stack.is_usable()
            && self
                .values(known)
                .is_some_and(|values| stack.outputs.get(FINGERPRINT) == Some(&self.template.fingerprint(&values)))
    }
}

impl ObservedStack {
    /// Whether it is a cluster's stack, and not a workload's.
    pub(crate) fn is_cluster(&self) -> bool {
        self.outputs.contains_key(output::CLUSTER_NAME)
    }
}
