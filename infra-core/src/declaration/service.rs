//! What `#[service]` says.

use super::{Breaker, Deploy, Early, HealthCheck, PlacementStrategy, Rolling, Route, Scale, Stream, WorkloadSpec};
use crate::language::{block, choice};

block! {
    /// A service in one stage.
    pub struct ServiceSpec keys service_keys {
        /// What it has in common with tasks.
        workload_keys => workload: flatten(WorkloadSpec) [required] [] "";
        /// A rule on the cluster's load balancer that leads here: path, and if you like host, method, headers and query.
        /// The more specific rule wins. It needs a `port`. `ListenerRule`.
        route => routes: block(Route) [repeated; "none"] [] "route(\"/api/*\")";
        /// A listener on the cluster's network load balancer that leads here. `Listener`.
        stream => streams: block(Stream) [repeated; "none"] [] "stream(5432, tls)";
        /// How the load balancer asks whether a task is healthy. It needs a `route` or a `stream`. `TargetGroup`.
        health => health: block(HealthCheck) [optional; "`/` every 10s"] [] "health(\"/healthz\", every = \"10s\")";
        /// How long a client stays with the same task, up to 7 days. `stickiness.lb_cookie.duration_seconds`.
        sticky => sticky_seconds: seconds(balancer::target::sticky) [optional; "any task"] [] "sticky = \"1h\"";
        /// How long a target may finish its requests after it was taken out, up to an hour. It needs a `route` or a `stream`.
        /// `deregistration_delay.timeout_seconds`.
        drain => drain_seconds: seconds(balancer::drain) [optional; "30s"] [] "drain = \"30s\"";
        /// How long a new target's share grows, 30 to 900 seconds. `slow_start.duration_seconds`.
        slow_start => slow_start_seconds: seconds(balancer::target::slow_start) [optional; "at once"] []
            "slow_start = \"30s\"";
        /// Which target gets the next request. `load_balancing.algorithm.type`.
        balance => balance: choice(Balance) [= Balance::RoundRobin; "`round_robin`"] []
            "balance = least_outstanding";
        /// How many tasks, always. `DesiredCount`.
        count => count: u32(scaling::count) [optional; "1"] [] "count = 2";
        /// How many tasks, by their load. `ScalableTarget`, `ScalingPolicy`.
        scale => scale: block(Scale) [optional] [] "scale(2..=10, cpu = 60)";
        /// How a new revision takes the place of the old one. `DeploymentConfiguration`.
        deploy => deploy: choice(Deploy) [optional; "`rolling`, for a daemon `rolling(min = 0, max = 100)`"] []
            "deploy = rolling(min = 100, max = 200)";
        /// A function that tests the new tasks before production's traffic moves to them, in plain Rust:
        /// `fn(&SmokeTest) -> Result<(), E>`, with any error that can be shown, which rolls the deployment back. `SmokeTest`,
        /// from the prelude, has the load balancer's URL and the header with which requests reach the new tasks. The command
        /// line runs it; where it does not come to that, the deployment rolls back after an hour, or after the `pause`.
        smoke => smoke: call(Smoke) [optional; "nothing is tested"] [] "smoke = answers";
        /// After how many failed tasks a deployment is given up and rolled back. `DeploymentCircuitBreaker`.
        breaker => breaker: block(Breaker) [optional; "on, with AWS's own threshold"] [] "breaker(failures = 3)";
        /// CloudWatch alarms that make a deployment roll back, by name. `DeploymentConfiguration.Alarms`.
        alarms => alarms: list(text(service::alarm::name)) [= &[]; "none"] [] "alarms = [\"shop-5xx\"]";
        /// A rolling deployment counts as done when this share of the tasks is healthy: not less than the `min` of
        /// `deploy = rolling(..)`, which is 100 without it. The rest starts, and the old tasks stop, after that.
        /// `EarlySuccessCriteria`.
        early => early: block(Early) [optional; "when all are, and the old ones have stopped"] [] "early(percent = 50)";
        /// Tasks that must succeed before the service is updated, in this order; each runs in its own cluster.
        before => before: list(item(Task)) [= &[]; "none"] [] "before = [Migrate]";
        /// Tasks that it may run, stop and watch, of any cluster of the app. Its role gets the permissions, and its main
        /// container a variable `RUN_OTHER` for each, which tells how: on AWS the JSON of a `RunTask` request, to which
        /// command and variables are added under `overrides`; on this machine `url` and `token` of a small API.
        /// `RunTask`.
        runs => runs: list(item(Task)) [= &[]; "none"] [] "runs = [Rollup]";
        /// One task on every instance, on EC2 alone; it needs `deploy = rolling(min = 0, max = 100)`.
        /// `SchedulingStrategy`.
        daemon => daemon: flag() [= false] [] "daemon";
        /// How tasks are placed on instances, on EC2 alone. `PlacementStrategies`.
        place => place: block(PlacementStrategy) [optional; "spread over zones, then instances"] []
            "place(spread = zone, binpack = memory)";
        /// On which instances tasks may be placed, in the cluster query language; or `distinctInstance`, for one task of the
        /// service an instance. On EC2 alone. `PlacementConstraints`.
        constraint => constraints: text(service::place::constraint) [repeated; "any"] [call]
            "constraint(\"attribute:ecs.instance-type =~ c5.*\")";
        /// Whether `infra exec` opens a shell in its containers, whose file system it must be able to write. The task role
        /// gets what the shell needs, and the containers an init process. `EnableExecuteCommand`.
        exec => exec: choice(Switch) [optional; "on; off in protected stages and with `read_only`"] [] "exec = off";
        /// What the local target runs in the place of the main container: a command line for `sh`, in the folder of the
        /// workspace.
        dev => dev: text(service::place::dev) [optional; "`cargo run` of the image's binary"] [call]
            "dev(\"cargo watch -x 'run --bin web'\")";
    }
    excludes {
        [count scale];
    }
    holds {
        [scale count] @needs [count scale] SIZE_IS_SAID_ONCE => service::one_size;
        [route port] @needs [route] ROUTES_HAVE_A_PORT => service::route_port;
        [route] @needs [route route] ROUTES_ARE_DIFFERENT => service::routes;
        [route stream] @needs [route route route route route] [stream] TARGET_GROUPS_ARE_FEW_ENOUGH => target::groups;
        [route] ROUTES_HAVE_A_BALANCER => service::route_subnets;
        [health] @unless [route stream] HEALTH_HAS_TARGETS => service::health_targets;
        [stream port] @needs [stream] STREAMS_HAVE_PORTS => service::streams;
        [stream] @needs [stream] STREAMS_HAVE_A_BALANCER => service::stream_subnets;
        [stream port] @needs [stream] STREAMS_CAN_BE_ASKED => target::health;
        [scale deploy] @needs [requests] REQUESTS_HAVE_A_ROUTE => service::requests;
        [scale route] @needs [predictive] FORECAST_HAS_ONE_PORT => service::forecast;
        [deploy count scale daemon] @needs [deploy] [daemon] DEPLOYMENT_CAN_PROGRESS => service::progress;
        [port deploy count] @needs [host network_mode] HOST_PORTS_LEAVE_ROOM => service::host_ports;
        [exec read_only] @needs [exec read_only] SHELL_CAN_WRITE => service::exec;
        [connect network_mode] @needs [connect network_mode] CONNECTIONS_HAVE_A_NETWORK => service::connected;
        [deploy route stream] @needs [deploy] TRAFFIC_CAN_BE_SHIFTED => deployment::traffic;
        [early breaker deploy] @needs [early deploy] [breaker deploy] KEYS_GO_WITH_THE_STRATEGY => deployment::rolling_alone;
        [smoke deploy route] @needs [smoke] NEW_TASKS_CAN_BE_TESTED => deployment::smoke;
        [sticky deploy] @needs [sticky deploy] CLIENTS_FOLLOW_THE_TRAFFIC => deployment::sticky;
        [alarms] ALARMS_ARE_DIFFERENT => deployment::alarms;
        [early deploy] @needs [early] SUCCESS_IS_NOT_BELOW_THE_MINIMUM => deployment::early;
        [daemon scale place count deploy] @needs [daemon] DAEMON_HAS_NO_SIZE => service::daemon;
        [slow_start balance] @needs [slow_start] SLOW_START_GOES_WITH_THE_BALANCE => target::slow_start;
        [slow_start sticky balance drain] @needs [slow_start] [sticky] [balance] [drain] TARGETS_EXIST => target::exist;
        [constraint] CONSTRAINTS_ARE_FEW_ENOUGH => service::constraints;
        [daemon place constraint capacity] @needs [daemon] [place] [constraint] INSTANCES_ARE_THERE => service::on_instances;
        [drain stop capacity] TASKS_STOP_WITHIN_THE_NOTICE warns "spot capacity is taken away 120s after the notice: `drain` and \
            `stop` together should fit into them (or waive it) [drain-spot]" => target::drain;
    }
}

