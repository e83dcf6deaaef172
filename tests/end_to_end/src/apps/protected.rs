//! The boutique, protected in the stage that an emulator can carry.

use infra_aws::core::declaration::App;
use infra_aws::prelude::*;

pub(super) const APP: App =
    app!("boutique": boutique::Boutique, boutique::Web, boutique::Api; stages = [dev], protect = [dev]);
