//! From keys to the model of a task.

use super::keys::{KEYS, STAGE};
use crate::context::Context;
use crate::grammar::{Form, Keys};
use crate::item::Declared;
use crate::read::{self, Of};
use crate::scalar::Scalar;
use crate::stages::{self, Stage};
use crate::workload::{Common, Workload};
use infra_core::declaration::ItemKind;
use proc_macro2::TokenStream;

/// A task as it is declared.
pub(crate) struct Task {
    pub(super) common: Common,
    pub(super) base: Variant,
    pub(super) stages: Vec<Stage<Variant>>,
}

/// What a stage can override; a key that is not given is empty.
#[derive(Clone, Default)]
pub(crate) struct Variant {
    pub(super) workload: Workload,
    pub(super) schedules: Vec<Scalar<String>>,
    /// A schedule is given, right or wrong.
    pub(super) has_schedule: bool,
    pub(super) timezone: Option<Scalar<String>>,
}

impl Task {
    pub(super) fn parse(attribute: TokenStream, declared: &Declared, context: &mut Context) -> Self {
        let (common, base, stages) = stages::read(
            ItemKind::Task,
            (KEYS, STAGE),
            attribute,
            context,
            |keys, context| Common::parse(keys, declared, context),
            Variant::parse,
        );
        Self { common, base, stages }
    }
}

impl Variant {
    fn parse(keys: &mut Keys, context: &mut Context) -> Self {
        const SCHEDULE: Of = Of { key: "schedule", example: "schedule = \"rate(5 minutes)\"" };
        const TIMEZONE: Of = Of { key: "timezone", example: "timezone = \"Europe/Berlin\"" };
        let has_schedule = keys.may_have("schedule");
        let workload = Workload::parse(keys, context);
        let schedules = keys.all("schedule").into_iter().filter_map(|given| match given.form {
            Form::Value(value) => read::text(context, SCHEDULE, &value),
            Form::Args(_) | Form::Flag => None,
        });
        let schedules = schedules.collect();
        let timezone = keys.value("timezone").and_then(|value| read::text(context, TIMEZONE, &value));
        Self { workload, schedules, has_schedule, timezone }
    }

    /// What it is in a stage.
    pub(super) fn overridden(&self, stage: &Self) -> Self {
        Self {
            workload: self.workload.overridden(&stage.workload),
            has_schedule: self.has_schedule || stage.has_schedule,
            schedules: if stage.schedules.is_empty() { self.schedules.clone() } else { stage.schedules.clone() },
            timezone: stage.timezone.clone().or_else(|| self.timezone.clone()),
        }
    }
}
