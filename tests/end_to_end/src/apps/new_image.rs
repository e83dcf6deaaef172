//! The boutique with another image for its pages.

use infra_aws::core::declaration::App;
use infra_aws::prelude::*;

/// The pages.
#[service(
    cluster = boutique::Boutique,
    image = "public.ecr.aws/nginx/nginx:1.30",
    cpu = 256,
    memory = 512,
    port = 80,
    route("/*"),
    scale(2..=10, cpu = 60),
    stage(dev, count = 1)
)]
pub(super) struct Web;

pub(super) const APP: App =
    app!("boutique": boutique::Boutique, Web, boutique::Api, boutique::Rollup; stages = [dev, prod], protect = [prod]);
