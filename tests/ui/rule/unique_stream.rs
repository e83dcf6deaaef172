use infra_macros::{app, cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[cluster()]
struct Other;

#[service(cluster = Shop, image = "nginx:1.29", port = 5432, stream(5432))]
struct Database;

#[service(cluster = Shop, image = "nginx:1.29", port = 5432, stream(5433), stream(5432))]
struct Replica;

#[service(cluster = Shop, image = "nginx:1.29", port = 5432, stream(5434), stage(prod, stream(5432)))]
struct Late;

#[service(image = "nginx:1.29", cluster = Other, port = 5432, stream(5432))]
struct Elsewhere;

#[service(cluster = Shop, image = "nginx:1.29", port = 5432, stream(5433))]
struct Next;

fn main() {
    let _app = app!("shop": Shop, Database, Replica);
    let _app = app!("shop": Shop, Database, Late);
    let _app = app!("shop": Shop, Other, Database, Elsewhere, Next);
}
