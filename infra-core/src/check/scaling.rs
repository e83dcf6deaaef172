//! What must hold between the keys of `scale`.

use super::attempt::wide;
use crate::Violation;
use crate::declaration::Scale;
use crate::rule::scaling;

/// Scaling has something to go by and room to move.
pub const fn possible(scale: &Scale) -> Result<(), Violation> {
    // What is wrong with one number alone is told of it alone.
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
        !scale.metrics.is_empty() || scale.predictive,
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
