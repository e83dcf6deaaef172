//! Shows a deployment that goes well and one that does not, on a terminal and as slow as they are, against the simulated
//! AWS: `cargo xtask demo rollout`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is what the program is for")]

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::SystemTime;

use infra_aws::Error;
use infra_aws::host::{Handed, Host, Later, Place};
use simulated::{SHOP, image};
use simulator::{Behaviour, Options, Simulator};

/// The terminal, and AWS in the simulator.
struct Shown(Simulator);

impl Host for Shown {
    fn out(&self, line: &str) {
        anstream::println!("{line}");
    }

    fn err(&self, line: &str) {
        anstream::eprintln!("{line}");
    }

    fn is_live(&self) -> bool {
        io::stderr().is_terminal()
    }

    fn can_ask(&self) -> bool {
        io::stdin().is_terminal()
    }

    fn ask(&self, question: String) -> Later<'_, io::Result<String>> {
        let answer = move || {
            eprint!("{question}");
            io::stderr().flush()?;
            let mut line = String::new();
            io::stdin().lock().read_line(&mut line)?;
            Ok(line.trim().to_owned())
        };
        Box::pin(async { tokio::task::spawn_blocking(answer).await.map_err(io::Error::other)? })
    }

    fn interrupted(&self) -> Later<'_, io::Result<()>> {
        Box::pin(tokio::signal::ctrl_c())
    }

    fn now(&self) -> i64 {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(now.as_secs()).unwrap_or(i64::MAX)
    }

    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn folder(&self) -> PathBuf {
        std::env::current_dir().unwrap_or_default()
    }

    fn hand_over(&self, _: Handed) -> Later<'_, io::Result<u8>> {
        Box::pin(async { Err(io::ErrorKind::Unsupported.into()) })
    }

    fn settings(&self, _: Place) -> Later<'_, Result<aws_types::SdkConfig, Error>> {
        Box::pin(async { Ok(self.0.sdk_config()) })
    }
}

fn main() -> io::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(async {
        let aws = Simulator::new(Options::default());
        // Nobody wants to watch a load balancer being made for two minutes.
        aws.stack_pace(2);
        let deploy = async |title: &str| {
            println!("\n# {title}\n");
            infra_aws::run_in(SHOP, &["deploy", "--stage", "dev", "--yes"], Arc::new(Shown(aws.clone()))).await
        };
        let first = deploy("The first deploy").await;
        image("web", "web:2");
        aws.image(
            "web:2",
            Behaviour::crash(101, &["thread 'main' panicked at src/main.rs:12:", "DATABASE_URL is not set"]),
        );
        let second = deploy("A new image that crashes: the deploy fails, and says why").await;
        (first, second)
    });
    runtime.shutdown_background();
    Ok(if ended == (0, 1) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
