//! One call of an operation.

use std::time::Duration;

use serde_json::Value;

/// A call as it came in.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its place among all calls, from 1 on.
    pub number: u64,
    /// The service, by the name that the IAM actions have: `ecs`, `cloudformation`, `application-autoscaling`, `logs`,
    /// `tag`, `sts`, `ec2`, `elasticloadbalancing`, `cloudwatch`, `autoscaling`, `route53`; `web` where something is read
    /// from the web.
    pub service: &'static str,
    /// The operation, as `CreateService`.
    pub operation: String,
    /// What it asks for. Of the services that speak Query all values are strings.
    pub request: Value,
    /// When it came in, since the simulator was made.
    pub at: Duration,
}

impl Call {
    /// Whether the operation changes nothing.
    #[must_use]
    pub fn is_read(&self) -> bool {
        ["BatchGet", "Describe", "List", "Get", "Filter"].iter().any(|verb| self.operation.starts_with(verb))
    }

    /// The service and the operation, as `ecs:CreateService`.
    #[must_use]
    pub fn action(&self) -> String {
        format!("{}:{}", self.service, self.operation)
    }
}
