//! The largest memory that a compiler needed.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// How often the running compilers are looked at. The kernel keeps each one's peak, so only what a compiler adds in its
/// last moment can be missed.
const SAMPLE: Duration = Duration::from_millis(50);

/// The most memory that one rustc held at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Peak {
    pub(crate) kibibytes: u64,
    /// The crate that it compiled.
    pub(crate) of: String,
}

/// Does `work`, and watches each rustc that writes below `output` meanwhile: others may be building on this machine.
pub(crate) fn peak_during<T>(output: &Path, work: impl FnOnce() -> T) -> (T, Peak) {
    let (done, ended) = channel::<()>();
    let output = output.to_string_lossy();
    std::thread::scope(|scope| {
        let watch = scope.spawn(move || watch(&output, &ended));
        let result = {
            // Dropped also when the work panics; otherwise the scope would wait for ever.
            let _done = done;
            work()
        };
        (result, watch.join().unwrap_or_default())
    })
}

fn watch(output: &str, ended: &Receiver<()>) -> Peak {
    let mut peak = Peak::default();
    while ended.recv_timeout(SAMPLE) == Err(RecvTimeoutError::Timeout) {
        for compiler in compilers(output) {
            if compiler.kibibytes > peak.kibibytes {
                peak = compiler;
            }
        }
    }
    peak
}

/// The running compilers that write below `output`. A process may end while it is read; then it is left out.
fn compilers(output: &str) -> Vec<Peak> {
    let Ok(processes) = std::fs::read_dir("/proc") else { return Vec::new() };
    let look = |folder: &Path| {
        let name = std::fs::read_to_string(folder.join("comm")).ok()?;
        if name.trim_end() != "rustc" {
            return None;
        }
        let line = std::fs::read(folder.join("cmdline")).ok()?;
        let line = String::from_utf8_lossy(&line).into_owned();
        let status = std::fs::read_to_string(folder.join("status")).ok()?;
        line.contains(output).then_some(Peak { kibibytes: high_water(&status)?, of: crate_name(&line) })
    };
    processes.flatten().filter_map(|process| look(&process.path())).collect()
}

/// The most resident memory so far, in KiB.
fn high_water(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// What follows `--crate-name` in a command line of `/proc`, where words end in a zero byte.
fn crate_name(line: &str) -> String {
    let mut words = line.split('\0').skip_while(|word| *word != "--crate-name");
    words.nth(1).unwrap_or("?").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_high_water_mark_is_read() {
        assert_eq!(high_water("Name:\trustc\nVmPeak:\t 9 kB\nVmHWM:\t  123456 kB\nVmRSS:\t 7 kB\n"), Some(123_456));
        assert_eq!(high_water("Name:\tkthreadd\n"), None);
    }

    #[test]
    fn the_crate_is_named() {
        assert_eq!(crate_name("rustc\0--crate-name\0aws_sdk_ecs\0--edition=2021\0"), "aws_sdk_ecs");
        assert_eq!(crate_name("rustc\0-vV\0"), "?");
    }

    #[test]
    fn the_work_s_result_is_given_and_foreign_compilers_are_not_counted() {
        let (result, peak) = peak_during(Path::new("/nowhere/at/all"), || 42);
        assert_eq!((result, peak), (42, Peak::default()));
    }
}
