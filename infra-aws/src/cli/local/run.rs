//! `run TASK`.

use infra_local::control::{Exit, RunEvent, RunRequest};
use serde_json::json;

use super::Stage;
use crate::cli::run::find;
use crate::failure::{Failure, Kind};

pub(super) async fn run(stage: &Stage<'_>, name: &str, arguments: &[String]) -> Result<u8, Failure> {
    let (_, task) = find(stage.session, name)?;
    let client = stage.running().await?;
    let request =
        RunRequest { task: task.identity.name.to_owned(), arguments: arguments.to_vec(), environment: Vec::new() };
    let output = &stage.session.output;
    let mut ended = None;
    let tell = |event: RunEvent| match event {
        RunEvent::Started { id } => output.say(&format!("started {id}")),
        RunEvent::Line { text, .. } if output.json => output.line(&json!({ "event": "log", "line": text })),
        RunEvent::Line { error: true, text, .. } => output.say(&text),
        RunEvent::Line { text, .. } => output.host.out(&text),
        RunEvent::Ended { exit } => ended = Some(exit),
    };
    let code = client.run(&request, tell).await?;
    let exit = ended.unwrap_or(Exit::Code(code));
    if let Exit::NotStarted(why) = &exit {
        return Err(Failure::new(Kind::Rollout, format!("{name} task did not run: {why}")));
    }
    if output.json {
        output.line(&json!({ "event": "ended", "exit_code": code, "reason": exit.to_string() }));
    }
    if code != 0 {
        output.say(&format!("{name} task: {exit}"));
    }
    Ok(u8::try_from(code).unwrap_or(1))
}
