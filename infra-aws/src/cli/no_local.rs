//! Where processes have no groups, no signals and no sockets with a path, there is no local target.

use super::Session;
use super::arguments::StageCommand;
use crate::failure::{Failure, Kind};

/// Says that this machine is no target.
pub(super) async fn perform(_: &Session, _: StageCommand) -> Result<u8, Failure> {
    Err(Failure::new(Kind::Usage, "an app runs on this machine where that has Linux or macOS")
        .hint("on Windows, use the Windows Subsystem for Linux, or deploy to AWS"))
}
