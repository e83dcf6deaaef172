//! The rules of a task.

use super::parse::{Task, Variant};
use crate::context::{Context, hold};
use crate::item::Declared;
use crate::stages::Stage;
use crate::workload;
use infra_core::declaration::ItemKind;
use quote::ToTokens as _;

impl Task {
    pub(super) fn check(&self, declared: &Declared, context: &mut Context) {
        self.common.check(declared, context);
        self.base.check(&self.base, context);
        for stage in &self.stages {
            stage.keys.check(&self.base.overridden(&stage.keys), context);
        }
        if let Some(cluster) = &self.common.cluster {
            let stages: Vec<_> = self
                .stages
                .iter()
                .map(|stage| Stage { name: stage.name.clone(), keys: &stage.keys.workload })
                .collect();
            let cluster = cluster.to_token_stream();
            workload::check_against_cluster(ItemKind::Task, &cluster, &self.base.workload, &stages, context);
        }
    }
}

impl Variant {
    /// Checks the keys of the base or of one stage, each on its own; `resolved` is what the item is there.
    fn check(&self, resolved: &Self, context: &mut Context) {
        workload::check(&self.workload, context);
        for (at, schedule) in self.schedules.iter().enumerate() {
            hold!(context, schedule, "SCHEDULE_IS_POSSIBLE", schedule::expression);
            let twin =
                |other: &&crate::scalar::Scalar<String>| other.known().is_some() && other.known() == schedule.known();
            if self.schedules[..at].iter().find(twin).is_some() {
                context.errors.push(&schedule.at, "this schedule is given twice", "take one of the two out");
            }
        }
        if let Some(timezone) = &self.timezone {
            hold!(context, timezone, "TIMEZONE_IS_A_NAME", schedule::timezone);
            if !resolved.has_schedule {
                let help = "add `schedule = \"cron(0 3 * * ? *)\"`, or take the time zone out";
                context.errors.push(&timezone.at, "there is no `schedule` to read in this `timezone`", help);
            }
        }
    }
}
