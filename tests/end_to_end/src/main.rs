//! An app's `infra` binary. Which app, the variable `END_TO_END_APP` says: one binary for all, because each would take
//! its time to link.

mod apps;

use std::process::ExitCode;

fn main() -> ExitCode {
    let name = std::env::var("END_TO_END_APP").unwrap_or_default();
    match apps::find(&name) {
        Some(app) => infra_aws::main(app),
        // No code of the command line's own.
        None => ExitCode::from(99),
    }
}
