//! The programs that keep credentials: `docker-credential-..`.

use std::process::Stdio;
use std::time::Duration;

use serde::Deserialize;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::Credentials;

/// What a helper answers.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    username: String,
    secret: String,
}

/// The user that helpers name where the secret is an identity token.
const TOKEN: &str = "<token>";

/// How long a helper may take: some ask their user.
const PATIENCE: Duration = Duration::from_mins(1);

/// Asks a helper for the credentials of a registry.
pub(super) async fn ask(helper: &str, registry: &str) -> Result<Credentials, String> {
    if helper.is_empty()
        || !helper.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    {
        return Err(format!("`{helper}` is no name of a credential helper"));
    }
    let program = format!("docker-credential-{helper}");
    let answered = tokio::time::timeout(PATIENCE, run(&program, registry)).await;
    let output = answered
        .map_err(|_| format!("`{program}` did not answer"))?
        .map_err(|error| format!("`{program}` cannot be run: {error}"))?;
    if !output.status.success() {
        // By agreement of all helpers this is what they print where they have nothing.
        let nothing = String::from_utf8_lossy(&output.stdout).contains("credentials not found");
        return if nothing { Ok(Credentials::Anonymous) } else { Err(format!("`{program}` failed")) };
    }
    let answer: Answer =
        serde_json::from_slice(&output.stdout).map_err(|_| format!("`{program}` gave no credentials"))?;
    Ok(match answer.username.as_str() {
        TOKEN => Credentials::IdentityToken(answer.secret),
        user => Credentials::password(user, answer.secret),
    })
}

async fn run(program: &str, registry: &str) -> std::io::Result<std::process::Output> {
    let mut child = Command::new(program)
        .arg("get")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // One that needs no input may be gone already.
        let _ = input.write_all(format!("{registry}\n").as_bytes()).await;
    }
    child.wait_with_output().await
}
