//! Prints what deploys cost in calls and in time: `cargo xtask bench calls`.
#![expect(clippy::print_stdout, reason = "it is what the program is for")]

use simulated::budget::{Cost, one_image, unchanged};

fn main() -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build()?;
    runtime.block_on(async {
        for cost in [unchanged().await, one_image().await] {
            print(&cost);
        }
    });
    Ok(())
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
}
