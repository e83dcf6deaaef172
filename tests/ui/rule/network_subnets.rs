use infra_macros::cluster;

#[cluster(network = existing(vpc = "vpc-01234567"))]
struct Empty;

#[cluster(network = existing(vpc = "vpc-01234567", public = ["subnet-00000000"], private = ["subnet-00000000"]))]
struct Twice;

#[cluster(
    network = existing(vpc = "vpc-01234567", public = ["subnet-00000000", "subnet-00000001", "subnet-00000002", "subnet-00000003", "subnet-00000004", "subnet-00000005", "subnet-00000006", "subnet-00000007", "subnet-00000008", "subnet-00000009", "subnet-0000000a", "subnet-0000000b", "subnet-0000000c", "subnet-0000000d", "subnet-0000000e", "subnet-0000000f", "subnet-00000010"]),
)]
struct TooMany;

#[cluster(
    network = existing(vpc = "vpc-01234567", public = ["subnet-00000000", "subnet-00000001", "subnet-00000002", "subnet-00000003", "subnet-00000004", "subnet-00000005", "subnet-00000006", "subnet-00000007", "subnet-00000008", "subnet-00000009", "subnet-0000000a", "subnet-0000000b", "subnet-0000000c", "subnet-0000000d", "subnet-0000000e", "subnet-0000000f"], private = ["subnet-00000010", "subnet-00000011", "subnet-00000012", "subnet-00000013", "subnet-00000014", "subnet-00000015", "subnet-00000016", "subnet-00000017", "subnet-00000018", "subnet-00000019", "subnet-0000001a", "subnet-0000001b", "subnet-0000001c", "subnet-0000001d", "subnet-0000001e", "subnet-0000001f"]),
)]
struct Many;

#[cluster(network = existing(vpc = "vpc-01234567", private = ["subnet-00000000"]))]
struct One;

fn main() {}
