//! A supervisor that goes on when the command that began it has ended.

use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Duration;

use super::StartError;
use crate::control::Client;
use crate::place::Place;

/// How often it is looked whether it answers.
const POLL: Duration = Duration::from_millis(20);

/// The supervisor that keeps the stage: the one that does, else one that is started detached by `program` and `arguments`,
/// which lead to [`Supervisor::start`](super::Supervisor::start).
pub async fn ensure(place: &Place, program: &Path, arguments: &[String]) -> Result<Client, StartError> {
    match Client::connect(place).await? {
        Some(client) => Ok(client),
        None => detach(place, program, arguments).await,
    }
}

/// Starts a supervisor in a process group of its own, and waits until it answers.
pub async fn detach(place: &Place, program: &Path, arguments: &[String]) -> Result<Client, StartError> {
    let log = place.supervisor_log();
    let failed = |source: io::Error| StartError::Folder { path: log.clone(), source };
    std::fs::create_dir_all(place.folder()).map_err(failed)?;
    let output = File::create(&log).map_err(failed)?;
    let mut command = tokio::process::Command::new(program);
    command.args(arguments).current_dir(place.root()).process_group(0).stdin(std::process::Stdio::null());
    command.stdout(output.try_clone().map_err(failed)?).stderr(output);
    let mut child = command.spawn().map_err(|source| StartError::Folder { path: program.to_path_buf(), source })?;
    loop {
        if let Some(client) = Client::connect(place).await? {
            return Ok(client);
        }
        let ended = child.try_wait().map_err(failed)?.is_some();
        if ended {
            let lines = std::fs::read_to_string(&log).unwrap_or_default();
            return Err(StartError::Ended { lines: lines.lines().map(str::to_owned).collect() });
        }
        tokio::time::sleep(POLL).await;
    }
}
