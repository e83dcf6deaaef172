//! What a user has in the editor when `tests/editor/lsp.py` asks rust-analyzer.

use infra_core::prelude::*;
use infra_macros::{app, cluster, service, task};

/// The memory of what is large.
pub const LARGE: u32 = 1024;

/// Sells.
#[cluster(capacity = [fargate(base = 1, weight = 1), fargate_spot(weight = 3)], network = new(zones = 2))]
pub struct Shop;

/// Shows the pages.
#[service(cluster = Shop, image = "nginx:1.29", cpu = 512, memory = LARGE, port = 80, route("/*"),
    health("/x", every = "10s"), logs(retention = "30d"), arch = arm64, stage(prod, memory = 2048))]
pub struct Web;

/// Sums up.
#[task(cluster = Shop, image = "rollup:1", schedule = "rate(1 day)", on = s3("orders", prefix = "new/"))]
pub struct Rollup;

/// Has a key that there is not.
#[service(cluster = Shop, image = "nginx:1.29", nonsense = 4)]
pub struct Bad;

/// All.
pub const APP: App = app!("shop": Shop, Web, Rollup; stages = [dev, prod], protect = [prod]);
