//! Declarations inside functions and from macros; `app!` wherever an expression stands.
#![deny(warnings, dead_code)]

use infra_core::declaration::App;
use infra_macros::{app, cluster, service, task};

macro_rules! service {
    ($name:ident, $cluster:path, $image:literal, $port:expr, $path:expr) => {
        #[service(cluster = $cluster, image = $image, port = $port, route($path))]
        struct $name;
    };
}

mod infra {
    use infra_macros::cluster;

    #[cluster]
    #[derive(Debug, Clone, Copy)]
    pub(crate) struct Shop;
}

const PORT: u16 = 80;
service!(Web, infra::Shop, "nginx:1.29", PORT, "/*");
service!(Api, crate::infra::Shop, "nginx:1.29", 8080, "/api/*");

static STATIC: App = app!("shop": infra::Shop, Web, Api);
const CONSTANT: App = app!["shop": infra::Shop, Web];

fn name(app: &App) -> &'static str {
    app.name
}

fn returned() -> App {
    app! { "shop": infra::Shop, Api }
}

fn generic<T>(_: T) -> App {
    #[cluster]
    struct Local;

    #[task(cluster = Local, image = "rollup:1")]
    struct Rollup;

    app!("local": Local, Rollup)
}

fn main() {
    let _ = infra::Shop;
    assert_eq!(name(&app!("shop": infra::Shop, Web)), "shop");
    let two = [STATIC, CONSTANT];
    assert_eq!(two.map(|app| app.items.len()), [3, 2]);
    assert_eq!(returned().items.len(), 2);
    assert_eq!(generic(1).items[0].identity().name, "local");
    assert_eq!(STATIC.source.line, 26);
    let lines: Vec<u32> = STATIC.items.iter().map(|item| item.identity().source.line).collect();
    assert_eq!(lines, [19, 23, 24]);
}
