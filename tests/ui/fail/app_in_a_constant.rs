use infra_core::declaration::App;
use infra_macros::{app, cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29")]
struct Web;

static APP: App = app!("shop": Web);

fn main() {
    println!("{}", APP.name);
}
