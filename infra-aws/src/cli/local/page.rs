//! The page of a stage.

use std::process::Stdio;

use infra_local::page::{PORT, Page};
use infra_local::supervisor::Supervisor;

use super::Stage;

/// What opens a URL as the user is used to.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Shows a stage in browsers. One that has no page runs as well.
pub(super) async fn show(stage: &Stage<'_>, supervisor: &Supervisor) -> Option<Page> {
    let shown = supervisor.show(PORT).await;
    shown.map_err(|error| stage.session.output.say(&format!("no page is shown: {error}"))).ok()
}

/// Opens a URL in a browser.
pub(super) fn open(stage: &Stage<'_>, url: &str) {
    let mut command = tokio::process::Command::new(OPENER);
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Err(error) = command.spawn() {
        stage.session.output.say(&format!("`{OPENER}` opens no browser ({error}): the page is {url}"));
    }
}
