//! Starts of schedules that lie in the past.

use infra_core::schedule;
use serde_json::Value;

use super::Planner;
use crate::Error;
use crate::stack::DesiredStack;
use crate::template::SCHEDULE_START;

/// How old a start may be for EventBridge Scheduler when a schedule is made or changed, in seconds.
const OLDEST_SECONDS: i64 = 300;

impl Planner<'_> {
    /// Refuses what Scheduler would refuse in the middle of the deploy: to make or change a schedule whose start is over.
    pub(super) fn check_starts(&self, desired: &DesiredStack) -> Result<(), Error> {
        let before = self.observed.bodies.get(desired.name());
        let resources = desired.template.body.get("Resources").and_then(Value::as_object).into_iter().flatten();
        for (id, resource) in resources.filter(|(_, resource)| resource["Type"] == "AWS::Scheduler::Schedule") {
            let stays = before.is_some_and(|before| before["Resources"].get(id) == Some(resource));
            let Some(start) = resource["Properties"].get(SCHEDULE_START).and_then(Value::as_str).filter(|_| !stays)
            else {
                continue;
            };
            let written = start.trim_end_matches(".000Z");
            if schedule::utc(written).is_some_and(|start| start < self.observed.now - OLDEST_SECONDS) {
                let item = &desired.template.item;
                return Err(Error::Conflict(format!(
                    "`{item}` would make or change a schedule whose `from = \"{written}\"` is over, and EventBridge \
                     Scheduler takes no start in the past; take `from` out"
                )));
            }
        }
        Ok(())
    }
}
