//! Shells in containers that run.

use crate::Violation;
use crate::rule::range::say;

/// A shell needs a file system that can be written: the agent that opens it makes its own files there.
///
/// Source: SV-36; ECS developer guide (2026), "Monitor Amazon ECS containers with ECS Exec", considerations.
pub const fn read_only(exec: bool, read_only: bool) -> Result<(), Violation> {
    if exec && read_only {
        let help = "take `read_only` out, or leave `exec` off";
        return Err(say("exec-read-only", "`exec = on` needs a file system that can be written", help));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_and_a_file_system_that_cannot_be_written_do_not_go_together() {
        for (exec, written_never, legal) in
            [(true, true, false), (true, false, true), (false, true, true), (false, false, true)]
        {
            assert_eq!(read_only(exec, written_never).is_ok(), legal);
        }
    }
}
