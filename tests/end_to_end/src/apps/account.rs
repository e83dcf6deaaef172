//! The shop, bound to an account.

use infra_aws::core::declaration::App;
use infra_aws::prelude::*;

pub(super) const APP: App =
    app!("shop": shop::Shop, shop::Web, shop::Api; stages = [dev], account(dev = "999988887777"));
