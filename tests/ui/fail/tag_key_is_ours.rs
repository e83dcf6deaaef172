use infra_macros::cluster;

#[cluster(tags("infra:app" = "x", "aws:x" = "y", team = "shop", team = "shop"))]
struct Shop;

fn main() {}
