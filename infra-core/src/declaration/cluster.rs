//! What `#[cluster]` says.

use super::Network;

/// A cluster in one stage.
#[derive(Debug)]
pub struct ClusterSpec {
    /// Where tasks run: one provider, or the entries of a strategy. All of one family (Fargate or EC2).
    pub capacity: &'static [Provider],
    /// The VPC.
    pub network: Network,
    /// The application load balancer as declared; without one it is made with [`LoadBalancer::DEFAULT`] as soon as a
    /// service has a `route`.
    pub load_balancer: Option<LoadBalancer>,
    /// Tags on everything of the cluster and its workloads, beside `infra:app`, `infra:stage` and `infra:item`.
    pub tags: &'static [(&'static str, &'static str)],
}

/// One entry of a capacity provider strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provider {
    /// What it is.
    pub capacity: Capacity,
    /// How many tasks run here before the weights count. 0 to 100,000, above 0 on one entry at most.
    /// `CapacityProviderStrategyItem.base`.
    pub base: u32,
    /// The share of the tasks beyond the base. 0 to 1,000; 1 where a declaration names none.
    /// `CapacityProviderStrategyItem.weight`.
    pub weight: u32,
}

/// A kind of capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// `FARGATE`.
    Fargate,
    /// `FARGATE_SPOT`.
    FargateSpot,
    /// `ec2("c5n.xlarge", 1..=10)`: an Auto Scaling group behind a capacity provider.
    Ec2(AutoScalingGroup),
}

/// An Auto Scaling group of one instance type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AutoScalingGroup {
    /// The instance type, as `c5n.xlarge`.
    pub instance_type: &'static str,
    /// The fewest instances.
    pub min: u32,
    /// The most instances, at least `min` and at least 1.
    pub max: u32,
}

/// The application load balancer that a cluster's services share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadBalancer {
    /// Its listeners, one a port.
    pub listen: &'static [Listener],
    /// The ARN of the ACM certificate of the HTTPS listeners.
    pub certificate: Option<&'static str>,
    /// Reachable only from inside the VPC (scheme `internal`).
    pub internal: bool,
}

impl LoadBalancer {
    /// What is made when a service has a route and the cluster says nothing: HTTP on port 80, internet-facing.
    pub const DEFAULT: Self = Self {
        listen: &[Listener { port: 80, protocol: ListenerProtocol::Http, redirect: None }],
        certificate: None,
        internal: false,
    };
}

/// One listener of a load balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listener {
    /// The port, 1 to 65535, unique on the load balancer.
    pub port: u16,
    /// HTTP or HTTPS.
    pub protocol: ListenerProtocol,
    /// The port of the HTTPS listener that everything is redirected to (301). A redirecting listener has no routes.
    pub redirect: Option<u16>,
}

/// What a listener speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "UPPERCASE"))]
pub enum ListenerProtocol {
    /// `http(80)`.
    Http,
    /// `https(443)`.
    Https,
}

impl Capacity {
    /// Whether it is `FARGATE` or `FARGATE_SPOT`.
    #[must_use]
    pub const fn is_fargate(self) -> bool {
        matches!(self, Self::Fargate | Self::FargateSpot)
    }
}

impl ClusterSpec {
    /// Whether its tasks run on Fargate; the entries of a strategy are all of one family.
    #[must_use]
    pub const fn is_fargate(&self) -> bool {
        match self.capacity.first() {
            Some(provider) => provider.capacity.is_fargate(),
            None => true,
        }
    }

    /// The Auto Scaling groups among its capacity: the instance types that a task may land on.
    pub fn groups(&self) -> impl Iterator<Item = AutoScalingGroup> {
        self.capacity.iter().filter_map(|provider| match provider.capacity {
            Capacity::Ec2(group) => Some(group),
            Capacity::Fargate | Capacity::FargateSpot => None,
        })
    }
}
