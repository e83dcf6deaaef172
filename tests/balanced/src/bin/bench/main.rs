//! What the load balancer of the local target adds to a request, beside nginx: `cargo xtask bench proxy`.
//!
//! A replica, both balancers and the clients are processes of this machine. Each figure is taken without a balancer, over
//! nginx and over ours, one after the other and in another order each round; the median of the rounds is told.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it is a command line, and nothing else")]

mod cpu;
mod figure;
mod load;
mod nginx;
mod process;
mod replica;

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use figure::{Figures, Way};
use load::Load;
use nginx::Nginx;
use process::Process;

/// Why a part stopped.
type Broken = Box<dyn Error + Send + Sync>;

/// How often each figure is taken.
const ROUNDS: usize = 5;
/// Connections that ask as fast as they are answered.
const CONNECTIONS: usize = 64;
const TIME: Duration = Duration::from_secs(4);

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["replica"] => runtime().and_then(|runtime| runtime.block_on(replica::serve())),
        ["balancer", replica] => runtime().and_then(|runtime| runtime.block_on(process::balance(replica))),
        [nginx] => runtime().and_then(|runtime| runtime.block_on(measure(nginx))),
        _ => Err("Usage: bench <path of nginx>".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn runtime() -> Result<tokio::runtime::Runtime, Broken> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

async fn measure(nginx: &str) -> Result<(), Broken> {
    let replica = Process::start(&["replica"])?;
    let ours = Process::start(&["balancer", &replica.address.to_string()])?;
    let nginx = Nginx::start(nginx, replica.address)?;
    let ways = [
        (Way::Direct, replica.address, Vec::new()),
        (Way::Nginx, nginx.address, nginx.processes()),
        (Way::Ours, ours.address, vec![ours.id()]),
    ];
    let mut figures = Figures::default();
    for (_, address, _) in &ways {
        // Each opens its connections, and whatever is made at first use.
        Load { connections: CONNECTIONS, time: Duration::from_secs(1), path: "/small" }.run(*address).await?;
    }
    for round in 0..ROUNDS {
        for at in 0..ways.len() {
            let Some((way, address, processes)) = ways.get((at + round) % ways.len()) else { continue };
            let before = cpu::of(processes);
            let many = Load { connections: CONNECTIONS, time: TIME, path: "/small" }.run(*address).await?;
            figures.throughput(*way, &many, cpu::of(processes).saturating_sub(before));
            let one = Load { connections: 1, time: TIME / 2, path: "/small" }.run(*address).await?;
            figures.latency(*way, &one);
            let large = Load { connections: 4, time: TIME / 2, path: "/large" }.run(*address).await?;
            figures.large(*way, &large);
        }
        eprintln!("round {} of {ROUNDS}", round + 1);
    }
    println!("{figures}");
    Ok(())
}
