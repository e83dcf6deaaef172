//! Calls of an engine.

use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

use crate::parts::Launch;

/// Calls an engine, and gives what it puts out. What it complains of comes in a sentence.
pub(crate) async fn call(launch: Launch, limit: Duration) -> Result<String, String> {
    let mut command = Command::new(&launch.program);
    // Ctrl-C at a terminal is for the supervisor, which stops containers itself.
    command.args(launch.arguments).envs(launch.environment).process_group(0);
    let output = command.stdin(Stdio::null()).kill_on_drop(true).output();
    let late = || format!("it does not answer within {} s", limit.as_secs());
    let output = timeout(limit, output).await.map_err(|_| late())?.map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(complaint(&String::from_utf8_lossy(&output.stderr)))
}

/// What an engine complains of: the line that says so, else the last one.
fn complaint(said: &str) -> String {
    let lines = || said.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = lines().find_map(|line| line.strip_prefix("Error: ").or_else(|| line.strip_prefix("docker: ")));
    line.or_else(|| lines().next_back()).unwrap_or("it says nothing").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_all_that_is_said_the_error_counts() {
        let podman = "Trying to pull a:1...\nError: initializing source docker://a:1: denied\n";
        assert_eq!(complaint(podman), "initializing source docker://a:1: denied");
        let docker = "Unable to find image 'a:1' locally\ndocker: no such host.\n\nRun 'docker run --help' for more\n";
        assert_eq!(complaint(docker), "no such host.");
        assert_eq!(complaint("\nCannot connect to the Docker daemon\n"), "Cannot connect to the Docker daemon");
        assert_eq!(complaint(""), "it says nothing");
    }
}
