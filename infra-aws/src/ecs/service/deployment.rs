//! How a service deploys, as a value.

use aws_sdk_ecs::types::{
    DeploymentCircuitBreaker, DeploymentConfiguration, ServiceRevisionCleanup, ThresholdConfiguration, ThresholdType,
};
use infra_core::blueprint::ServiceBlueprint;
use serde_json::{Value, json};

use super::hook::Hook;
use super::on_off;
use super::strategy::Strategy;
use crate::ecs::{Fields, Object, set, set_some};

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
    pub(super) fn json(&self, changed: &dyn Fn(&str) -> bool) -> Value {
        let moves = self.strategy.moves_traffic();
        let hooks: Vec<Value> = self.hooks.iter().map(Hook::json).collect();
        Object::new()
            .with("strategy", self.strategy.word())
            .with("bakeTimeInMinutes", self.bake)
            .with_some("canaryConfiguration", self.strategy.canary())
            .with_some("linearConfiguration", self.strategy.linear())
            .with_some("lifecycleHooks", (changed(WAITS) || !hooks.is_empty()).then_some(hooks))
            .with("minimumHealthyPercent", self.minimum_healthy_percent)
            .with("maximumPercent", self.maximum_percent)
            .with("deploymentCircuitBreaker", self.breaker(changed(BREAKER_FAILURES) && !moves))
            .with("alarms", self.alarms())
            .with_some("earlySuccessCriteria", (changed(EARLY) || !moves).then(|| self.early_success()))
            .value()
    }

    fn breaker(&self, resets: bool) -> Value {
        let (enable, rollback) = self.circuit_breaker;
        let threshold = match self.breaker_failures {
            Some(failures) => Some(json!({ "type": "COUNT", "value": failures })),
            None => resets.then(|| json!({ "type": "BOUNDED_PERCENT", "value": BREAKER_DEFAULT_PERCENT })),
        };
        Object::new()
            .with("enable", enable)
            .with("rollback", rollback)
            .with_some("thresholdConfiguration", threshold)
            .value()
    }

    fn alarms(&self) -> Value {
        let (names, rollback) = self.alarms.clone().unwrap_or_default();
        json!({ "alarmNames": names, "enable": self.alarms.is_some(), "rollback": rollback })
    }

    fn early_success(&self) -> Value {
        let cleanup = |early: Early| if early.deferred { "DEFERRED" } else { "BLOCKING" };
        Object::new()
            .with("enable", self.early.is_some())
            .with_some("healthyPercent", self.early.map(|early| early.percent))
            .with_some("sourceServiceRevisionCleanup", self.early.map(cleanup))
            .value()
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
    fn threshold(failures: Option<u32>, resets: bool) -> Value {
        let deployment = declared(|web| web.breaker = failures.map(|failures| Breaker { failures }));
        deployment.json(&|_| resets)["deploymentCircuitBreaker"]["thresholdConfiguration"].clone()
    }

    #[test]
    fn a_threshold_is_sent_where_it_is_declared_or_was() {
        assert_eq!(threshold(Some(3), false), json!({ "type": "COUNT", "value": 3 }));
        assert_eq!(threshold(None, true), json!({ "type": "BOUNDED_PERCENT", "value": 50 }));
        assert_eq!(threshold(None, false), Value::Null);
    }

    #[test]
    fn what_is_declared_is_sent() {
        let sent = |change: fn(&mut ServiceBlueprint)| declared(change).json(&|_| false);
        let rolling = sent(|web| web.deploy = Deploy::Rolling(Rolling { min: 0, max: 100 }));
        assert_eq!((&rolling["minimumHealthyPercent"], &rolling["maximumPercent"]), (&json!(0), &json!(100)));
        let paused = BlueGreen { pause_seconds: Some(3_600), ..BlueGreen::new() };
        let paused = declared(|web| web.deploy = Deploy::BlueGreen(paused)).json(&|_| false);
        assert_eq!(
            (&paused["strategy"], paused["lifecycleHooks"].as_array().unwrap().len()),
            (&json!("BLUE_GREEN"), 1)
        );
        let canary = sent(|web| web.deploy = Deploy::Canary(Canary::new(7)));
        assert_eq!(canary["canaryConfiguration"]["canaryPercent"], 7.0);
        let linear = sent(|web| web.deploy = Deploy::Linear(Linear::new(33)));
        assert_eq!(linear["linearConfiguration"]["stepPercent"], 33.0);
        let alarms = sent(|web| web.alarms = vec!["late", "errors"]);
        assert_eq!(alarms["alarms"], json!({ "alarmNames": ["errors", "late"], "enable": true, "rollback": true }));
        let early = sent(|web| web.early = Some(DeclaredEarly { percent: 50 }));
        assert_eq!(
            early["earlySuccessCriteria"],
            json!({ "enable": true, "healthyPercent": 50, "sourceServiceRevisionCleanup": "DEFERRED" })
        );
    }

    #[test]
    fn what_is_of_rolling_deployments_alone_is_not_said_of_others() {
        let deployment = declared(|web| web.deploy = Deploy::BlueGreen(BlueGreen::new()));
        assert_eq!(deployment.json(&|field| field != EARLY).get("earlySuccessCriteria"), None);
        let reset = deployment.json(&|_| true);
        assert_eq!(reset["earlySuccessCriteria"], json!({ "enable": false }));
        assert_eq!(reset["deploymentCircuitBreaker"].get("thresholdConfiguration"), None);
        let mut fields = Fields::new();
        deployment.add_fields(&mut fields);
        assert!(!fields.keys().any(|field| field.contains("breaker")), "{fields:?}");
        let alone = declared(|_| {}).json(&|_| true);
        assert_eq!(alone["lifecycleHooks"], json!([]), "an old hook goes");
        assert_eq!((alone.get("canaryConfiguration"), alone.get("linearConfiguration")), (None, None));
    }

    #[test]
    fn what_is_off_is_said_to_be_off() {
        let sent = declared(|_| {}).json(&|_| false);
        assert_eq!(sent["alarms"], json!({ "alarmNames": [], "enable": false, "rollback": false }));
        assert_eq!(sent["earlySuccessCriteria"], json!({ "enable": false }));
    }

    #[test]
    fn a_service_of_which_nothing_is_said_has_the_defaults_of_aws() {
        let existing = Deployment::existing(None);
        assert_eq!((existing.minimum_healthy_percent, existing.maximum_percent), (100, 200));
        assert_eq!((existing.alarms, existing.early, existing.circuit_breaker), (None, None, (false, false)));
    }
}
