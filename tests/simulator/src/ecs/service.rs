//! Services, their deployments and revisions, as they are held.

use std::time::Duration;

use serde_json::Value;

/// A service.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    pub(crate) arn: String,
    pub(crate) name: String,
    /// The cluster's name.
    pub(crate) cluster: String,
    /// `ACTIVE`, `DRAINING`, `INACTIVE`.
    pub(crate) status: String,
    /// What was asked for, by the fields of DescribeServices, defaults included.
    pub(crate) fields: Value,
    pub(crate) desired: u32,
    pub(crate) created_at: Duration,
    /// The newest first: time, id and message.
    pub(crate) events: Vec<(Duration, String, String)>,
    /// The newest, which is the primary one, first.
    pub(crate) deployments: Vec<Deployment>,
    /// The service deployment that is under way.
    pub(crate) current: Option<String>,
    /// The revision that the last successful deployment brought.
    pub(crate) good: Option<String>,
    pub(crate) tags: Vec<Value>,
    /// By which a repeated creation is known.
    pub(crate) token: String,
    /// Whether it was told that it has reached a steady state.
    pub(crate) steady: bool,
    /// Tasks that failed one after the other, after which ECS waits longer and longer before it starts more.
    pub(crate) failures: u32,
    /// Before this time no more tasks are started.
    pub(crate) wait_until: Duration,
    /// What it was last told to miss, so that one event is told once a minute.
    pub(crate) unplaced: Option<(Duration, String)>,
    /// Whether the scheduler is to look at it soon.
    pub(crate) poked: bool,
}

/// An element of `deployments` of DescribeServices: the tasks of one revision.
#[derive(Clone, Debug)]
pub(crate) struct Deployment {
    /// As `ecs-svc/1234567890123456789`.
    pub(crate) id: String,
    /// The ARN of the service revision.
    pub(crate) revision: String,
    /// `IN_PROGRESS`, `COMPLETED`, `FAILED`.
    pub(crate) state: String,
    pub(crate) reason: String,
    pub(crate) failed: u32,
    /// How many tasks it is to have for now.
    pub(crate) desired: u32,
    pub(crate) created_at: Duration,
    pub(crate) updated_at: Duration,
    /// The host names and ports that the proxies of its tasks know.
    pub(crate) hosts: Vec<(String, u16)>,
    /// Which of the two target groups its tasks are in, while traffic is shifted between them.
    pub(crate) alternate: bool,
}

/// A revision: what a service was to be at one time.
#[derive(Clone, Debug)]
pub(crate) struct ServiceRevision {
    pub(crate) arn: String,
    pub(crate) service: String,
    /// The fields of the service at that time.
    pub(crate) fields: Value,
    pub(crate) created_at: Duration,
}

/// A service deployment: the record of one change of revision.
#[derive(Clone, Debug)]
pub(crate) struct ServiceDeployment {
    pub(crate) arn: String,
    pub(crate) service: String,
    /// The id of the target's deployment, as `ecs-svc/..`.
    pub(crate) deployment: String,
    pub(crate) target: String,
    pub(crate) sources: Vec<String>,
    pub(crate) status: String,
    pub(crate) status_reason: String,
    pub(crate) created_at: Duration,
    pub(crate) started_at: Option<Duration>,
    pub(crate) finished_at: Option<Duration>,
    pub(crate) stopped_at: Option<Duration>,
    pub(crate) updated_at: Duration,
    /// The deployment configuration when it began.
    pub(crate) configuration: Value,
    pub(crate) breaker: Breaker,
    /// How many tasks of the revision failed that it is rolled back to.
    pub(crate) rollback_failures: u32,
    /// The alarms that went off.
    pub(crate) triggered: Vec<String>,
    /// Why, when, and to which revision it is rolled back.
    pub(crate) rollback: Option<(String, Duration, String)>,
    /// As `SCALE_UP`; empty for rolling deployments.
    pub(crate) stage: String,
    /// When the stage began.
    pub(crate) stage_since: Duration,
    /// Steps of traffic taken.
    pub(crate) step: u32,
    pub(crate) hooks: Vec<Hook>,
    /// The target's share of the production traffic, in percent.
    pub(crate) production: f64,
    /// The target's share of the test traffic, in percent.
    pub(crate) test: f64,
    /// When every task was first healthy, since which the alarms are watched for the bake time.
    pub(crate) healthy_since: Option<Duration>,
}

/// The circuit breaker of a service deployment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Breaker {
    pub(crate) enabled: bool,
    pub(crate) failures: u32,
    pub(crate) threshold: u32,
    pub(crate) triggered: bool,
}

/// A lifecycle hook that a deployment has come to.
#[derive(Clone, Debug)]
pub(crate) struct Hook {
    pub(crate) id: String,
    /// The place in the configuration's list.
    pub(crate) place: usize,
    pub(crate) stage: String,
    /// `AWAITING_ACTION`, `IN_PROGRESS`, `SUCCEEDED`, `FAILED`, `TIMED_OUT`.
    pub(crate) status: String,
    pub(crate) expires_at: Duration,
    /// `CONTINUE` or `ROLLBACK`.
    pub(crate) timeout_action: String,
}

/// The target group of an element of `loadBalancers` that a deployment's tasks are in.
pub(super) fn target_group(balancer: &Value, alternate: bool) -> &str {
    use crate::text::Request as _;
    let other = balancer.get("advancedConfiguration").map(|advanced| advanced.text("alternateTargetGroupArn"));
    match other.filter(|other| alternate && !other.is_empty()) {
        Some(other) => other,
        None => balancer.text("targetGroupArn"),
    }
}
