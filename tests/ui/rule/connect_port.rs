use infra_macros::{app, cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29")]
struct Mail;

#[service(cluster = Shop, image = "nginx:1.29", port(5353, udp))]
struct Names;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080)]
struct Api;

#[service(cluster = Shop, image = "nginx:1.29", connect = [Api, Mail])]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", stage(prod, connect = [Names]))]
struct Site;

fn main() {
    let _app = app!("shop": Shop, Mail, Api, Web);
    let _app = app!("shop": Shop, Names, Site);
}
