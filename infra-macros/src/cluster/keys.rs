//! The keys of `#[cluster]`.

use crate::grammar::{Key, Shape};
use crate::stages;

/// The key that holds in every stage.
const COMMON: &[Key] = &[Key::new("name", Shape::Value, "name = \"shop\"", "the name in AWS, without app and stage")
    .default("the struct's in kebab case")];

/// The keys that a stage can override.
const OWN: &[Key] = &[
    Key::new("capacity", Shape::Value, "capacity = fargate", "where tasks run").default("`fargate`"),
    Key::new("network", Shape::Value, "network = new(zones = 2)", "the VPC")
        .default("a new one of two zones, without NAT"),
    Key::new("load_balancer", Shape::Args, "load_balancer(listen = [http(80)])", "the load balancer")
        .default("one for HTTP is made when a service has a `route`"),
    Key::new("tags", Shape::Args, "tags(team = \"shop\")", "tags on everything of the cluster").repeatable(),
];

/// All keys of the attribute.
pub(crate) const KEYS: &[&[Key]] = &[COMMON, OWN, stages::KEYS];

/// The keys of `stage(..)`.
pub(super) const STAGE: &[&[Key]] = &[OWN];

/// What stands behind every capacity: `fargate(..)`, `ec2(..)`.
pub(super) const PROVIDER: &[Key] = &[
    Key::new("base", Shape::Value, "base = 1", "how many tasks run here before the weights count").default("0"),
    Key::new("weight", Shape::Value, "weight = 1", "the share of the tasks beyond the base").default("1"),
];

/// What stands in `new(..)`.
pub(super) const NEW: &[Key] = &[
    Key::new("cidr", Shape::Value, "cidr = \"10.0.0.0/16\"", "the address block").default("10.0.0.0/16"),
    Key::new("zones", Shape::Value, "zones = 2", "how many availability zones").default("2"),
    Key::new("nat", Shape::Value, "nat = one", "`none`, `one` or `each`").default("`none`"),
];

/// What stands in `existing(..)`.
pub(super) const EXISTING: &[Key] = &[
    Key::new("vpc", Shape::Value, "vpc = \"vpc-0123456789abcdef0\"", "the VPC").default("required"),
    Key::new("public", Shape::Value, "public = [\"subnet-0123456789abcdef0\"]", "its public subnets"),
    Key::new("private", Shape::Value, "private = [\"subnet-0123456789abcdef0\"]", "its private subnets"),
];

/// What stands in `load_balancer(..)`.
pub(super) const BALANCER: &[Key] = &[
    Key::new("listen", Shape::Value, "listen = [http(80, redirect = 443), https(443)]", "its listeners")
        .default("HTTP on port 80"),
    Key::new("certificate", Shape::Value, "certificate = \"arn:aws:acm:..\"", "the certificate of the HTTPS listeners"),
    Key::new("internal", Shape::Flag, "internal", "reachable from inside the VPC alone"),
];

/// What stands in `http(..)` and `https(..)`.
pub(super) const LISTENER: &[Key] =
    &[Key::new("redirect", Shape::Value, "redirect = 443", "the port of the HTTPS listener to redirect to")];