choice! {
    /// Which target gets the next request.
    pub enum Balance words balance_words {
        /// One after the other.
        round_robin => RoundRobin [] "balance = round_robin";
        /// The one with the fewest open requests.
        least_outstanding => LeastOutstanding [] "balance = least_outstanding";
        /// One at random.
        random => Random [] "balance = random";
    }
}

choice! {
    /// On or off.
    pub enum Switch words switch_words {
        /// On.
        on => On [] "exec = on";
        /// Off.
        off => Off [] "exec = off";
    }
}

/// How many tasks a service runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum Size {
    /// `count = 2`: always as many. `desiredCount`.
    Count(u32),
    /// `scale(2..=10, cpu = 60)`: Application Auto Scaling decides.
    Scale(Scale),
}

impl ServiceSpec {
    /// How a new revision takes the place of the old one: as declared, or by the default. Two tasks of a daemon are never
    /// on one instance.
    #[must_use]
    pub const fn deploy(&self) -> Deploy {
        match self.deploy {
            Some(deploy) => deploy,
            None if self.daemon => Deploy::Rolling(Rolling { min: 0, max: 100 }),
            None => Deploy::Rolling(Rolling::new()),
        }
    }

    /// How many tasks: `count`, `scale`, or one.
    #[must_use]
    pub const fn size(&self) -> Size {
        match (self.scale, self.count) {
            (Some(scale), _) => Size::Scale(scale),
            (None, Some(count)) => Size::Count(count),
            (None, None) => Size::Count(1),
        }
    }

    /// How long a target may finish its requests, in seconds: as declared, or 30.
    #[must_use]
    pub const fn drain_seconds(&self) -> u32 {
        match self.drain_seconds {
            Some(seconds) => seconds,
            None => 30,
        }
    }

    /// The health check of its targets, as declared or the default.
    #[must_use]
    pub const fn health(&self) -> HealthCheck {
        match self.health {
            Some(health) => health,
            None => HealthCheck::new(),
        }
    }
}
