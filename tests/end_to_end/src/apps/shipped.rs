//! A service whose image is built of a workspace that a test writes.

use infra_aws::core::declaration::{App, Architecture, Image, Libc};
use infra_aws::prelude::*;

/// What it runs on.
#[cluster(capacity = fargate, network = default)]
pub(super) struct Harbour;

/// Leads ships in.
#[service(cluster = Harbour, image = cargo("pilot"), cpu = 256, memory = 512, configure = native)]
pub(super) struct Pilot;

#[expect(clippy::unnecessary_wraps, reason = "a function that `configure` names tells by a `Result`")]
/// For the machine of the test where that has no musl: a static binary all the same.
fn native(_: &Stage<'_>, mut pilot: ServiceSpec) -> Result<ServiceSpec, Box<dyn std::error::Error>> {
    if cfg!(target_arch = "aarch64") {
        pilot.workload.architecture = Some(Architecture::Arm64);
    }
    if let Image::Cargo(image) = &mut pilot.workload.container.image {
        image.libc = Libc::Gnu;
    }
    Ok(pilot)
}

/// The app.
pub(super) const APP: App = app!("harbour": Harbour, Pilot);
