//! A supervisor in a process of its own, as the command line starts one: the root, the app and the stage are its arguments, and which
//! engine runs images, where that is said.

use std::process::ExitCode;
use std::sync::Arc;

use infra_local::engine::Engines;
use infra_local::machine;
use infra_local::place::Place;
use infra_local::supervisor::Supervisor;

#[tokio::main]
#[allow(clippy::print_stderr, reason = "whoever started it reads why it ended")]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [root, app, stage, engine @ ..] = &words[..] else { return ExitCode::from(2) };
    let place = Place::new(root, app, stage);
    let mut parts = machine::parts(&place);
    if let [engine] = engine {
        parts.containers = Arc::new(Engines::new(String::new(), Some(engine.clone())));
    }
    match Supervisor::start(place, parts, true).await {
        Ok(supervisor) => {
            supervisor.ended().await;
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
