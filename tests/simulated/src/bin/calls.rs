//! Prints what deploys cost in calls and in time, and fails where that is over its budget: `cargo xtask bench calls`.
#![expect(clippy::print_stdout, reason = "it is what the program is for")]

use std::process::ExitCode;

use simulated::budget::{Cost, one_image, unchanged};

fn main() -> std::io::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build()?;
    let costs = runtime.block_on(async { [unchanged().await, one_image().await] });
    costs.iter().for_each(print);
    let is_within = costs.iter().all(|cost| cost.over().is_empty());
    Ok(if is_within { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print(cost: &Cost) {
    println!("{}", cost.what);
    for (operation, count) in cost.by_operation() {
        println!("  {count:>4}  {operation}");
    }
    let writes = cost.writes().len();
    println!("  {:>4}  calls, {writes} of them writes", cost.calls.len());
    let (time, shortest) = (cost.time.as_millis(), cost.shortest().as_millis());
    println!("  {time:>4}  ms at 50 ms a call; the longest chain takes {shortest} ms: {}", cost.chain.join(", "));
    for over in cost.over() {
        println!("  over the budget: {over}");
    }
    println!();
}
