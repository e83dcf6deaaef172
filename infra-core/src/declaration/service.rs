//! What `#[service]` says.

use super::WorkloadSpec;

/// A service in one stage.
#[derive(Debug)]
pub struct ServiceSpec {
    /// What it has in common with tasks.
    pub workload: WorkloadSpec,
    /// The port that the container listens on, 1 to 65535.
    pub port: Option<u16>,
    /// The rules on the cluster's load balancer that lead here. They need a port.
    pub routes: &'static [Route],
    /// The target group's health check.
    pub health: HealthCheck,
    /// How many tasks.
    pub size: Size,
    /// Seconds that a target may finish its requests after it was taken out, 0 to 3,600.
    /// `deregistration_delay.timeout_seconds`.
    pub drain_seconds: u32,
}

impl ServiceSpec {
    /// `drain` where a declaration says nothing.
    pub const DEFAULT_DRAIN_SECONDS: u32 = 30;
}

/// A rule on the load balancer: which requests lead to the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Route {
    /// A path pattern, 1 to 128 characters, from `/`; `*` stands for any characters, `?` for one.
    pub path: &'static str,
    /// A host name or pattern; without one, any host.
    pub host: Option<&'static str>,
}

/// How a target group asks a task whether it is healthy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct HealthCheck {
    /// The path, from `/`. `HealthCheckPath`.
    pub path: &'static str,
    /// The HTTP codes that mean healthy, as `200-299` or `200,204`; within 200 to 499. `Matcher.HttpCode`.
    pub codes: &'static str,
    /// Seconds between two checks, 5 to 300. `HealthCheckIntervalSeconds`.
    pub interval_seconds: u32,
    /// Seconds until an answer is late, 2 to 120 and less than the interval. `HealthCheckTimeoutSeconds`.
    pub timeout_seconds: u32,
    /// Successes in a row until healthy, 2 to 10. `HealthyThresholdCount`.
    pub healthy: u32,
    /// Failures in a row until unhealthy, 2 to 10. `UnhealthyThresholdCount`.
    pub unhealthy: u32,
    /// Seconds after a task's start in which failures do not count. `healthCheckGracePeriodSeconds` of the service.
    pub grace_seconds: u32,
}

impl HealthCheck {
    /// `/` answers 200 to 299, asked every 10 seconds; two answers make it healthy, three failures unhealthy.
    pub const DEFAULT: Self = Self {
        path: "/",
        codes: "200-299",
        interval_seconds: 10,
        timeout_seconds: 5,
        healthy: 2,
        unhealthy: 3,
        grace_seconds: 30,
    };
}

/// How many tasks a service runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// `count = 2`: always as many. `desiredCount`.
    Count(u32),
    /// `scale(2..=10, cpu = 60)`: Application Auto Scaling decides.
    Scale(Scale),
}

impl Size {
    /// One task.
    pub const DEFAULT: Self = Self::Count(1);
}

/// Target tracking on the service's own load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Scale {
    /// The fewest tasks. `MinCapacity`.
    pub min: u32,
    /// The most tasks, at least `min`. `MaxCapacity`.
    pub max: u32,
    /// The average CPU use to hold, in percent, 1 to 100. `ECSServiceAverageCPUUtilization`.
    pub cpu: Option<u32>,
    /// The average memory use to hold, in percent, 1 to 100. `ECSServiceAverageMemoryUtilization`.
    pub memory: Option<u32>,
}
