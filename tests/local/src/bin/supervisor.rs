//! A supervisor in a process of its own, as the command line starts one: the root, the app and the stage are its arguments.

use std::process::ExitCode;

use infra_local::machine;
use infra_local::place::Place;
use infra_local::supervisor::Supervisor;

#[tokio::main]
#[allow(clippy::print_stderr, reason = "whoever started it reads why it ended")]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [root, app, stage] = &words[..] else { return ExitCode::from(2) };
    let place = Place::new(root, app, stage);
    let parts = machine::parts(&place);
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
