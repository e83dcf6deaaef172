//! When a process was started: with its number, that tells it from another one that has the same number later.

/// When a process was started, in a form of this system's; none where it does not exist.
#[cfg(target_os = "linux")]
pub(crate) fn started(pid: u32) -> Option<String> {
    start_of(&std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)
}

/// When a process was started, in a form of this system's; none where it does not exist.
#[cfg(not(target_os = "linux"))]
pub(crate) fn started(pid: u32) -> Option<String> {
    let output = std::process::Command::new("ps").args(["-o", "lstart=", "-p", &pid.to_string()]).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join("-");
    (!text.is_empty()).then_some(text)
}

/// Which start of the machine this is: no process outlives it. Empty where that is not told.
pub(crate) fn boot() -> String {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id");
    id.unwrap_or_default().trim().to_owned()
}

/// The 22nd field of `/proc/{pid}/stat`. The second is the name of the program, in parentheses, in which anything may stand. A
/// process that has ended and that nobody has asked for (`Z`) is none.
#[cfg(any(target_os = "linux", test))]
fn start_of(stat: &str) -> Option<String> {
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace();
    if matches!(fields.next()?, "Z" | "X") {
        return None;
    }
    fields.nth(18).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_parentheses_hides_no_field() {
        let stat = "42 (a ) (b) S 1 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 987654 9 10";
        assert_eq!(start_of(stat).as_deref(), Some("987654"));
    }

    #[test]
    fn what_has_ended_was_never_started() {
        assert_eq!(start_of("42 (sh) Z 1 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 987654 9 10"), None);
    }

    #[test]
    fn this_process_was_started_once() {
        let own = started(std::process::id());
        assert!(own.is_some());
        assert_eq!(own, started(std::process::id()));
    }
}
