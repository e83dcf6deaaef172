//! What must hold between the keys of `scale`.

use super::attempt::{attempt, wide};
use crate::Violation;
use crate::declaration::{Scale, ScaleStep};
use crate::rule::scaling;
use crate::string::same;

/// Scaling has something to go by and room to move.
pub const fn possible(scale: &Scale) -> Result<(), Violation> {
    // What is wrong with one number alone is told of it alone.
    let used = scale.cpu.is_some() || scale.memory.is_some() || scale.requests.is_some();
    if scale.predictive && !used {
        // What it lacks, `forecast` says.
        return Ok(());
    }
    let alone = percentage(scale.cpu) && percentage(scale.memory) && possible_requests(scale.requests);
    if !alone || scaling::range(scale.tasks.min as u64, scale.tasks.max as u64).is_err() {
        return Ok(());
    }
    scaling::scale(
        scale.tasks.min as u64,
        scale.tasks.max as u64,
        wide(scale.cpu),
        wide(scale.memory),
        wide(scale.requests),
        !scale.metrics.is_empty() || !scale.steps.is_empty(),
        !scale.at.is_empty(),
    )
}

const fn possible_requests(requests: Option<u32>) -> bool {
    match requests {
        Some(requests) => scaling::requests(requests as u64).is_ok(),
        None => true,
    }
}

const fn percentage(percent: Option<u32>) -> bool {
    match percent {
        Some(percent) => scaling::percent(percent as u64).is_ok(),
        None => true,
    }
}

/// A forecast is made of a use.
pub const fn forecast(scale: &Scale) -> Result<(), Violation> {
    let used = scale.cpu.is_some() || scale.memory.is_some() || scale.requests.is_some();
    scaling::forecast(scale.predictive, used)
}

/// What has a name made of what it says, is said once.
pub const fn once(scale: &Scale) -> Result<(), Violation> {
    let mut at = 1;
    while at < scale.at.len() {
        let mut earlier = 0;
        while earlier < at {
            let (one, other) = (&scale.at[earlier], &scale.at[at]);
            if same(one.schedule, other.schedule) && same(zone(one.zone), zone(other.zone)) {
                return Err(scaling::twice("at", other.schedule));
            }
            earlier += 1;
        }
        at += 1;
    }
    at = 1;
    while at < scale.metrics.len() {
        let mut earlier = 0;
        while earlier < at {
            let (one, other) = (&scale.metrics[earlier], &scale.metrics[at]);
            let alike = same(one.namespace, other.namespace) && same(one.name, other.name);
            if alike && same_dimensions(one.dimensions, other.dimensions) {
                return Err(scaling::twice("metric", other.name));
            }
            earlier += 1;
        }
        at += 1;
    }
    at = 1;
    while at < scale.steps.len() {
        let mut earlier = 0;
        while earlier < at {
            let (one, other) = (&scale.steps[earlier], &scale.steps[at]);
            let alike = same(one.namespace, other.namespace) && same(one.name, other.name);
            if alike && same_dimensions(one.dimensions, other.dimensions) {
                return Err(scaling::twice("step", other.name));
            }
            earlier += 1;
        }
        at += 1;
    }
    Ok(())
}

const fn zone(zone: Option<&'static str>) -> &'static str {
    match zone {
        Some(zone) => zone,
        None => "UTC",
    }
}

/// Whether two lists of dimensions say the same; in which order does not matter.
const fn same_dimensions(one: &[(&str, &str)], other: &[(&str, &str)]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        let (mut found, mut place) = (false, 0);
        while place < other.len() {
            found = found || (same(one[at].0, other[place].0) && same(one[at].1, other[place].1));
            place += 1;
        }
        if !found {
            return false;
        }
        at += 1;
    }
    true
}

/// The bounds of steps leave a calm between what comes and what goes.
pub const fn steps(step: &ScaleStep) -> Result<(), Violation> {
    attempt!(scaling::steps(step.above.len() as u64, step.below.len() as u64));
    let mut at = 0;
    while at < step.above.len() {
        let value = step.above[at].value as u64;
        let mut other = at + 1;
        while other < step.above.len() {
            attempt!(scaling::bounds("above", value, "above", step.above[other].value as u64));
            other += 1;
        }
        other = 0;
        while other < step.below.len() {
            attempt!(scaling::bounds("below", step.below[other].value as u64, "above", value));
            other += 1;
        }
        at += 1;
    }
    at = 1;
    while at < step.below.len() {
        let mut earlier = 0;
        while earlier < at {
            let (one, other) = (step.below[earlier].value as u64, step.below[at].value as u64);
            attempt!(scaling::bounds("below", one, "below", other));
            earlier += 1;
        }
        at += 1;
    }
    Ok(())
}
