//! How requests reach a service.

use crate::language::block;

block! {
    /// A rule on the load balancer: which requests lead to the service.
    pub struct Route keys route_keys {
        /// A path pattern, 1 to 128 characters, from `/`; `*` stands for any characters, `?` for one. `path-pattern`.
        path => path: text(balancer::route_path) [required] [bare] "route(\"/api/*\")";
        /// A host name or pattern. `host-header`.
        host => host: text(balancer::route_host) [optional; "any host"] [] "host = \"api.example.com\"";
        /// HTTP methods. `http-request-method`.
        method => methods: some(text(balancer::condition::method)) [= &[]; "any method"] [] "method = \"POST\"";
        /// A header and the values that it may have, with `*` and `?`; all headers must match. `http-header`.
        header => headers: block(HeaderCondition) [repeated; "any"] [] "header(\"X-Version\", \"2*\")";
        /// A key of the query and its value, with `*` and `?`; all must match. `query-string`.
        query => query: block(QueryCondition) [repeated; "any"] [] "query(\"version\", \"2\")";
        /// Address blocks that the client may be in, as the load balancer sees it. `source-ip`.
        source => sources: some(text(balancer::condition::source)) [= &[]; "anywhere"] [] "source = \"10.0.0.0/8\"";
        /// Which of the service's ports it leads to. `TargetGroup.Port`.
        port => port: u16(port::port) [optional; "the first"] [] "port = 9000";
        /// Its place among the rules, 1 to 50,000, lower first. `Priority`.
        priority => priority: u32(balancer::condition::priority) [optional; "the more specific wins"] [] "priority = 10";
        /// The path is passed on without what stands before the `*`. `url-rewrite`.
        strip => strip: flag() [= false] [] "strip";
    }
    holds {
        [host method header query source] @needs [method] [header] [query] [source] CONDITIONS_ARE_FEW_ENOUGH => traffic::conditions;
        [strip] @needs [strip] STRIP_HAS_A_PREFIX => traffic::strip;
    }
}

block! {
    /// A header and the values that it may have.
    pub struct HeaderCondition keys header_condition_keys {
        /// The header's name, 1 to 40 characters. `HttpHeaderName`.
        name => name: text(balancer::condition::header_name) [required] [bare] "header(\"X-Version\", \"2*\")";
        /// Values, with `*` and `?`, up to 128 characters each. `Values`.
        values => values: some(text(balancer::condition::header_value)) [required] [bares] "header(\"X-Version\", \"2*\", \"3*\")";
    }
}

block! {
    /// A key of the query and its value.
    pub struct QueryCondition keys query_condition_keys {
        /// The key. `Key`.
        name => name: text(balancer::condition::query_key) [required] [bare] "query(\"version\", \"2\")";
        /// The value, with `*` and `?`. `Value`.
        value => value: text(balancer::condition::query_value) [required] [bare] "query(\"version\", \"2\")";
    }
}

block! {
    /// A listener on the network load balancer.
    pub struct Stream keys stream_keys {
        /// The listener's port, 1 to 65535, unique on the load balancer. `Listener.Port`.
        port => port: u16(port::port) [required] [bare] "stream(5432)";
        /// TLS ends at the load balancer, with its certificate. `Listener.Protocol`.
        tls => tls: flag() [= false] [] "tls";
        /// UDP in the place of TCP. `Listener.Protocol`.
        udp => udp: flag() [= false] [] "udp";
        /// Which of the service's ports it leads to. `TargetGroup.Port`.
        to => to: u16(port::port) [optional; "the first"] [] "to = 5432";
    }
    holds {
        [tls udp] @needs [tls udp] STREAM_HAS_ONE_PROTOCOL => traffic::stream_protocol;
    }
}

block! {
    /// How a target group asks a task whether it is healthy.
    pub struct HealthCheck keys health_check_keys {
        /// The path, from `/`. `HealthCheckPath`.
        path => path: text(health::path) [= "/"; "/"] [bare] "health(\"/healthz\")";
        /// The HTTP codes that mean healthy, as `200-299` or `200,204`; within 200 to 499. `Matcher.HttpCode`.
        codes => codes: text(health::codes) [= "200-299"; "200-299"] [] "codes = \"200-299\"";
        /// The time between two checks, 5 to 300 seconds. `HealthCheckIntervalSeconds`.
        every => interval_seconds: seconds(health::interval) [= 10; "10s"] [] "every = \"10s\"";
        /// The time until an answer is late, 2 to 120 seconds and less than the interval. `HealthCheckTimeoutSeconds`.
        timeout => timeout_seconds: seconds(health::timeout) [= 5; "5s"] [] "timeout = \"5s\"";
        /// Successes in a row until healthy, 2 to 10. `HealthyThresholdCount`.
        healthy => healthy: u32(health::threshold) [= 2] [] "healthy = 2";
        /// Failures in a row until unhealthy, 2 to 10. `UnhealthyThresholdCount`.
        unhealthy => unhealthy: u32(health::threshold) [= 3] [] "unhealthy = 3";
        /// The time after a task's start in which failures do not count. `HealthCheckGracePeriodSeconds` of the service.
        grace => grace_seconds: seconds(health::grace) [= 30; "30s"] [] "grace = \"30s\"";
    }
    holds {
        [timeout every] @needs [timeout] [every] TIMEOUT_IS_BELOW_INTERVAL => traffic::health_timing;
        [grace every healthy] @needs [grace] [every] [healthy] GRACE_COVERS_THE_FIRST_CHECKS warns "the grace period ends before a task can have been healthy often \
            enough in a row: a slow start is taken for a failure (or waive it) [health-grace-short]" => traffic::grace;
    }
}
