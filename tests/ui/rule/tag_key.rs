use infra_macros::cluster;

#[cluster(tags("aws:team" = "shop"))]
struct Reserved;

#[cluster(tags("infra:app" = "shop"))]
struct Ours;

#[cluster(tags("cost*" = "42"))]
struct Star;

#[cluster(tags("" = "42"))]
struct Empty;

#[cluster(
    tags("kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk" = "42"),
)]
struct TooLong;

#[cluster(
    tags("kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk" = "42"),
)]
struct Longest;

#[cluster(tags(team = "shop", "cost centre:main" = "42"))]
struct Plain;

fn main() {}
