//! `cargo xtask demo`: the life of an app on ECS, from its first deploy to its end, without an AWS account.

use std::ffi::OsString;

use crate::emulator::Emulator;
use crate::failure::Failure;
use crate::python::MINISTACK;
use crate::step::{Step, quoted};

/// What a deploy that changes nothing says on its standard output.
const NOTHING_TO_DO: &str = "nothing to do";
/// The stage that is deployed and destroyed.
const STAGE: &str = "demo";

/// Deploys the example `shop` to an emulator, looks at it, deploys it again, and destroys it.
pub(crate) fn run() -> Result<(), Failure> {
    let emulator = Emulator::start(&MINISTACK.install()?, "demo")?;
    let variables = variables(&emulator);
    println!("\nAn emulator of AWS runs until this ends. What follows runs with:\n");
    for (name, value) in &variables {
        println!("export {name}={}", quoted(value));
    }

    infra(&["deploy", "--yes"], &variables).run()?;
    infra(&["status"], &variables).run()?;
    deploy_nothing(&infra(&["deploy", "--yes"], &variables))?;
    infra(&["destroy", "--yes"], &variables).run()?;

    drop(emulator);
    println!("\nDeployed, unchanged, destroyed. The emulator is stopped.");
    Ok(())
}

/// The app's own binary with these words.
fn infra(words: &[&str], variables: &[(&str, String)]) -> Step {
    let typed = [&["run", "-p", "shop", "--bin", "infra", "--"], words, &["--stage", STAGE]].concat();
    // By itself the command would deploy to whatever account the shell has credentials for.
    Step::cargo(&typed).without(aws_variables()).surroundings(variables).again("cargo xtask demo")
}

fn deploy_nothing(deploy: &Step) -> Result<(), Failure> {
    if says_nothing_to_do(&deploy.run_and_read()?) {
        return Ok(());
    }
    Err(Failure::new(
        format!("the second deploy did not say \"{NOTHING_TO_DO}\": it found changes in what the first one made"),
        "compare what it reads back from the emulator with what it declares; `tests/xtask/EMULATOR.md` names the \
         fields that this emulator loses",
    ))
}

fn says_nothing_to_do(output: &str) -> bool {
    output.to_lowercase().contains(NOTHING_TO_DO)
}

/// The emulator's address and credentials that exist nowhere else.
fn variables(emulator: &Emulator) -> [(&'static str, String); 7] {
    [
        ("AWS_ENDPOINT_URL", emulator.url()),
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
            "cargo run -p shop --bin infra -- deploy --yes --stage demo"
        );
    }

    #[test]
    fn nothing_to_do_is_found_at_the_start_of_a_sentence() {
        assert!(says_nothing_to_do("shop demo\nNothing to do.\n"));
        assert!(!says_nothing_to_do("2 changes\n"));
    }
}
