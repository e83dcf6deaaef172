use infra_macros::{cluster, service};

const LONG: &str = concat!(
    "arn:aws:iam::111122223333:role/",
    "rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr",
);
const LONGEST: &str = concat!(
    "arn:aws:iam::111122223333:role/path/",
    "rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr",
);

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", role = "web")]
struct Name;

#[service(cluster = Shop, image = "nginx:1.29", role = "arn:aws:iam::111122223333:user/web")]
struct User;

#[service(cluster = Shop, image = "nginx:1.29", execution_role = "arn:aws:iam::11112222333:role/ecs")]
struct Account;

#[service(cluster = Shop, image = "nginx:1.29", role = LONG)]
struct Long;

#[service(cluster = Shop, image = "nginx:1.29", role = "arn:aws:iam::111122223333:role/")]
struct Nameless;

#[service(cluster = Shop, image = "nginx:1.29", execution_role = "arn:aws:iam::111122223333:role/my role")]
struct Space;

#[service(cluster = Shop, image = "nginx:1.29", role = LONGEST)]
struct Longest;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    role = "arn:aws:iam::111122223333:role/w",
    execution_role = "arn:aws-cn:iam::111122223333:role/service-role/ecs+=,.@-_",
)]
struct Legal;

fn main() {}
