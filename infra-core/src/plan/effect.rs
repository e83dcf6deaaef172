//! How a change acts on what runs.

use core::fmt;

/// How a change acts on what runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case", tag = "kind"))]
pub enum Effect {
    /// Something new; nothing that runs is touched.
    New,
    /// Changed while everything goes on running.
    InPlace,
    /// New tasks start, become healthy, and then the old ones stop.
    RollingRestart {
        /// How many tasks are replaced.
        tasks: u32,
        /// About how long, in seconds: start, health check and drain.
        seconds: u32,
    },
    /// A second set of tasks starts beside the first, the traffic moves to it, and then the old ones stop.
    TrafficShift {
        /// How it moves: `blue/green`, `canary` or `linear`.
        strategy: &'static str,
        /// How many tasks there are in each set.
        tasks: u32,
        /// About how long, in seconds: start, health check, steps, the time after them, and drain. A pause comes on top.
        seconds: u32,
    },
    /// Instances are replaced one after another, each by one that is there first; ECS moves the tasks of services.
    Instances,
    /// Something is made anew and the old one deleted.
    Replacement {
        /// Whether what uses it stands still meanwhile, or loses what was in it.
        downtime: bool,
    },
    /// Nothing that runs changes: it counts from the next deployment.
    NextDeployment,
    /// Nothing that runs changes: it counts from the next start of a task.
    NextStart,
    /// It stops, if it ran, and is gone.
    Removal,
}

impl fmt::Display for Effect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New => formatter.write_str("new"),
            Self::InPlace => formatter.write_str("in place, nothing restarts"),
            Self::RollingRestart { tasks, seconds } => {
                let plural = if *tasks == 1 { "task" } else { "tasks" };
                write!(formatter, "rolling restart of {tasks} {plural}, about {}", Duration(*seconds))
            }
            Self::TrafficShift { strategy, tasks, seconds } => {
                let plural = if *tasks == 1 { "task" } else { "tasks" };
                write!(formatter, "{strategy} to {tasks} new {plural}, about {}", Duration(*seconds))
            }
            Self::Instances => formatter.write_str("replaced one after another, tasks of services move"),
            Self::Replacement { downtime: true } => formatter.write_str("replacement, with downtime"),
            Self::Replacement { downtime: false } => {
                formatter.write_str("replacement, the new one before the old one goes")
            }
            Self::NextDeployment => formatter.write_str("from the next deployment, nothing restarts"),
            Self::NextStart => formatter.write_str("from the next start of a task"),
            Self::Removal => formatter.write_str("deleted"),
        }
    }
}

/// Seconds as people say them.
struct Duration(u32);

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            seconds @ 0..=90 => write!(formatter, "{seconds} s"),
            seconds => write!(formatter, "{} min", seconds.div_ceil(60)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rolling_restart_says_how_many_and_how_long() {
        let effect = |tasks, seconds| Effect::RollingRestart { tasks, seconds }.to_string();
        assert_eq!(effect(1, 90), "rolling restart of 1 task, about 90 s");
        assert_eq!(effect(3, 91), "rolling restart of 3 tasks, about 2 min");
    }

    #[test]
    fn moving_traffic_says_how_how_many_and_how_long() {
        let effect = |strategy, tasks| Effect::TrafficShift { strategy, tasks, seconds: 480 }.to_string();
        assert_eq!(effect("blue/green", 1), "blue/green to 1 new task, about 8 min");
        assert_eq!(effect("canary", 3), "canary to 3 new tasks, about 8 min");
    }
}
