//! What a stage costs a month by list prices, before and after a plan: pure functions.
//!
//! What is there is priced by the same functions as what is declared: the tasks of services by their sizes, all else by the
//! templates of the stacks. So a change is a difference of like things.

mod prices;
mod resources;
mod tasks;

use infra_core::blueprint::{Blueprint, CapacityFamily};
use infra_core::plan::{Cost, CostLine};
use serde_json::Value;

use crate::observe::Observed;
use crate::stack::desired_stacks;
use tasks::Tasks;

/// What AWS bills that no declaration tells the amount of.
const NOT_COUNTED: [&str; 6] = [
    "data transfer",
    "capacity units of load balancers",
    "logs and metrics",
    "what tasks that are run or scheduled take",
    "storage by use",
    "discounts of spot and savings plans",
];

/// What the stage costs as it is declared, and as it is.
pub(crate) fn estimate(blueprint: &Blueprint, observed: &Observed) -> Cost {
    let mut unpriced = Vec::new();
    let (mut after, mut before) = (Vec::new(), Vec::new());
    for (cluster, workload) in blueprint.workloads() {
        after.extend(Tasks::declared(cluster, workload).map(|tasks| tasks.line()));
        if workload.service().is_some() && cluster.family_of(workload) == CapacityFamily::Managed {
            unpriced.push(format!("the Managed Instances of {}", workload.identity.name));
        }
    }
    let running = observed.services.values().filter_map(|service| Tasks::existing(observed, service));
    before.extend(running.map(|tasks| tasks.line()));
    let stacks = desired_stacks(blueprint, &observed.known);
    for stack in &stacks {
        after.extend(resources::lines(&stack.template.item, &stack.template.body, &mut unpriced));
    }
    for (name, stack) in observed.stacks.iter().filter(|(_, stack)| stack.is_usable()) {
        // The template of a stack that stays as it is was not read: it is the declared one.
        let present = || stacks.iter().find(|desired| desired.name() == name).map(|desired| &desired.template.body);
        let body: Option<&Value> = observed.bodies.get(name).or_else(present);
        before.extend(body.into_iter().flat_map(|body| resources::lines(&stack.item, body, &mut Vec::new())));
    }
    unpriced.sort();
    unpriced.dedup();
    after.sort_by(|one, two| two.monthly.most.cmp(&one.monthly.most).then_with(|| one.item.cmp(&two.item)));
    let sum = |lines: &[CostLine]| lines.iter().map(|line| line.monthly).sum();
    Cost {
        monthly: sum(&after),
        before: sum(&before),
        prices: prices(&observed.known.region),
        lines: after,
        not_counted: NOT_COUNTED.into_iter().map(str::to_owned).chain(unpriced).collect(),
    }
}

/// Whose prices they are.
fn prices(region: &str) -> String {
    let (of, date) = (prices::REGION, prices::DATE);
    let elsewhere = if region == of { String::new() } else { format!(" ({region} has its own)") };
    format!("list prices of {of} of {date}{elsewhere}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_region_is_told_to_have_other_prices() {
        assert_eq!(prices("us-east-1"), "list prices of us-east-1 of 2026-09");
        assert_eq!(prices("eu-central-1"), "list prices of us-east-1 of 2026-09 (eu-central-1 has its own)");
    }
}
