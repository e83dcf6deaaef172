//! What comes in bursts: on instances that AWS chooses, patches and replaces.

use infra_aws::prelude::*;

/// Instances of 2 to 8 vCPUs, as many as the tasks need.
#[cluster(capacity = managed(vcpu = 2..=8, memory = 4..=32), network = new(cidr = "10.43.0.0/16", zones = 2, nat = one))]
pub(crate) struct Burst;

/// Renders previews.
#[service(
    cluster = Burst,
    image = "public.ecr.aws/docker/library/busybox:1.37",
    cpu = "1 vCPU",
    memory = "2 GB",
    command = ["sleep", "infinity"],
    scale(1..=20, cpu = 70)
)]
pub(crate) struct Render;
