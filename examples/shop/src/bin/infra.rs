//! Deploys the shop: `cargo run -p shop --bin infra -- --stage dev`.

use std::process::ExitCode;

fn main() -> ExitCode {
    infra_aws::main(shop::APP)
}
