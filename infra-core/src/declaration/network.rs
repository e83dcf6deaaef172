//! The VPC of a cluster.

use crate::language::{block, choice};

choice! {
    /// Where a cluster's load balancer and tasks are.
    pub enum Network words network_words {
        /// A VPC made for the cluster.
        new => New(NewNetwork) [] "network = new(zones = 2, nat = one)";
        /// A VPC that exists.
        existing => Existing(ExistingNetwork) []
            "network = existing(vpc = \"vpc-0123456789abcdef0\", public = [\"subnet-..\", \"subnet-..\"])";
        /// The account's default VPC of the region.
        default => Default [] "network = default";
    }
}

block! {
    /// A VPC made for the cluster.
    pub struct NewNetwork keys new_network_keys {
        /// The VPC's address block, /16 to /24. `CidrBlock`.
        cidr => cidr: text(network::block) [= "10.0.0.0/16"; "10.0.0.0/16"] [] "cidr = \"10.0.0.0/16\"";
        /// How many availability zones, 2 to 6; a region may have fewer.
        zones => zones: u8(network::zones) [= 2] [] "zones = 2";
        /// How private subnets reach the internet: `none`, `one` or `each`. Without a NAT gateway tasks get public
        /// subnets and closed security groups; with one they get private subnets.
        nat => nat: choice(Nat) [= Nat::None; "`none`"] [] "nat = one";
    }
}

block! {
    /// A VPC that exists.
    pub struct ExistingNetwork keys existing_network_keys {
        /// The id of the VPC.
        vpc => vpc: text(network::vpc_id) [required] [] "vpc = \"vpc-0123456789abcdef0\"";
        /// Ids of its public subnets, in at least two zones when there is an internet-facing load balancer.
        public => public: list(text(network::subnet_id)) [= &[]; ""] [] "public = [\"subnet-0123456789abcdef0\"]";
        /// Ids of its private subnets; tasks run here when there are any.
        private => private: list(text(network::subnet_id)) [= &[]; ""] [] "private = [\"subnet-0123456789abcdef0\"]";
    }
    holds {
        [public private] SUBNETS_ARE_A_NETWORK => cluster::subnets;
    }
}

choice! {
    /// The NAT gateways of a new network.
    pub enum Nat words nat_words {
        /// None: tasks get public subnets and closed security groups.
        none => None [] "nat = none";
        /// One gateway for all zones: tasks get private subnets.
        one => One [] "nat = one";
        /// One gateway a zone.
        each => Each [] "nat = each";
    }
}
