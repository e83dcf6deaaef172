//! A platform that has grown: what customers reach runs on Fargate, what computes on instances of its own, what comes in
//! bursts on instances that AWS manages.

mod burst;
mod compute;
mod front;

use infra_aws::prelude::*;

use burst::{Burst, Render};
use compute::{Agent, Compute, Encoder, Sweep, Thumbnails};
use front::{Catalog, Front, Invoices, Ledger, Migrate, Orders, Report, Storefront, Telemetry};

/// The platform, as it is deployed.
pub const APP: App = app!(
    "platform": Front, Storefront, Catalog, Orders, Invoices, Ledger, Telemetry, Migrate, Report,
    Compute, Agent, Encoder, Thumbnails, Sweep,
    Burst, Render;
    stages = [dev, prod], protect = [prod]
);
