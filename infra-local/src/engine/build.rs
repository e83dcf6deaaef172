//! Images of Dockerfiles.

use std::process::Stdio;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use infra_image::dockerfile::words;
use tokio::io::AsyncRead;
use tokio::process::Command;

use super::{Engine, call};
use crate::build::{BuildError, Dockerfile};
use crate::parts::Launch;
use crate::process::read_lines;

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
    let tell = |line: &[u8]| {
        let line = String::from_utf8_lossy(line).into_owned();
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

async fn lines(from: Option<impl AsyncRead + Unpin>, tell: &impl Fn(&[u8])) {
    if let Some(from) = from {
        read_lines(from, tell).await;
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[tokio::test]
    async fn what_is_no_text_ends_nothing() {
        let script = r"printf 'caf\351\nno such package\n'; exit 1";
        let arguments = vec!["-c".to_owned(), script.to_owned()];
        let launch = Launch { program: PathBuf::from("/bin/sh"), arguments, ..Launch::default() };
        let told = Mutex::new(Vec::new());
        let ended = tell_all(launch, &|line| told.lock().unwrap().push(line.to_owned())).await;
        assert_eq!(ended, Err("no such package".to_owned()));
        assert_eq!(*told.lock().unwrap(), ["caf\u{fffd}", "no such package"]);
    }
}
