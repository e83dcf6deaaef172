//! `cargo xtask`: what is run on this repository and is not part of what it ships.

#![forbid(unsafe_code)]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "it is a command line, and nothing else")]

mod bench;
mod browser;
mod catalogue;
mod demo;
mod emulator;
mod failure;
mod nginx;
mod packages;
mod podman;
mod python;
mod step;
mod test;
mod workspace;

use std::process::ExitCode;

use failure::Failure;

const USAGE: &str = "\
Usage: cargo xtask <COMMAND>

Commands:
  test                    Everything that must hold: format, lints, documentation, tests
  demo                    Deploys the example `boutique` to an emulator of AWS, and destroys it again
  demo rollout            Shows a deployment that goes well and one that fails, on the simulated AWS
  catalogue [--check]     Writes infra-core's table of instance types from its facts, or only compares the two
  bench build [FIGURE..]  What building costs, held against the budgets; figures: macros, infra
  bench calls             What deploys cost in calls and in time, held against the budgets
  bench check             What an edit costs in apps of 1 to 500 services, held against the budgets
  bench image             What packing and pushing an image takes, beside buildah and skopeo
  bench proxy             What the load balancer of the local target adds to a request, beside nginx
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        ["test"] => test::run(),
        ["demo"] => demo::run(),
        ["demo", "rollout"] => demo::rollout(),
        ["catalogue"] => catalogue::run(workspace::root())
            .map_err(|what| Failure::new(what, "see to `infra-core/data/instance-types.csv`")),
        ["catalogue", "--check"] => catalogue::check(workspace::root())
            .map_err(|what| Failure::new(what, "run `cargo xtask catalogue`, and keep what it writes")),
        ["bench", "calls"] => bench::calls::run(),
        ["bench", "check"] => bench::check::run(),
        ["bench", "image"] => bench::image::run(),
        ["bench", "proxy"] => bench::proxy::run(),
        ["bench", "build", figures @ ..] => bench::build::run(figures),
        _ => {
            eprint!("error: `cargo xtask {}` is not a command\n\n{USAGE}", words.join(" "));
            return ExitCode::from(2);
        }
    };
    report(outcome)
}

fn report(outcome: Result<(), Failure>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}
