//! A process that waits to be let go before it becomes the program: what is about to run is known, and can be written down and
//! limited, before any of it runs.

use std::path::Path;
use std::process::Stdio;

use tokio::io::AsyncWriteExt;
use tokio::process::{ChildStdin, Command};

/// The shell reads a line, and becomes the program in the same process. Where nobody is left to write the line, the read fails
/// and nothing runs. Nothing is read after the line: the program has no input.
const LINE: &str = r#"read -r _ && exec "$0" "$@" < /dev/null"#;

/// The program behind a gate, in a process group of its own.
pub(super) fn behind(program: &Path, arguments: &[String]) -> Command {
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(LINE).arg(program).args(arguments).process_group(0).stdin(Stdio::piped());
    command
}

/// Lets it go.
pub(super) async fn open(gate: Option<ChildStdin>) {
    if let Some(mut gate) = gate {
        // Where it has been killed meanwhile, its end says so.
        let _ = gate.write_all(b"\n").await;
    }
}
