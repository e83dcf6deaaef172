//! Runs and deploys the app: `cargo run -p hello --bin infra -- dev`.

use std::process::ExitCode;

fn main() -> ExitCode {
    infra_aws::main(hello::APP)
}
