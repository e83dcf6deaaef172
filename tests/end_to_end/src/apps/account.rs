//! The boutique, bound to an account.

use infra_aws::core::declaration::App;
use infra_aws::prelude::*;

pub(super) const APP: App =
    app!("boutique": boutique::Boutique, boutique::Web, boutique::Api; stages = [dev], account(dev = "999988887777"));
