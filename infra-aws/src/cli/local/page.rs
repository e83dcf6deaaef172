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

/// Opens a URL in a browser. Where none opens, it is said when that is known.
pub(super) fn open(stage: &Stage<'_>, url: &str) {
    let mut command = tokio::process::Command::new(OPENER);
    // Ctrl-C is not meant for a browser.
    command.arg(url).process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let (output, url) = (stage.session.output.clone(), url.to_owned());
    let say = move |why: String| output.say(&format!("`{OPENER}` opens no browser ({why}): the page is {url}"));
    match command.spawn() {
        Ok(mut child) => {
            tokio::spawn(async move {
                match child.wait().await {
                    Ok(status) if !status.success() => say(status.to_string()),
                    // One that still runs is the browser itself.
                    _ => {}
                }
            });
        }
        Err(error) => say(error.to_string()),
    }
}
