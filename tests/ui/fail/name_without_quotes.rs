use infra_macros::{cluster, service};

#[cluster(tags(cost:centre = "42", cost-centre = "42", "team": "shop"))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", env(my-var = "x"))]
struct Web1;

#[service(cluster = Shop, image = "nginx:1.29", slow-start = "30s")]
struct Web2;

#[service(cluster = Shop, image = "nginx:1.29", container("proxy", image = "envoy:1", after(set-up = start)))]
struct Web3;

fn main() {}
