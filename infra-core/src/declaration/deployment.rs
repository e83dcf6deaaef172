//! How a new revision takes the place of the old one, and where tasks are placed.

use crate::language::{block, choice};

choice! {
    /// A deployment strategy.
    pub enum Deploy words deploy_words {
        /// Tasks are replaced a few at a time. `ROLLING`.
        rolling => Rolling(Rolling) [] "deploy = rolling(min = 100, max = 200)";
        /// All traffic moves at once to a second set of tasks, which can still move back. `BLUE_GREEN`.
        blue_green => BlueGreen(BlueGreen) [] "deploy = blue_green(bake = \"5m\")";
        /// A small share of the traffic moves first. `CANARY`.
        canary => Canary(Canary) [] "deploy = canary(10, bake = \"5m\")";
        /// The traffic moves in equal steps. `LINEAR`.
        linear => Linear(Linear) [] "deploy = linear(10, every = \"1m\")";
    }
}

block! {
    /// Tasks are replaced a few at a time.
    pub struct Rolling keys rolling_keys {
        /// The share of the tasks that stays healthy meanwhile, in percent. `MinimumHealthyPercent`.
        min => min: u32(service::deploy::min_percent) [= 100] [] "min = 100";
        /// The share of the tasks that may run meanwhile, in percent. `MaximumPercent`.
        max => max: u32(service::deploy::max_percent) [= 200] [] "max = 200";
    }
    holds {
        [min max] MINIMUM_IS_BELOW_MAXIMUM => deployment::percents;
    }
}

block! {
    /// All traffic moves at once.
    pub struct BlueGreen keys blue_green_keys {
        /// How long the old tasks stay after that, whole minutes up to 24 hours. `BakeTimeInMinutes`.
        bake => bake_seconds: seconds(service::deploy::bake) [= 300; "5m"] [] "bake = \"5m\"";
        /// Before production's traffic moves, the deployment waits for `infra approve` or `infra reject`, whole minutes up to
        /// 14 days, and rolls back when nobody has said anything by then. `DeploymentLifecycleHook`.
        pause => pause_seconds: seconds(service::deploy::pause) [optional; "it goes on by itself"] [] "pause = \"24h\"";
    }
}

block! {
    /// A small share of the traffic moves first.
    pub struct Canary keys canary_keys {
        /// The first share, in percent. `CanaryConfiguration.CanaryPercent`.
        percent => percent: u32(service::deploy::canary) [required] [bare] "canary(10)";
        /// How long it stays at that, and how long the old tasks stay after the rest has moved: whole minutes up to 24
        /// hours. `CanaryBakeTimeInMinutes`, `BakeTimeInMinutes`.
        bake => bake_seconds: seconds(service::deploy::bake) [= 300; "5m"] [] "bake = \"5m\"";
        /// Before production's traffic moves, the deployment waits for `infra approve` or `infra reject`, whole minutes up to
        /// 14 days, and rolls back when nobody has said anything by then. `DeploymentLifecycleHook`.
        pause => pause_seconds: seconds(service::deploy::pause) [optional; "it goes on by itself"] [] "pause = \"24h\"";
    }
}

block! {
    /// The traffic moves in equal steps.
    pub struct Linear keys linear_keys {
        /// The share of each step, in percent, 3 to 100. `LinearConfiguration.StepPercent`.
        percent => percent: u32(service::deploy::linear) [required] [bare] "linear(10)";
        /// The time between two steps, whole minutes up to 24 hours. `StepBakeTimeInMinutes`.
        every => every_seconds: seconds(service::deploy::every) [= 60; "1m"] [] "every = \"1m\"";
        /// How long the old tasks stay after the last step, whole minutes up to 24 hours. `BakeTimeInMinutes`.
        bake => bake_seconds: seconds(service::deploy::bake) [= 300; "5m"] [] "bake = \"5m\"";
        /// Before production's traffic moves, the deployment waits for `infra approve` or `infra reject`, whole minutes up to
        /// 14 days, and rolls back when nobody has said anything by then. `DeploymentLifecycleHook`.
        pause => pause_seconds: seconds(service::deploy::pause) [optional; "it goes on by itself"] [] "pause = \"24h\"";
    }
    holds {
        [every percent bake] @needs [every] LINEAR_IS_OVER_IN_TIME => deployment::linear_time;
    }
}

