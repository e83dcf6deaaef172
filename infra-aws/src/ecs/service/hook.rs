//! Where a deployment waits, as a value.

use aws_sdk_ecs::types::{
    DeploymentLifecycleHook, DeploymentLifecycleHookAction, DeploymentLifecycleHookStage,
    DeploymentLifecycleHookTargetType, DeploymentLifecycleHookTimeoutConfiguration,
};
use infra_core::blueprint::ServiceBlueprint;
use serde_json::{Value, json};

/// How long a deployment waits for its smoke test where no `pause` says it, in minutes.
const SMOKE_MINUTES: i32 = 60;
/// The same in seconds.
pub(crate) const SMOKE_SECONDS: u32 = 3_600;
/// How long a hook waits where AWS is told nothing, in minutes.
const DEFAULT_MINUTES: i32 = 1_440;

/// A stage at which a deployment waits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hook {
    /// `PAUSE`, or `AWS_LAMBDA` of one that somebody else has set.
    kind: String,
    /// The stages after which it waits.
    stages: Vec<String>,
    /// For how long, in minutes.
    minutes: i32,
    /// What happens then: `ROLLBACK` or `CONTINUE`.
    action: String,
}

impl Hook {
    /// The one hook of a service that is approved or tested before its traffic moves.
    ///
    /// Which of the two it waits for is not said to AWS: its `hookDetails` are for Lambda functions alone. Whoever lets it
    /// go on has the declaration.
    pub(super) fn declared(service: &ServiceBlueprint) -> Option<Self> {
        let pause = service.deploy.pause_seconds();
        let minutes = match (pause, service.smoke) {
            (Some(seconds), _) => i32::try_from(seconds / 60).unwrap_or(i32::MAX),
            (None, Some(_)) => SMOKE_MINUTES,
            (None, None) => return None,
        };
        // Without a rule for it there is no test traffic that could have moved.
        let stage = if service.routes.iter().any(|route| route.test_priority.is_some()) {
            DeploymentLifecycleHookStage::PostTestTrafficShift
        } else {
            DeploymentLifecycleHookStage::PostScaleUp
        };
        Some(Self {
            kind: DeploymentLifecycleHookTargetType::Pause.as_str().to_owned(),
            stages: vec![stage.as_str().to_owned()],
            minutes,
            action: DeploymentLifecycleHookAction::Rollback.as_str().to_owned(),
        })
    }

    /// What a service in AWS has.
    pub(super) fn existing(sdk: &DeploymentLifecycleHook) -> Self {
        let kind = sdk.target_type().unwrap_or(&DeploymentLifecycleHookTargetType::AwsLambda);
        let timeout = sdk.timeout_configuration();
        let minutes = timeout.and_then(DeploymentLifecycleHookTimeoutConfiguration::timeout_in_minutes);
        let action = timeout.and_then(DeploymentLifecycleHookTimeoutConfiguration::action);
        let mut stages: Vec<String> = sdk.lifecycle_stages().iter().map(|stage| stage.as_str().to_owned()).collect();
        stages.sort();
        Self {
            kind: kind.as_str().to_owned(),
            stages,
            minutes: minutes.unwrap_or(DEFAULT_MINUTES),
            action: action.unwrap_or(&DeploymentLifecycleHookAction::Rollback).as_str().to_owned(),
        }
    }

    /// As requests take it.
    pub(super) fn json(&self) -> Value {
        json!({
            "targetType": self.kind,
            "lifecycleStages": self.stages,
            "timeoutConfiguration": { "timeoutInMinutes": self.minutes, "action": self.action },
        })
    }
}

impl std::fmt::Display for Hook {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kind, stages, minutes, action } = self;
        write!(formatter, "{kind} at {}, {minutes} min, then {action}", stages.join(" and "))
    }
}

#[cfg(test)]
mod tests {
    use infra_core::blueprint::PrioritizedRoute;
    use infra_core::declaration::{BlueGreen, Deploy, Smoke};

    use super::*;
    use crate::template::fixture;

    const TEST: Option<Smoke> = Some(Smoke(|_| Ok(())));

    fn hook(pause_seconds: Option<u32>, smoke: Option<Smoke>, routed: bool) -> Option<String> {
        let routes = [PrioritizedRoute { test_priority: Some(8), ..fixture::route("/*", None, 9) }];
        let mut service = fixture::service_blueprint(if routed { &routes } else { &[] });
        service.deploy = Deploy::BlueGreen(BlueGreen { pause_seconds, ..BlueGreen::new() });
        service.smoke = smoke;
        Some(Hook::declared(&service)?.to_string())
    }

    #[test]
    fn a_deployment_waits_for_an_approval_or_a_test_and_rolls_back_without_it() {
        let at = |minutes: u32| Some(format!("PAUSE at POST_TEST_TRAFFIC_SHIFT, {minutes} min, then ROLLBACK"));
        assert_eq!(hook(None, None, true), None);
        assert_eq!(hook(None, TEST, true), at(60));
        assert_eq!(hook(Some(86_400), None, true), at(1_440));
        assert_eq!(hook(Some(120), TEST, true), at(2));
        assert_eq!(hook(Some(60), None, false).as_deref(), Some("PAUSE at POST_SCALE_UP, 1 min, then ROLLBACK"));
    }

    #[test]
    fn what_is_sent_has_the_names_of_the_api() {
        let mut service = fixture::service_blueprint(&[]);
        service.smoke = TEST;
        assert_eq!(
            Hook::declared(&service).unwrap().json(),
            json!({
                "targetType": "PAUSE",
                "lifecycleStages": ["POST_SCALE_UP"],
                "timeoutConfiguration": { "timeoutInMinutes": 60, "action": "ROLLBACK" },
            })
        );
    }

    #[test]
    fn a_hook_of_somebody_else_is_read_with_the_defaults_of_aws() {
        let sdk = DeploymentLifecycleHook::builder().lifecycle_stages(DeploymentLifecycleHookStage::PreScaleUp);
        assert_eq!(Hook::existing(&sdk.build()).to_string(), "AWS_LAMBDA at PRE_SCALE_UP, 1440 min, then ROLLBACK");
    }
}
