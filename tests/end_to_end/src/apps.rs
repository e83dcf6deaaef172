//! The examples, and the boutique as it might be a little later.

mod account;
mod configured;
mod default_network;
mod local;
mod moved_route;
mod moving;
mod new_image;
mod options;
mod protected;
mod scaled;
mod shipped;
mod swapped_routes;

use infra_aws::core::declaration::App;
use infra_aws::prelude::*;

/// The boutique when its pages are gone.
const WITHOUT_WEB: App =
    app!("boutique": boutique::Boutique, boutique::Api, boutique::Rollup; stages = [dev, prod], protect = [prod]);

/// The app of this name.
pub(crate) fn find(name: &str) -> Option<App> {
    Some(match name {
        "boutique" => boutique::APP,
        "encode" => encode::APP,
        "platform" => platform::APP,
        "account" => account::APP,
        "configured" => configured::APP,
        "broken" => configured::BROKEN,
        "failing" => configured::FAILING,
        "unfinished" => configured::UNFINISHED,
        "default_network" => default_network::APP,
        "local" => local::APP,
        "local-built" => local::built::APP,
        "local-guarded" => local::guarded::APP,
        "local-imaged" => local::imaged::APP,
        "local-later" => local::later::APP,
        "local-protected" => local::PROTECTED,
        "local-stubborn" => local::stubborn::APP,
        "moved_route" => moved_route::APP,
        "moving" => moving::APP,
        "settled" => moving::ROLLING,
        "new_image" => new_image::APP,
        "options" => options::APP,
        "fixed" => scaled::FIXED,
        "scaled" => scaled::APP,
        "shipped" => shipped::APP,
        "protected" => protected::APP,
        "swapped_routes" => swapped_routes::APP,
        "without_web" => WITHOUT_WEB,
        _ => return None,
    })
}
