//! Tests of new tasks before they get production's traffic.

/// The header that leads a request to the new tasks of a service, while a deployment has them but has not moved
/// production's traffic. Its value is the service's physical name.
pub const TEST_HEADER: &str = "X-Infra-Test";
