//! How a deployment strategy moves traffic, as a value.

use aws_sdk_ecs::types::{CanaryConfiguration, DeploymentConfiguration, DeploymentStrategy, LinearConfiguration};
use infra_core::declaration::Deploy;
use serde_json::{Value, json};

/// The shares and times that AWS has where none are given: percent and minutes of a canary, and of a linear deployment.
const CANARY: (f64, i32) = (5.0, 10);
const LINEAR: (f64, i32) = (10.0, 6);
/// How long the old tasks stay where nothing says it, in minutes.
const BAKE: i32 = 0;

/// A deployment strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strategy {
    /// Tasks are replaced a few at a time.
    Rolling,
    /// All traffic moves at once.
    BlueGreen,
    /// A share of the traffic moves first.
    Canary {
        /// The share, in tenths of a percent: AWS counts in these.
        tenths: i32,
        /// How long it stays at that, in minutes.
        bake: i32,
    },
    /// The traffic moves in equal steps.
    Linear {
        /// The share of a step, in tenths of a percent.
        tenths: i32,
        /// The time between two steps, in minutes.
        every: i32,
    },
}

impl Strategy {
    /// What a service declares, and for how many minutes its old tasks stay after the traffic has moved.
    pub(super) fn declared(deploy: Deploy) -> (Self, i32) {
        match deploy {
            Deploy::Rolling(_) => (Self::Rolling, BAKE),
            Deploy::BlueGreen(blue_green) => (Self::BlueGreen, minutes(blue_green.bake_seconds)),
            Deploy::Canary(canary) => {
                let bake = minutes(canary.bake_seconds);
                (Self::Canary { tenths: tenths(canary.percent), bake }, bake)
            }
            Deploy::Linear(linear) => {
                let every = minutes(linear.every_seconds);
                (Self::Linear { tenths: tenths(linear.percent), every }, minutes(linear.bake_seconds))
            }
        }
    }

    /// What a service in AWS has.
    pub(super) fn existing(sdk: Option<&DeploymentConfiguration>) -> (Self, i32) {
        let bake = sdk.and_then(DeploymentConfiguration::bake_time_in_minutes).unwrap_or(BAKE);
        let strategy = match sdk.and_then(DeploymentConfiguration::strategy) {
            Some(DeploymentStrategy::BlueGreen) => Self::BlueGreen,
            Some(DeploymentStrategy::Canary) => {
                let canary = sdk.and_then(DeploymentConfiguration::canary_configuration);
                let percent = canary.and_then(CanaryConfiguration::canary_percent).unwrap_or(CANARY.0);
                let bake = canary.and_then(CanaryConfiguration::canary_bake_time_in_minutes).unwrap_or(CANARY.1);
                Self::Canary { tenths: of_percent(percent), bake }
            }
            Some(DeploymentStrategy::Linear) => {
                let linear = sdk.and_then(DeploymentConfiguration::linear_configuration);
                let percent = linear.and_then(LinearConfiguration::step_percent).unwrap_or(LINEAR.0);
                let every = linear.and_then(LinearConfiguration::step_bake_time_in_minutes).unwrap_or(LINEAR.1);
                Self::Linear { tenths: of_percent(percent), every }
            }
            _ => Self::Rolling,
        };
        (strategy, bake)
    }

    /// Whether it moves traffic between two sets of tasks.
    pub(crate) fn moves_traffic(self) -> bool {
        self != Self::Rolling
    }

    /// The strategy as requests name it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Rolling => "ROLLING",
            Self::BlueGreen => "BLUE_GREEN",
            Self::Canary { .. } => "CANARY",
            Self::Linear { .. } => "LINEAR",
        }
    }

    /// The numbers of a canary as requests take them.
    pub(super) fn canary(self) -> Option<Value> {
        let Self::Canary { tenths, bake } = self else { return None };
        Some(json!({ "canaryPercent": percent(tenths), "canaryBakeTimeInMinutes": bake }))
    }

    /// The numbers of a linear deployment as requests take them.
    pub(super) fn linear(self) -> Option<Value> {
        let Self::Linear { tenths, every } = self else { return None };
        Some(json!({ "stepPercent": percent(tenths), "stepBakeTimeInMinutes": every }))
    }
}

impl std::fmt::Display for Strategy {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rolling => formatter.write_str("rolling"),
            Self::BlueGreen => formatter.write_str("blue/green"),
            Self::Canary { tenths, bake } => write!(formatter, "canary of {} % for {bake} min", percent(*tenths)),
            Self::Linear { tenths, every } => {
                write!(formatter, "linear, {} % every {every} min", percent(*tenths))
            }
        }
    }
}

fn minutes(seconds: u32) -> i32 {
    i32::try_from(seconds / 60).unwrap_or(i32::MAX)
}

fn tenths(percent: u32) -> i32 {
    i32::try_from(percent.saturating_mul(10)).unwrap_or(i32::MAX)
}

fn percent(tenths: i32) -> f64 {
    f64::from(tenths) / 10.0
}

#[allow(clippy::cast_possible_truncation, reason = "a share is 0 to 100 percent")]
fn of_percent(percent: f64) -> i32 {
    (percent * 10.0).round() as i32
}

#[cfg(test)]
mod tests {
    use infra_core::declaration::{BlueGreen, Canary, Linear, Rolling};

    use super::*;

    #[test]
    fn each_strategy_is_told_in_words() {
        for (deploy, words, bake) in [
            (Deploy::Rolling(Rolling::new()), "rolling", 0),
            (Deploy::BlueGreen(BlueGreen { bake_seconds: 600, ..BlueGreen::new() }), "blue/green", 10),
            (Deploy::Canary(Canary { bake_seconds: 120, ..Canary::new(10) }), "canary of 10 % for 2 min", 2),
            (Deploy::Linear(Linear { every_seconds: 180, ..Linear::new(25) }), "linear, 25 % every 3 min", 5),
        ] {
            let (strategy, minutes) = Strategy::declared(deploy);
            assert_eq!((strategy.to_string().as_str(), minutes), (words, bake));
        }
    }

    #[test]
    fn the_numbers_are_sent_in_percent_and_minutes() {
        let canary = Strategy::Canary { tenths: 75, bake: 2 };
        assert_eq!(canary.canary(), Some(json!({ "canaryPercent": 7.5, "canaryBakeTimeInMinutes": 2 })));
        let linear = Strategy::Linear { tenths: 250, every: 3 };
        assert_eq!(linear.linear(), Some(json!({ "stepPercent": 25.0, "stepBakeTimeInMinutes": 3 })));
        assert_eq!((canary.linear(), linear.canary(), Strategy::Rolling.canary()), (None, None, None));
    }

    #[test]
    fn shares_that_somebody_set_elsewhere_are_read_in_tenths() {
        let canary = CanaryConfiguration::builder().canary_percent(0.3).build();
        let sdk = DeploymentConfiguration::builder().strategy(DeploymentStrategy::Canary).canary_configuration(canary);
        assert_eq!(Strategy::existing(Some(&sdk.build())).0, Strategy::Canary { tenths: 3, bake: 10 });
    }
}
