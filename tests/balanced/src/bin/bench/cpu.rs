//! How much CPU processes have used.

use std::fs;
use std::time::Duration;

/// Linux counts it in hundredths of a second, whatever the kernel's own tick is.
const TICK: Duration = Duration::from_millis(10);

/// What these have used until now.
pub(super) fn of(processes: &[u32]) -> Duration {
    processes.iter().map(|process| ticks(*process)).map(|ticks| TICK * ticks).sum()
}

fn ticks(process: u32) -> u32 {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name, which stands in brackets, may have spaces.
    let fields: Vec<&str> = line.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    // utime and stime: the 14th and 15th field, of which two stand before.
    let number = |at: usize| fields.get(at).and_then(|field| field.parse::<u32>().ok()).unwrap_or_default();
    number(11) + number(12)
}
