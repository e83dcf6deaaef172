//! What a policy goes by.

use std::collections::{BTreeMap, BTreeSet};

use crate::ecs::{Fields, set};

/// A policy of the service.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Policy {
    /// Holds a metric at a value.
    Tracking {
        metric: Metric,
        target: f64,
        /// Seconds after a scale-in until the next.
        in_after: i32,
        /// Seconds after a scale-out until the next.
        out_after: i32,
    },
    /// Adds tasks before the load comes.
    Predictive { metric: Metric, target: f64 },
    /// Adds or removes tasks when an alarm goes off, by how far the metric is beyond it.
    Step {
        /// From which distance, to which, how many tasks come or, below 0, go. Sorted.
        steps: Vec<Step>,
        /// Seconds until the next.
        after: i32,
        /// The names of our alarms that set it off.
        alarms: BTreeSet<String>,
    },
    /// It has our name, but not the form of any of ours.
    Other,
}

/// One step: the distance from the alarm's bound, and what it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) from: Option<f64>,
    pub(crate) to: Option<f64>,
    pub(crate) tasks: i32,
}

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Metric {
    /// The service's average CPU use.
    Cpu,
    /// The service's average memory use.
    Memory,
    /// The requests a minute for each of its tasks; none while it is not known where they are counted.
    Requests(Option<Counted>),
    /// One of the user's own.
    Custom { namespace: String, name: String, dimensions: BTreeMap<String, String> },
}

/// Where requests are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The load balancer, as `app/name/id`.
    pub(crate) balancer: String,
    /// The target groups, as `targetgroup/name/id`, sorted: two where deployments move traffic between them. Their sum is
    /// counted then, as one of them has no requests: so a policy holds whichever of them serves.
    pub(crate) groups: Vec<String>,
}

/// An alarm that sets a step off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alarm {
    /// The name of the policy behind the service's.
    pub(crate) policy: String,
    pub(crate) namespace: String,
    pub(crate) metric: String,
    pub(crate) dimensions: BTreeMap<String, String>,
    pub(crate) bound: u32,
    /// Whether it goes off at the bound and above it, rather than at the bound and below it.
    pub(crate) above: bool,
    /// Over how many seconds the average is taken.
    pub(crate) period: i32,
}

impl Policy {
    /// The defaults of the language, which a plan need not tell.
    const USUAL: (i32, i32) = (300, 60);

    /// The names of our alarms that set it off; none but for steps.
    pub(crate) fn alarms(&self) -> impl Iterator<Item = &String> {
        let alarms = if let Self::Step { alarms, .. } = self { Some(alarms) } else { None };
        alarms.into_iter().flatten()
    }

    /// The fields, by the names that a plan shows; `name` is the policy's behind the service's.
    pub(super) fn add_fields(&self, name: &str, fields: &mut Fields) {
        match self {
            Self::Tracking { metric, target, in_after, out_after } => {
                let pauses = match (*in_after, *out_after) {
                    Self::USUAL => String::new(),
                    (fewer, more) => format!(", less again after {fewer} s, more again after {more} s"),
                };
                set(fields, metric.subject(), format!("{}{pauses}", metric.value(*target)));
                metric.add_place(fields);
            }
            Self::Predictive { metric, target } => {
                set(fields, "predictive", format!("by {}, {}", metric.subject(), metric.value(*target)));
                metric.add_place(fields);
            }
            Self::Step { steps, after, alarms } => {
                let words: Vec<String> = steps.iter().map(Step::words).collect();
                set(fields, name, format!("{}, again after {after} s", words.join(", ")));
                if !alarms.is_empty() {
                    let names: Vec<&str> = alarms.iter().map(String::as_str).collect();
                    set(fields, format!("{name} alarm"), names.join(", "));
                }
            }
            Self::Other => set(fields, name, "what this app does not declare"),
        }
    }
}

impl Step {
    /// `+ 5 from 900 on`.
    fn words(&self) -> String {
        let tasks = if self.tasks < 0 { format!("- {}", -self.tasks) } else { format!("+ {}", self.tasks) };
        match (self.from, self.to) {
            (Some(from), _) if from > 0.0 => format!("{tasks} from {from} above the alarm on"),
            (_, Some(to)) if to < 0.0 => format!("{tasks} from {} below the alarm on", -to),
            _ => format!("{tasks} at the alarm"),
        }
    }
}

impl Metric {
    fn subject(&self) -> String {
        match self {
            Self::Cpu => "cpu".to_owned(),
            Self::Memory => "memory".to_owned(),
            Self::Requests(_) => "requests".to_owned(),
            Self::Custom { namespace, name, dimensions } => {
                let dimensions: Vec<String> =
                    dimensions.iter().map(|(name, value)| format!("{name}={value}")).collect();
                let dimensions =
                    if dimensions.is_empty() { String::new() } else { format!(" ({})", dimensions.join(", ")) };
                format!("metric {namespace} {name}{dimensions}")
            }
        }
    }

    fn value(&self, target: f64) -> String {
        match self {
            Self::Cpu | Self::Memory => format!("{target} %"),
            Self::Requests(_) => format!("{target} a minute for each task"),
            Self::Custom { .. } => target.to_string(),
        }
    }

    fn add_place(&self, fields: &mut Fields) {
        if let Self::Requests(counted) = self {
            let place = counted.as_ref().map_or_else(
                || "the target group that its changed stack makes".to_owned(),
                |counted| format!("{} behind {}", counted.groups.join(" and "), counted.balancer),
            );
            set(fields, "requests counted at", place);
        }
    }
}
