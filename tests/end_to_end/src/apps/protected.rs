//! The shop, protected in the stage that an emulator can carry.

use infra_aws::core::declaration::App;
use infra_aws::prelude::*;

pub(super) const APP: App = app!("shop": shop::Shop, shop::Web, shop::Api; stages = [dev], protect = [dev]);
