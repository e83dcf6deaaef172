//! Deploys the boutique: `cargo run -p boutique --bin infra -- --stage dev`.

use std::process::ExitCode;

fn main() -> ExitCode {
    infra_aws::main(boutique::APP)
}
