//! What computes: on instances of its own, in three groups.

use infra_aws::prelude::*;

/// Most work goes to whichever type is to be had on the spot market, above two instances that stay. Videos go to GPUs.
#[cluster(
    capacity = [
        ec2(
            1..=12,
            types = ["c6i.xlarge", "c6a.xlarge", "c5.xlarge"],
            name = "general",
            spot,
            on_demand_base = 2,
            disk("60 GB", gp3, iops = 4000, throughput = 250),
            base = 1,
            weight = 3
        ),
        ec2("c5d.2xlarge", 0..=4, name = "fast", placement = cluster, target = 90, warm_up = "3m", weight = 1),
        ec2("g5.xlarge", 0..=2, name = "gpu", weight = 0)
    ],
    network = new(cidr = "10.42.0.0/16", zones = 2, nat = one),
    load_balancer(listen = [http(80)], internal),
    stage(
        dev,
        capacity = [
            ec2("c6i.xlarge", 1..=3, name = "general"),
            ec2("g5.xlarge", 0..=1, name = "gpu", weight = 0)
        ]
    )
)]
pub(crate) struct Compute;

/// Watches each instance from its inside.
#[service(
    cluster = Compute,
    image = "public.ecr.aws/docker/library/busybox:1.37",
    cpu = 128,
    memory = 128,
    command = ["sleep", "infinity"],
    volume("docker", host("/var/lib/docker"), at = "/host/docker", read_only),
    privileged,
    daemon
)]
pub(crate) struct Agent;

/// Encodes videos on a GPU, one a task.
#[service(
    cluster = Compute,
    image = "linuxserver/ffmpeg:7.1",
    cpu = "2 vCPU",
    memory = "8 GB",
    capacity = "gpu",
    gpu = 1,
    scale(0..=2, metric("Platform", "VideosWaiting", target = 5)),
    place(binpack = memory)
)]
pub(crate) struct Encoder;

/// Makes thumbnails: many small tasks share the instances' own addresses.
#[service(
    cluster = Compute,
    image = "hashicorp/http-echo:1.0",
    cpu = 256,
    memory = 512,
    memory_reservation = 256,
    network_mode = bridge,
    port(5678, host = 0),
    command = ["-text", "thumbnails"],
    route("/thumbnails/*"),
    place(spread = zone, binpack = cpu),
    constraint("attribute:ecs.instance-type =~ c*"),
    count = 4
)]
pub(crate) struct Thumbnails;

/// Deletes what nobody fetched for a month.
#[task(
    cluster = Compute,
    image = "public.ecr.aws/aws-cli/aws-cli:2.31.0",
    capacity = "general",
    command = ["s3", "rm", "--recursive", "s3://platform-expired"],
    allow("s3:DeleteObject", on = "arn:aws:s3:::platform-expired/*"),
    schedule = "rate(7 days)"
)]
pub(crate) struct Sweep;
