//! How a service deploys, as a value.

use aws_sdk_ecs::types::{
    DeploymentAlarms, DeploymentCircuitBreaker, DeploymentConfiguration, DeploymentEarlySuccessCriteria,
    ServiceRevisionCleanup, ThresholdConfiguration, ThresholdType,
};
use infra_core::blueprint::ServiceBlueprint;

use super::hook::Hook;
use super::on_off;
use super::strategy::Strategy;
use crate::ecs::{Fields, set, set_some};

/// The threshold that AWS has where none is given, in percent of the tasks.
const BREAKER_DEFAULT_PERCENT: i32 = 50;
const STRATEGY: &str = "deployment strategy";
const BREAKER_FAILURES: &str = "failed tasks until rollback";
const EARLY: &str = "done early";
const WAITS: &str = "waits";
const PERCENTS: &str = "healthy percent";
const BAKE: &str = "old tasks stay";
const BREAKER: &str = "circuit breaker";
const ALARMS: &str = "alarms";
/// The fields of how a service deploys.
pub(super) const FIELDS: [&str; 8] = [PERCENTS, STRATEGY, BAKE, BREAKER, BREAKER_FAILURES, WAITS, ALARMS, EARLY];

/// How a service deploys. None of it makes a deployment when it changes: it counts from the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deployment {
    pub(crate) strategy: Strategy,
    /// How many minutes the old tasks stay after the traffic has moved.
    pub(crate) bake: i32,
    /// Where it waits before the traffic moves, sorted.
    pub(crate) hooks: Vec<Hook>,
    pub(crate) minimum_healthy_percent: i32,
    pub(crate) maximum_percent: i32,
    /// The deployment circuit breaker, and whether it rolls back.
    pub(crate) circuit_breaker: (bool, bool),
    /// How many failed tasks trip the circuit breaker; none for AWS's own threshold.
    pub(crate) breaker_failures: Option<i32>,
    /// The alarms that stop a deployment, sorted, and whether they roll it back.
    pub(crate) alarms: Option<(Vec<String>, bool)>,
    /// With which healthy share of the tasks a deployment counts as done, in percent.
    pub(crate) early: Option<Early>,
}

/// When a deployment counts as done before all of its tasks are healthy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Early {
    /// The healthy share of the tasks, in percent.
    pub(crate) percent: i32,
    /// Whether the old tasks may still be there.
    pub(crate) deferred: bool,
}

impl Deployment {
    /// What a service declares.
    pub(crate) fn declared(service: &ServiceBlueprint) -> Self {
        let mut alarms: Vec<String> = service.alarms.iter().map(|&name| name.to_owned()).collect();
        alarms.sort();
        let (strategy, bake) = Strategy::declared(service.deploy);
        let rolling = service.deploy.rolling();
        Self {
            strategy,
            bake,
            hooks: Hook::declared(service).into_iter().collect(),
            minimum_healthy_percent: i32::try_from(rolling.min).unwrap_or(i32::MAX),
            maximum_percent: i32::try_from(rolling.max).unwrap_or(i32::MAX),
            circuit_breaker: (true, true),
            breaker_failures: service.breaker.map(|breaker| i32::try_from(breaker.failures).unwrap_or(i32::MAX)),
            alarms: (!alarms.is_empty()).then_some((alarms, true)),
            early: service
                .early
                .map(|early| Early { percent: i32::try_from(early.percent).unwrap_or(i32::MAX), deferred: true }),
        }
    }

