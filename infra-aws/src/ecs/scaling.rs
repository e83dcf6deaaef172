//! The scaling of a service as a value.

use infra_core::declaration::Size;

use super::{Fields, set, set_some};

/// Target tracking of one service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scaling {
    pub(crate) min: i32,
    pub(crate) max: i32,
    /// The CPU use to hold, in percent.
    pub(crate) cpu: Option<f64>,
    /// The memory use to hold, in percent.
    pub(crate) memory: Option<f64>,
}

impl Scaling {
    /// Seconds after a scale-in until the next: shrinking slowly costs less than shrinking wrongly.
    pub(crate) const SCALE_IN_COOLDOWN: i32 = 300;
    /// Seconds after a scale-out until the next.
    pub(crate) const SCALE_OUT_COOLDOWN: i32 = 60;

    /// What a service declares; none with a fixed count.
    pub(crate) fn declared(size: Size) -> Option<Self> {
        match size {
            Size::Count(_) => None,
            Size::Scale(scale) => Some(Self {
                min: i32::try_from(scale.tasks.min).unwrap_or(i32::MAX),
                max: i32::try_from(scale.tasks.max).unwrap_or(i32::MAX),
                cpu: scale.cpu.map(f64::from),
                memory: scale.memory.map(f64::from),
            }),
        }
    }

    /// The fields, by the names that a plan shows.
    pub(crate) fn fields(&self) -> Fields {
        let mut fields = Fields::new();
        set(&mut fields, "tasks", format!("{} to {}", self.min, self.max));
        set_some(&mut fields, "cpu", self.cpu.map(|percent| format!("{percent} %")));
        set_some(&mut fields, "memory", self.memory.map(|percent| format!("{percent} %")));
        fields
    }
}
