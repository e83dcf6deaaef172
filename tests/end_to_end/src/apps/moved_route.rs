//! The boutique when its pages answer what the API answered.

use infra_aws::core::declaration::App;
use infra_aws::prelude::*;

/// The pages and what was the API's route.
#[service(
    cluster = boutique::Boutique,
    image = "public.ecr.aws/nginx/nginx:1.29",
    cpu = 256,
    memory = 512,
    port = 80,
    route("/*"),
    route("/api/*")
)]
pub(super) struct Web;

/// The API on a route of its own.
#[service(
    cluster = boutique::Boutique,
    image = "hashicorp/http-echo:1.0",
    cpu = "0.5 vCPU",
    memory = "1 GB",
    port = 5678,
    route("/v1/*")
)]
pub(super) struct Api;

pub(super) const APP: App = app!("boutique": boutique::Boutique, Web, Api, boutique::Rollup; stages = [dev]);
