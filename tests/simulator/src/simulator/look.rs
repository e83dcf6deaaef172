//! What a test may look at, and wait for.

use std::time::Duration;

use serde_json::Value;

use super::Simulator;
use crate::text::Request;
use crate::{cloudformation, cloudwatch, ecs, snapshot};

impl Simulator {
    /// Everything that exists, without what differs between two runs that came to the same end: generated ids, times,
    /// the numbers of revisions.
    #[must_use]
    pub fn snapshot(&self) -> Value {
        snapshot::take(&self.world())
    }

    /// The numbers of a family's active revisions.
    #[must_use]
    pub fn active_revisions(&self, family: &str) -> Vec<u32> {
        let world = self.world();
        let revisions = world.ecs.task_definitions.get(family).into_iter().flatten();
        let active = revisions.filter(|(_, definition)| definition.text("status") == "ACTIVE");
        active.map(|(number, _)| *number).collect()
    }

    /// What must never be or have been: two active services of a name, resources that belong to nothing.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        let world = self.world();
        let mut found = world.violations.clone();
        found.extend(ecs::violations(&world));
        found.extend(cloudformation::violations(&world));
        found.extend(cloudwatch::violations(&world));
        found
    }

    /// The inline policies that others have put on the roles whose names begin so, by their names.
    #[must_use]
    pub fn added_policies(&self, role: &str) -> Vec<(String, Value)> {
        let world = self.world();
        let roles = world.iam.roles.values().filter(|held| held.name.starts_with(role));
        roles.flat_map(|held| held.added.clone()).collect()
    }

    /// Why tasks of a service cannot call a host name of Service Connect on a port: nothing where all of them can. Each task
    /// must know the name since its deployment began, and the security groups of what answers must let it in.
    #[must_use]
    pub fn obstacles(&self, cluster: &str, caller: &str, host: &str, port: u16) -> Vec<String> {
        ecs::obstacles(&self.world(), cluster, caller, (host, port))
    }

    /// The addresses that DNS tells of a name in the VPC, sorted; none where there is no such name, or nothing behind it.
    #[must_use]
    pub fn resolve(&self, name: &str) -> Vec<String> {
        let world = self.world();
        let mut addresses: Vec<String> =
            world.discovery.named(name).into_iter().flat_map(|held| held.instances.values().cloned()).collect();
        addresses.sort();
        addresses
    }

    /// Why tasks of a family cannot, or could not, call a DNS name on a port: nothing where all of them can. The name must
    /// have led somewhere when each began, the security groups of what answers must let it in, and its own let it out.
    #[must_use]
    pub fn name_obstacles(&self, family: &str, name: &str, port: u16) -> Vec<String> {
        ecs::name_obstacles(&self.world(), family, name, port)
    }

    /// Waits, in virtual time, until nothing moves any more. What moves for ever, such as a service whose tasks fail
    /// without a circuit breaker, is left after a virtual day: then the answer is false.
    pub async fn wait_until_settled(&self) -> bool {
        let end = self.now() + Duration::from_hours(24);
        loop {
            let next = self.world().agenda.next();
            match next {
                None => return true,
                Some(next) if next > end => return false,
                Some(next) => tokio::time::sleep_until(self.0.began + next).await,
            }
        }
    }

    /// Waits until a call hangs, as scripted by [`Reaction::Hang`](crate::Reaction::Hang).
    pub async fn hung(&self) {
        self.0.hangs.notified().await;
    }
}
