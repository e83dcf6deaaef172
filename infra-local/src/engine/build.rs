//! Images of Dockerfiles.

use std::process::Stdio;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use infra_image::dockerfile::words;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::Command;

use super::{Engine, call};
use crate::build::{BuildError, Dockerfile};
use crate::parts::Launch;

/// How long an engine may take to say what an image is.
const LIMIT: Duration = Duration::from_mins(1);

/// Builds an image of a Dockerfile, and gives its id, which is another one where anything has changed. What the engine says is
/// passed to `tell`, line by line. It has its own cache: what has not changed takes no time.
pub async fn build(
    engine: &Engine,
    dockerfile: &Dockerfile,
    tell: &(dyn Fn(&str) + Sync),
) -> Result<String, BuildError> {
    let failed = |reason: String| BuildError::Image { tag: dockerfile.tag.clone(), reason };
    let declared = words(&dockerfile.source);
    let words = ["build", "--tag", &dockerfile.tag].into_iter().chain(declared.iter().map(String::as_str));
    tell_all(engine.launch(words), tell).await.map_err(failed)?;
    let id = call(engine.launch(["image", "inspect", "--format", "{{.Id}}", &dockerfile.tag]), LIMIT).await;
    let id = id.map_err(failed)?.trim().to_owned();
    // Podman leaves out what it is made with.
    Ok(if id.starts_with("sha256:") { id } else { format!("sha256:{id}") })
}

/// Lets an engine do something of which it says much. Where it fails, its last line says why.
pub(super) async fn tell_all(launch: Launch, tell: &(dyn Fn(&str) + Sync)) -> Result<(), String> {
    let mut command = Command::new(&launch.program);
    command.args(launch.arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.kill_on_drop(true).spawn().map_err(|error| error.to_string())?;
    let last = Mutex::new(String::new());
    let tell = |line: String| {
        tell(&line);
        if !line.trim().is_empty() {
            *last.lock().unwrap_or_else(PoisonError::into_inner) = line;
        }
    };
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    tokio::join!(lines(stdout, &tell), lines(stderr, &tell));
    let status = child.wait().await.map_err(|error| error.to_string())?;
    if status.success() {
        return Ok(());
    }
    Err(last.into_inner().unwrap_or_else(PoisonError::into_inner))
}

async fn lines(from: Option<impl AsyncRead + Unpin>, tell: &impl Fn(String)) {
    let Some(from) = from else { return };
    let mut lines = BufReader::new(from).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        tell(line);
    }
}
