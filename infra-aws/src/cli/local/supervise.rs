//! `supervise`: what a deploy starts in the background.

use infra_local::machine;
use infra_local::supervisor::Supervisor;

use super::{Stage, page};
use crate::failure::{Failure, Kind};

/// Keeps the stage until a command or a signal ends it.
pub(super) async fn supervise(stage: &Stage<'_>) -> Result<u8, Failure> {
    let supervisor = Supervisor::start(stage.place.clone(), machine::parts(&stage.place), true).await?;
    let _page = page::show(stage, &supervisor).await;
    tokio::select! {
        () = supervisor.ended() => {}
        signal = stage.session.output.host.interrupted() => {
            signal.map_err(|error| Failure::new(Kind::Local, error))?;
            supervisor.stop().await;
        }
    }
    Ok(0)
}
