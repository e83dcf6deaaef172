//! Deploys the encoder: `cargo run -p encode --bin infra -- --stage dev`.

use std::process::ExitCode;

fn main() -> ExitCode {
    infra_aws::main(encode::APP)
}
