use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", memory = "1.0001 GB")]
struct Uneven;

#[service(cluster = Shop, image = "nginx:1.29", memory = "plenty")]
struct Word;

#[service(cluster = Shop, image = "nginx:1.29", memory = "524288 KB")]
struct Kilobytes;

#[service(cluster = Shop, image = "nginx:1.29", memory = "0.5 GB")]
struct Gigabytes;

#[service(cluster = Shop, image = "nginx:1.29", memory = "512 MB")]
struct Megabytes;

fn main() {}
