//! What the policy of a bucket must allow before a load balancer writes access logs to it.

use serde_json::Value;

use super::Planner;
use crate::stack::DesiredStack;

impl Planner<'_> {
    /// Says what a bucket's policy must allow, when a load balancer begins to write to it: the bucket is not ours.
    pub(super) fn note_access_logs(&mut self, cluster: usize, desired: &DesiredStack) {
        let Some(cluster) = self.blueprint.clusters.get(cluster) else { return };
        let before = self.observed.bodies.get(desired.name()).unwrap_or(&Value::Null);
        if self.observed.stacks.get(desired.name()).is_some_and(|stack| desired.is_current(stack, &self.known)) {
            return;
        }
        let (item, account) = (cluster.identity.name, &self.known.account);
        let application = cluster.load_balancer.and_then(|balancer| balancer.logs);
        let application = application.filter(|bucket| !writes_to(before, "LoadBalancer", bucket));
        let network = cluster.network_balancer.and_then(|balancer| balancer.logs);
        let network = network.filter(|bucket| !writes_to(before, "NetworkBalancer", bucket));
        let objects = |bucket: &str| format!("arn:{}:s3:::{bucket}/AWSLogs/{account}/*", self.known.partition);
        let application = application.map(|bucket| {
            format!(
                "the load balancer of `{item}` writes its access logs to bucket {bucket}, whose policy must allow \
                 `s3:PutObject` on {} to the service logdelivery.elasticloadbalancing.amazonaws.com",
                objects(bucket)
            )
        });
        let network = network.map(|bucket| {
            format!(
                "the network load balancer of `{item}` writes the access logs of its TLS streams to bucket {bucket}, whose \
                 policy must allow `s3:PutObject` on {} and `s3:GetBucketAcl` on the bucket to the service \
                 delivery.logs.amazonaws.com",
                objects(bucket)
            )
        });
        self.notes.extend(application.into_iter().chain(network));
    }
}

/// Whether a load balancer of a template writes its access logs to a bucket.
fn writes_to(body: &Value, id: &str, bucket: &str) -> bool {
    let attributes = body.pointer(&format!("/Resources/{id}/Properties/LoadBalancerAttributes"));
    attributes.and_then(Value::as_array).into_iter().flatten().any(|attribute| {
        attribute.get("Key").and_then(Value::as_str) == Some("access_logs.s3.bucket")
            && attribute.get("Value").and_then(Value::as_str) == Some(bucket)
    })
}
