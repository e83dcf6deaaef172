use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, port = 8081, port = 8082, port = 8083, port = 8084, port = 8085, route("/0/*", port = 8080), route("/1/*", port = 8081), route("/2/*", port = 8082), route("/3/*", port = 8083), route("/4/*", port = 8084), route("/5/*", port = 8085),
)]
struct Six;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, port = 8081, port = 8082, port = 8083, port = 8084, port = 8085, route("/0/*", port = 8080), route("/1/*", port = 8081), route("/2/*", port = 8082), route("/3/*", port = 8083), route("/4/*", port = 8084), stream(8085, to = 8085),
)]
struct WithStream;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, port = 8081, port = 8082, port = 8083, port = 8084, port = 8085, stream(8080, to = 8080), stream(8081, to = 8081), stream(8082, to = 8082), stream(8083, to = 8083), stream(8084, to = 8084), stream(8085, to = 8085),
)]
struct Streams;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, port = 8081, port = 8082, port = 8083, port = 8084, port = 8085, route("/0/*", port = 8080), route("/1/*", port = 8081), route("/2/*", port = 8082), route("/3/*", port = 8083), route("/4/*", port = 8084), route("/5/*", port = 8085), waive("target-groups", reason = "the quota was raised"),
)]
struct Waived;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, port = 8081, port = 8082, port = 8083, port = 8084, port = 8085, route("/0/*", port = 8080), route("/1/*", port = 8081), route("/2/*", port = 8082), route("/3/*", port = 8083), route("/4/*", port = 8084),
)]
struct Five;

fn main() {}
