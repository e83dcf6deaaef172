use infra_macros::{cluster, service, task};

#[cluster(capacity = fargate)]
struct Open;

#[cluster(capacity = fargate, network = default)]
struct Default;

#[cluster(capacity = fargate, network = existing(vpc = "vpc-0123456789abcdef0", private = ["subnet-0123456789abcdef0"]))]
struct Closed;

#[cluster(capacity = fargate, stage(prod, network = new(nat = one)))]
struct Staged;

#[service(cluster = Open, image = "nginx:1.29", subnets = private)]
struct InNew;

#[task(cluster = Default, image = "nginx:1.29", subnets = private)]
struct InDefault;

#[service(cluster = Closed, image = "nginx:1.29", subnets = public)]
struct InPublic;

#[service(cluster = Closed, image = "nginx:1.29", subnets = private)]
struct Private;

#[service(cluster = Open, image = "nginx:1.29", subnets = public)]
struct Public;

#[service(cluster = Staged, image = "nginx:1.29", stage(prod, subnets = private))]
struct InOneStage;

fn main() {}
