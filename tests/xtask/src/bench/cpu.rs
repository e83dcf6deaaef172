//! The CPU time of the processes that this one has started.

use std::path::Path;
use std::time::Duration;

use crate::failure::Failure;
use crate::step::Step;
use crate::workspace;

/// The unit of `/proc`'s times (`USER_HZ`), which Linux keeps at 100 a second whatever its own clock does.
const TICK: Duration = Duration::from_millis(10);

/// The CPU time, user and system, that `step` and all that it starts take.
pub(crate) fn of(step: &Step) -> Result<Duration, Failure> {
    let before = of_children()?;
    step.run()?;
    Ok(of_children()?.saturating_sub(before))
}

/// The CPU time of all children that have ended, and of theirs.
fn of_children() -> Result<Duration, Failure> {
    let stat = workspace::read(Path::new("/proc/self/stat"))?;
    children_ticks(&stat).map(|ticks| TICK.saturating_mul(ticks)).ok_or_else(|| {
        Failure::new("`/proc/self/stat` does not have the fields that Linux gives it", "run the benchmark on Linux")
    })
}

/// `cutime` and `cstime`, the 16th and 17th field. The second field is the program's name in parentheses and may hold
/// anything, so the fields are counted after its end.
fn children_ticks(stat: &str) -> Option<u32> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace().skip(16 - 3);
    let user: u32 = fields.next()?.parse().ok()?;
    let system: u32 = fields.next()?.parse().ok()?;
    user.checked_add(system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_children_s_fields_are_found_after_any_name() {
        let rest = "S 1 2 3 4 5 6 7 8 9 10 100 200 3000 45 20 0 1";
        assert_eq!(children_ticks(&format!("42 (sh) {rest}")), Some(3045));
        assert_eq!(children_ticks(&format!("42 (a) 7 (b) c) {rest}")), Some(3045));
        assert_eq!(children_ticks("42 (short) S 1 2"), None);
    }

    #[test]
    fn work_of_a_child_is_counted() {
        let spin = Step::program("sh", &["-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"]);
        assert!(of(&spin).unwrap() > Duration::ZERO);
    }
}
