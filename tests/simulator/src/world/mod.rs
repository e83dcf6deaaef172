//! All that exists in the account, and what is to happen in it.

mod agenda;
mod compute;
mod discovery;
mod iam;
mod kept;
mod network;
mod random;
mod time;

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

pub(crate) use agenda::Agenda;
pub(crate) use compute::{Activity, AutoScalingGroup, Refresh};
pub(crate) use discovery::{Discovery, Endpoint, Namespace, Registry};
pub(crate) use iam::{Iam, Role};
pub(crate) use kept::Kept;
pub(crate) use network::{Network, RouteTable, SecurityGroup, Subnet, Vpc, VpcEndpoint};
pub(crate) use random::Random;
pub(crate) use time::{EPOCH_SECONDS, iso, seconds};

use crate::autoscaling::ApplicationAutoScaling;
use crate::cloudformation::CloudFormation;
use crate::ecr::Ecr;
use crate::ecs::Ecs;
use crate::elb::Elb;
use crate::known::Known;
use crate::logs::Logs;
use crate::route53::Route53;
use crate::script::Scripts;

/// The account in one region. A copy of it goes on as it does itself.
#[derive(Clone, Debug)]
pub(crate) struct World {
    /// Twelve digits.
    pub(crate) account: String,
    /// As `eu-central-1`.
    pub(crate) region: String,
    /// The virtual time, since the simulator was made.
    pub(crate) now: Duration,
    /// Where ids and chances come from.
    pub(crate) random: Random,
    /// What is to happen.
    pub(crate) agenda: Agenda,
    pub(crate) ecr: Ecr,
    pub(crate) ecs: Ecs,
    pub(crate) elb: Elb,
    pub(crate) logs: Logs,
    pub(crate) route53: Route53,
    pub(crate) iam: Iam,
    pub(crate) network: Network,
    pub(crate) discovery: Discovery,
    pub(crate) autoscaling: ApplicationAutoScaling,
    /// Auto Scaling groups, by their name.
    pub(crate) auto_scaling_groups: BTreeMap<String, AutoScalingGroup>,
    /// CloudWatch alarms by name.
    pub(crate) alarms: BTreeMap<String, Value>,
    /// EventBridge schedules by their ARN: the properties as the template has them.
    pub(crate) schedules: BTreeMap<String, Value>,
    /// The tags of EFS's file systems, by their id.
    pub(crate) file_systems: BTreeMap<String, Vec<Value>>,
    /// Whatever else exists.
    pub(crate) opaque: Kept,
    /// What deploys name and do not make.
    pub(crate) known: Known,
    pub(crate) cloudformation: CloudFormation,
    pub(crate) scripts: Scripts,
    /// What must never have happened, and did.
    pub(crate) violations: Vec<String>,
}

impl World {
    pub(crate) fn new(account: &str, region: &str, seed: u64) -> Self {
        Self {
            account: account.to_owned(),
            region: region.to_owned(),
            now: Duration::ZERO,
            random: Random::new(seed),
            agenda: Agenda::default(),
            ecr: Ecr::default(),
            ecs: Ecs::default(),
            elb: Elb::default(),
            logs: Logs::default(),
            route53: Route53::default(),
            iam: Iam::default(),
            network: Network::with_default_vpc(region),
            discovery: Discovery::default(),
            autoscaling: ApplicationAutoScaling::default(),
            auto_scaling_groups: BTreeMap::new(),
            alarms: BTreeMap::new(),
            schedules: BTreeMap::new(),
            file_systems: BTreeMap::new(),
            opaque: Kept::default(),
            known: Known::default(),
            cloudformation: CloudFormation::default(),
            scripts: Scripts::default(),
            violations: Vec::new(),
        }
    }

    /// An ARN of this account and region.
    pub(crate) fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{resource}", self.region, self.account)
    }

    /// Lets something happen after a while.
    pub(crate) fn after(&mut self, wait: Duration, action: impl FnOnce(&mut World) + Clone + Send + 'static) {
        self.agenda.put(self.now + wait, true, action);
    }

    /// Lets something happen after a while that nobody waits for, such as that a record is forgotten.
    pub(crate) fn later(&mut self, wait: Duration, action: impl FnOnce(&mut World) + Clone + Send + 'static) {
        self.agenda.put(self.now + wait, false, action);
    }

    /// Lets everything happen that is due by `now`, in its order.
    pub(crate) fn advance(&mut self, now: Duration) {
        while let Some((at, action)) = self.agenda.take(now) {
            self.now = self.now.max(at);
            action.happen(self);
        }
        self.now = self.now.max(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tell(world: &mut World, what: &str) {
        let what = format!("{what} at {:?}", world.now);
        world.violations.push(what);
    }

    #[test]
    fn what_is_due_happens_in_its_order_in_a_copy_too() {
        let mut world = World::new("111122223333", "eu-central-1", 1);
        world.after(Duration::from_secs(2), |world| tell(world, "second"));
        world.after(Duration::from_secs(1), |world| {
            tell(world, "first");
            world.after(Duration::from_secs(2), |world| tell(world, "third"));
        });
        world.later(Duration::from_secs(9), |world| tell(world, "unawaited"));
        world.advance(Duration::from_secs(1));
        let mut copy = world.clone();
        for world in [&mut world, &mut copy] {
            assert_eq!(world.agenda.next(), Some(Duration::from_secs(2)));
            world.advance(Duration::from_secs(5));
            assert_eq!(world.violations, ["first at 1s", "second at 2s", "third at 3s"]);
            assert_eq!(world.agenda.next(), None);
        }
    }
}
