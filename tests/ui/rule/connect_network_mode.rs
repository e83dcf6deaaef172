use infra_macros::{app, cluster, service, task};

#[cluster(capacity = ec2("c5n.xlarge", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080)]
struct Api;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = host, connect = [Api])]
struct Host;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = none, connect = [Api])]
struct None;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = bridge, connect = [Api])]
struct Bridge;

#[service(cluster = Shop, image = "nginx:1.29", network_mode = host)]
struct Alone;

#[task(cluster = Shop, image = "nginx:1.29", network_mode = none, connect = [Api])]
struct Nowhere;

#[task(cluster = Shop, image = "nginx:1.29", network_mode = host, connect = [Api])]
struct Rollup;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, network_mode = bridge)]
struct Bridged;

#[service(cluster = Shop, image = "nginx:1.29", connect = [Bridged])]
struct Web;

#[task(cluster = Shop, image = "nginx:1.29", connect = [Bridged])]
struct Count;

fn main() {
    let _app = app!("shop": Shop, Api, Bridge, Rollup);
    let _app = app!("shop": Shop, Bridged, Web);
    let _app = app!("shop": Shop, Bridged, Count);
}
