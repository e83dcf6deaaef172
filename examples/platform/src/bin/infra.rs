//! Deploys the platform: `cargo run -p platform --bin infra -- --stage dev`.

use std::process::ExitCode;

fn main() -> ExitCode {
    infra_aws::main(platform::APP)
}