block! {
    /// When a deployment is given up and rolled back.
    pub struct Breaker keys breaker_keys {
        /// After how many failed tasks in a row. `ThresholdConfiguration.Value`.
        failures => failures: u32(service::deploy::failures) [required] [] "failures = 3";
    }
}

block! {
    /// When a deployment counts as done.
    pub struct Early keys early_keys {
        /// The healthy share of the tasks, in percent. `HealthyPercent`.
        percent => percent: u32(service::deploy::early) [required] [] "percent = 50";
    }
}

block! {
    /// How tasks are placed on instances.
    pub struct PlacementStrategy keys placement_strategy_keys {
        /// Over what tasks are spread. `spread`.
        spread => spread: choice(Spread) [optional; "not"] [] "spread = zone";
        /// By what instances are filled one after the other. `binpack`.
        binpack => binpack: choice(Binpack) [optional; "not"] [] "binpack = memory";
    }
}

choice! {
    /// Over what tasks are spread.
    pub enum Spread words spread_words {
        /// Availability zones. `attribute:ecs.availability-zone`.
        zone => Zone [] "spread = zone";
        /// Instances. `instanceId`.
        instance => Instance [] "spread = instance";
    }
}

choice! {
    /// By what instances are filled.
    pub enum Binpack words binpack_words {
        /// CPU.
        cpu => Cpu [] "binpack = cpu";
        /// Memory.
        memory => Memory [] "binpack = memory";
    }
}

impl Deploy {
    /// Whether it moves traffic from one set of tasks to another: every strategy but `rolling`.
    #[must_use]
    pub const fn moves_traffic(&self) -> bool {
        !matches!(self, Self::Rolling(_))
    }

    /// Which shares of the tasks run meanwhile. Where traffic moves, a second whole set runs beside the first.
    #[must_use]
    pub const fn rolling(&self) -> Rolling {
        match self {
            Self::Rolling(rolling) => *rolling,
            Self::BlueGreen(_) | Self::Canary(_) | Self::Linear(_) => Rolling::new(),
        }
    }

    /// How long it waits for an approval before production's traffic moves, in seconds; none where it goes on by itself.
    #[must_use]
    pub const fn pause_seconds(&self) -> Option<u32> {
        match self {
            Self::Rolling(_) => None,
            Self::BlueGreen(blue_green) => blue_green.pause_seconds,
            Self::Canary(canary) => canary.pause_seconds,
            Self::Linear(linear) => linear.pause_seconds,
        }
    }

    /// How long the traffic takes to move and the old tasks stay after that, in seconds and without a
    /// pause; 0 for `rolling`.
    #[must_use]
    pub const fn moving_seconds(&self) -> u32 {
        match self {
            Self::Rolling(_) => 0,
            Self::BlueGreen(blue_green) => blue_green.bake_seconds,
            Self::Canary(canary) => canary.bake_seconds.saturating_mul(2),
            Self::Linear(linear) => {
                let steps = if linear.percent == 0 { 1 } else { 100_u32.div_ceil(linear.percent) };
                // After the last step, it is `bake` that is waited for.
                linear.every_seconds.saturating_mul(steps.saturating_sub(1)).saturating_add(linear.bake_seconds)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_takes_its_steps_and_the_time_after_them() {
        let linear = |percent| Linear { every_seconds: 60, bake_seconds: 300, ..Linear::new(percent) };
        for (deploy, seconds) in [
            (Deploy::Rolling(Rolling::new()), 0),
            (Deploy::BlueGreen(BlueGreen { bake_seconds: 600, ..BlueGreen::new() }), 600),
            (Deploy::Canary(Canary { bake_seconds: 60, ..Canary::new(10) }), 120),
            (Deploy::Linear(linear(10)), 840),
            (Deploy::Linear(linear(30)), 480),
            (Deploy::Linear(linear(100)), 300),
        ] {
            assert_eq!(deploy.moving_seconds(), seconds, "{deploy:?}");
        }
    }
}