    /// What a service in AWS has. An absent field has the default that AWS gives it.
    pub(crate) fn existing(sdk: Option<&DeploymentConfiguration>) -> Self {
        let breaker = sdk.and_then(DeploymentConfiguration::deployment_circuit_breaker);
        let (strategy, bake) = Strategy::existing(sdk);
        let hooks = sdk.map(DeploymentConfiguration::lifecycle_hooks).unwrap_or_default();
        let mut hooks: Vec<Hook> = hooks.iter().map(Hook::existing).collect();
        hooks.sort();
        Self {
            strategy,
            bake,
            hooks,
            minimum_healthy_percent: sdk.and_then(DeploymentConfiguration::minimum_healthy_percent).unwrap_or(100),
            maximum_percent: sdk.and_then(DeploymentConfiguration::maximum_percent).unwrap_or(200),
            circuit_breaker: breaker.map_or((false, false), |breaker| (breaker.enable(), breaker.rollback())),
            breaker_failures: breaker
                .and_then(DeploymentCircuitBreaker::threshold_configuration)
                .filter(|threshold| *threshold.r#type() == ThresholdType::Count)
                .map(ThresholdConfiguration::value),
            alarms: sdk.and_then(DeploymentConfiguration::alarms).filter(|alarms| alarms.enable()).map(|alarms| {
                let mut names = alarms.alarm_names().to_vec();
                names.sort();
                (names, alarms.rollback())
            }),
            early: sdk.and_then(DeploymentConfiguration::early_success_criteria).filter(|early| early.enable()).map(
                |early| Early {
                    percent: early.healthy_percent().unwrap_or(100),
                    deferred: early.source_service_revision_cleanup() == Some(&ServiceRevisionCleanup::Deferred),
                },
            ),
        }
    }

    /// Adds the fields, by the names that a plan shows.
    pub(super) fn add_fields(&self, fields: &mut Fields) {
        set(fields, PERCENTS, format!("{} to {}", self.minimum_healthy_percent, self.maximum_percent));
        set(fields, STRATEGY, self.strategy);
        if self.strategy.moves_traffic() {
            set(fields, BAKE, format!("{} min", self.bake));
        } else {
            // The pages of AWS disagree whether others have it, so that what they answer is nothing to go by.
            let (enabled, rollback) = self.circuit_breaker;
            set(fields, BREAKER, format!("{}, rollback {}", on_off(enabled), on_off(rollback)));
            set_some(fields, BREAKER_FAILURES, self.breaker_failures);
        }
        let hooks: Vec<String> = self.hooks.iter().map(ToString::to_string).collect();
        set_some(fields, WAITS, (!hooks.is_empty()).then(|| hooks.join("; ")));
        let alarms = self.alarms.as_ref();
        set_some(
            fields,
            ALARMS,
            alarms.map(|(names, rollback)| format!("{}, rollback {}", names.join(", "), on_off(*rollback))),
        );
        set_some(
            fields,
            EARLY,
            self.early.map(|early| {
                let old = if early.deferred { "old tasks stop later" } else { "old tasks have stopped" };
                format!("{} % healthy, {old}", early.percent)
            }),
        );
    }

    /// As requests take it. `changed` tells which fields are others than before: what is off now and may have been on is
    /// told to be off, where it is not told anyway.
    pub(super) fn sdk(&self, changed: &dyn Fn(&str) -> bool) -> DeploymentConfiguration {
        let (enable, rollback) = self.circuit_breaker;
        let threshold = match self.breaker_failures {
            Some(failures) => Some((ThresholdType::Count, failures)),
            None => {
                let resets = changed(BREAKER_FAILURES) && !self.strategy.moves_traffic();
                resets.then_some((ThresholdType::BoundedPercent, BREAKER_DEFAULT_PERCENT))
            }
        };
        let threshold = threshold
            .and_then(|(kind, value)| ThresholdConfiguration::builder().r#type(kind).value(value).build().ok());
        let breaker = DeploymentCircuitBreaker::builder().enable(enable).rollback(rollback);
        DeploymentConfiguration::builder()
            .strategy(self.strategy.sdk())
            .bake_time_in_minutes(self.bake)
            .set_canary_configuration(self.strategy.sdk_canary())
            .set_linear_configuration(self.strategy.sdk_linear())
            .set_lifecycle_hooks(
                (changed(WAITS) || !self.hooks.is_empty()).then(|| self.hooks.iter().map(Hook::sdk).collect()),
            )
            .minimum_healthy_percent(self.minimum_healthy_percent)
            .maximum_percent(self.maximum_percent)
            .deployment_circuit_breaker(breaker.set_threshold_configuration(threshold).build())
            .set_alarms(self.sdk_alarms())
            .set_early_success_criteria((changed(EARLY) || !self.strategy.moves_traffic()).then(|| self.sdk_early()))
            .build()
    }

    fn sdk_alarms(&self) -> Option<DeploymentAlarms> {
        let (names, rollback) = self.alarms.clone().unwrap_or_default();
        let alarms = DeploymentAlarms::builder().set_alarm_names(Some(names)).enable(self.alarms.is_some());
        alarms.rollback(rollback).build().ok()
    }

    fn sdk_early(&self) -> DeploymentEarlySuccessCriteria {
        let cleanup = |early: Early| {
            if early.deferred { ServiceRevisionCleanup::Deferred } else { ServiceRevisionCleanup::Blocking }
        };
        DeploymentEarlySuccessCriteria::builder()
            .enable(self.early.is_some())
            .set_healthy_percent(self.early.map(|early| early.percent))
            .set_source_service_revision_cleanup(self.early.map(cleanup))
            .build()
    }
}

#[cfg(test)]
mod tests {
    use infra_core::declaration::{BlueGreen, Breaker, Canary, Deploy, Early as DeclaredEarly, Linear, Rolling};

    use super::*;
    use crate::template::fixture;

    fn declared(change: impl FnOnce(&mut ServiceBlueprint)) -> Deployment {
        let mut web = fixture::service_blueprint(&[]);
        change(&mut web);
        Deployment::declared(&web)
    }

    /// The threshold of the circuit breaker in a request.
    fn threshold(failures: Option<u32>, resets: bool) -> Option<(ThresholdType, i32)> {
        let deployment = declared(|web| web.breaker = failures.map(|failures| Breaker { failures })).sdk(&|_| resets);
        let threshold = deployment.deployment_circuit_breaker()?.threshold_configuration()?;
        Some((threshold.r#type().clone(), threshold.value()))
    }

    #[test]
    fn a_threshold_is_sent_where_it_is_declared_or_was() {
        assert_eq!(threshold(Some(3), false), Some((ThresholdType::Count, 3)));
        assert_eq!(threshold(None, true), Some((ThresholdType::BoundedPercent, 50)));
        assert_eq!(threshold(None, false), None);
    }

    #[test]
    fn what_is_sent_is_read_back_the_same() {
        let changes: [fn(&mut ServiceBlueprint); 9] = [
            |_| {},
            |web| web.deploy = Deploy::Rolling(Rolling { min: 0, max: 100 }),
            |web| web.deploy = Deploy::BlueGreen(BlueGreen { bake_seconds: 0, ..BlueGreen::new() }),
            |web| {
                web.deploy = Deploy::BlueGreen(BlueGreen { pause_seconds: Some(3_600), ..BlueGreen::new() });
            },
            |web| web.deploy = Deploy::Canary(Canary::new(7)),
            |web| web.deploy = Deploy::Linear(Linear::new(33)),
            |web| web.breaker = Some(Breaker { failures: 3 }),
            |web| web.alarms = vec!["late", "errors"],
            |web| web.early = Some(DeclaredEarly { percent: 50 }),
        ];
        for change in changes {
            let deployment = declared(change);
            for resets in [false, true] {
                assert_eq!(Deployment::existing(Some(&deployment.sdk(&|_| resets))), deployment);
            }
        }
    }

    #[test]
    fn what_is_of_rolling_deployments_alone_is_not_said_of_others() {
        let deployment = declared(|web| web.deploy = Deploy::BlueGreen(BlueGreen::new()));
        assert!(deployment.sdk(&|field| field != EARLY).early_success_criteria().is_none());
        let reset = deployment.sdk(&|_| true);
        assert!(!reset.early_success_criteria().unwrap().enable());
        assert!(reset.deployment_circuit_breaker().unwrap().threshold_configuration().is_none());
        let mut fields = Fields::new();
        deployment.add_fields(&mut fields);
        assert!(!fields.keys().any(|field| field.contains("breaker")), "{fields:?}");
        let alone = declared(|_| {}).sdk(&|_| true);
        assert!(alone.lifecycle_hooks.is_some_and(|hooks| hooks.is_empty()), "an old hook goes");
        assert!(alone.canary_configuration.is_none() && alone.linear_configuration.is_none());
    }

    #[test]
    fn what_is_off_is_said_to_be_off() {
        let sdk = declared(|_| {}).sdk(&|_| false);
        let alarms = sdk.alarms().unwrap();
        assert_eq!((alarms.enable(), alarms.rollback(), alarms.alarm_names()), (false, false, &[][..]));
        assert!(!sdk.early_success_criteria().unwrap().enable());
    }

    #[test]
    fn a_service_of_which_nothing_is_said_has_the_defaults_of_aws() {
        let existing = Deployment::existing(None);
        assert_eq!((existing.minimum_healthy_percent, existing.maximum_percent), (100, 200));
        assert_eq!((existing.alarms, existing.early, existing.circuit_breaker), (None, None, (false, false)));
    }
}
