//! The VPC of a cluster.

/// Where a cluster's load balancer and tasks are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// `new(cidr = "10.0.0.0/16", zones = 2, nat = none)`: a VPC made for the cluster.
    New {
        /// The VPC's address block, /16 to /24.
        cidr: &'static str,
        /// How many availability zones, 2 to 6.
        zones: u8,
        /// How private subnets reach the internet.
        nat: Nat,
    },
    /// `existing(vpc = "vpc-..", public = [..], private = [..])`.
    Existing {
        /// The id of the VPC.
        vpc: &'static str,
        /// Ids of its public subnets, in at least two zones when there is an internet-facing load balancer.
        public: &'static [&'static str],
        /// Ids of its private subnets; tasks run here when there are any.
        private: &'static [&'static str],
    },
    /// `default`: the account's default VPC of the region.
    Default,
}

impl Network {
    /// What a cluster gets that says nothing: two zones, public subnets, no NAT gateway.
    pub const DEFAULT: Self = Self::New { cidr: "10.0.0.0/16", zones: 2, nat: Nat::None };
}

/// The NAT gateways of a new network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Nat {
    /// None: tasks get public subnets and closed security groups.
    None,
    /// One gateway for all zones: tasks get private subnets.
    One,
    /// One gateway a zone.
    Each,
}
