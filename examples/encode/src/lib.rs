//! A video encoder on EC2 instances of its own, in private subnets.

use infra_aws::prelude::*;

/// Instances with a fast network, as many as there is work.
#[cluster(
    capacity = ec2("c5n.xlarge", 1..=10),
    network = new(cidr = "10.20.0.0/16", zones = 2, nat = one),
    load_balancer(listen = [http(80)], internal),
    stage(dev, capacity = ec2("c5n.large", 1..=2))
)]
pub struct Farm;

/// Takes orders from inside the VPC and hands them to the encoders.
#[service(
    cluster = Farm,
    image = "hashicorp/http-echo:1.0",
    cpu = 256,
    memory = 512,
    port = 5678,
    command = ["-text", "queued"],
    route("/orders/*"),
    count = 2
)]
pub struct Orders;

/// Encodes one video after the other.
#[service(
    cluster = Farm,
    image = "linuxserver/ffmpeg:7.1",
    cpu = "1 vCPU",
    memory = "2 GB",
    allow("sqs:*", on = "arn:aws:sqs:{region}:{account}:{app}-{stage}-videos"),
    allow("s3:GetObject", on = "arn:aws:s3:::{app}-{stage}-videos/*"),
    scale(1..=20, cpu = 70)
)]
pub struct Encoder;

/// Deletes what nobody fetched for a month.
#[task(
    cluster = Farm,
    image = "public.ecr.aws/aws-cli/aws-cli:2.31.0",
    command = ["s3", "rm", "--recursive", "s3://encode-expired"],
    allow("s3:DeleteObject", on = "arn:aws:s3:::encode-expired/*"),
    schedule = "rate(7 days)"
)]
pub struct CleanUp;

/// The encoder, as it is deployed.
pub const APP: App = app!("encode": Farm, Orders, Encoder, CleanUp);
