use infra_macros::cluster;

#[cluster(capacity = ec2("c6i.large", 1..=10, scale_at(4..=20, schedule = "rate(1 day)")))]
struct Rate;

#[cluster(capacity = ec2("c6i.large", 1..=10, scale_at(4..=20, schedule = "cron(0 7 L * ? *)")))]
struct LastDay;

#[cluster(capacity = ec2("c6i.large", 1..=10, scale_at(4..=20, schedule = "cron(0 7 ? * MON#1 *)")))]
struct FirstMonday;

#[cluster(capacity = ec2("c6i.large", 1..=10, scale_at(4..=20, schedule = "cron(0 7 * * ? 2027)")))]
struct Year;

#[cluster(capacity = ec2("c6i.large", 1..=10, scale_at(4..=20, schedule = "at(2027-01-01T00:00:00)", zone = "Europe/Berlin")))]
struct Zone;

#[cluster(capacity = ec2("c6i.large", 1..=10, scale_at(4..=20, schedule = "cron(0 7 ? * MON-FRI *)", zone = "Europe/Berlin")))]
struct Legal;

fn main() {}
