//! `cargo xtask demo`: the life of an app on ECS, from its first deploy to its end, without an AWS account.

use std::ffi::OsString;

use crate::emulator::{Emulator, Kind};
use crate::failure::Failure;
use crate::python::{MINISTACK, MOTO};
use crate::step::{Step, quoted};

/// What a deploy that changes nothing says on its standard output.
const NOTHING_TO_DO: &str = "Nothing to do";
/// What `status` says of a stage that is not there.
const NOTHING_DEPLOYED: &str = "Nothing is deployed";
/// The stage that is deployed and destroyed.
const STAGE: &str = "dev";

/// Shows a deployment that goes well and one that fails, as slow as they are, on the simulated AWS.
pub(crate) fn rollout() -> Result<(), Failure> {
    Step::cargo(&["run", "--quiet", "--locked", "--package", "simulated", "--bin", "show"]).run()
}

/// Deploys the example `boutique` to an emulator, looks at it, deploys it again, and destroys it.
pub(crate) fn run() -> Result<(), Failure> {
    let (ministack, moto) = (MINISTACK.install()?, MOTO.install()?);
    let emulator = Emulator::start(Kind::Ministack, &ministack)?;
    let autoscaling = Emulator::start(Kind::Moto, &moto)?;
    let variables = variables(&emulator, &autoscaling);
    println!("\nAn emulator of AWS runs until this ends. What follows runs with:\n");
    for (name, value) in &variables {
        println!("export {name}={}", quoted(value));
    }

    infra(&["deploy", "--yes"], &variables).run()?;
    infra(&["status"], &variables).run()?;
    let again = infra(&["deploy", "--yes"], &variables).run_and_read()?;
    must_say(&again, NOTHING_TO_DO, "the second deploy found changes in what the first one made")?;
    infra(&["destroy", "--yes"], &variables).run()?;
    let status = infra(&["status"], &variables).run_and_read()?;
    must_say(&status, NOTHING_DEPLOYED, "something is left of what was destroyed")?;

    drop((emulator, autoscaling));
    println!("\nDeployed, unchanged, destroyed. The emulator is stopped.");
    Ok(())
}

/// The app's own binary with these words.
fn infra(words: &[&str], variables: &[(&str, String)]) -> Step {
    let typed = [&["run", "-p", "boutique", "--bin", "infra", "--"], words, &["--stage", STAGE]].concat();
    // By itself the command would deploy to whatever account the shell has credentials for.
    Step::cargo(&typed).without(aws_variables()).surroundings(variables).again("cargo xtask demo")
}

fn must_say(output: &str, sentence: &str, otherwise: &str) -> Result<(), Failure> {
    if output.contains(sentence) {
        return Ok(());
    }
    Err(Failure::new(
        format!("{otherwise}: \"{sentence}\" was expected above"),
        "compare what it reads back from the emulator with what it declares; `tests/xtask/EMULATOR.md` names the \
         fields that this emulator loses",
    ))
}

/// The emulator's address and credentials that exist nowhere else.
fn variables(emulator: &Emulator, autoscaling: &Emulator) -> [(&'static str, String); 9] {
    [
        ("AWS_ENDPOINT_URL", emulator.url()),
        ("INFRA_KEEP_TAGS", "1".to_owned()),
        // The emulator has no Application Auto Scaling; another one has it.
        ("AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING", autoscaling.url()),
        ("AWS_REGION", "eu-central-1".to_owned()),
        // Twelve digits: the emulator takes them for the account.
        ("AWS_ACCESS_KEY_ID", "123456789012".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "demo".to_owned()),
        // Neither a profile nor an instance's role may be looked at: the demo must never meet a real account.
        ("AWS_CONFIG_FILE", "/dev/null".to_owned()),
        ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null".to_owned()),
        ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
    ]
}

/// The names of all variables of this process that an AWS SDK could read.
fn aws_variables() -> impl Iterator<Item = OsString> {
    std::env::vars_os().map(|(name, _)| name).filter(|name| name.to_string_lossy().starts_with("AWS_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_reads_as_a_user_types_it() {
        assert_eq!(
            infra(&["deploy", "--yes"], &[]).to_string(),
            "cargo run -p boutique --bin infra -- deploy --yes --stage dev"
        );
    }

    #[test]
    fn what_is_not_said_is_a_failure() {
        assert!(must_say("boutique dev\nNothing to do: 9 unchanged.\n", NOTHING_TO_DO, "changes").is_ok());
        let failure = must_say("1 to update.\n", NOTHING_TO_DO, "it found changes").unwrap_err().to_string();
        assert!(failure.starts_with("error: it found changes: \"Nothing to do\" was expected"), "{failure}");
    }
}
