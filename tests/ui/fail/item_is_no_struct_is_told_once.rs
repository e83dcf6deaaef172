use infra_macros::{app, cluster, service};

#[cluster]
pub enum Shop {
    A,
}

#[cluster]
pub struct Farm<T> {
    pub field: T,
}

#[service(cluster = Shop, image = "nginx:1.29")]
pub struct Web;

#[service(cluster = Farm, image = "nginx:1.29")]
pub struct Api<'a>;

fn main() {
    let _app = app!("shop": Shop, Farm, Web, Api);
}
