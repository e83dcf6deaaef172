//! Runs and deploys the shop: `cargo run -p shop --bin infra -- dev`.

use std::process::ExitCode;

fn main() -> ExitCode {
    infra_aws::main(shop::APP)
}
