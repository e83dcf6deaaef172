//! Control groups, as a test sees them from outside.

use std::fs;
use std::path::{Path, PathBuf};

use infra_local::place::Place;

/// Whether groups that hold memory and CPU can be made by this process: it is tried.
#[must_use]
pub fn can_be_made() -> bool {
    let own = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let top = Path::new("/sys/fs/cgroup");
    let group = |list: &str| {
        let mut lines = own.lines().map(|line| line.splitn(3, ':').skip(1));
        lines.find_map(|mut line| {
            let is_wanted = line.next()?.split(',').any(|word| word == list);
            let path = line.next()?.trim_start_matches('/').to_owned();
            is_wanted.then_some(path)
        })
    };
    if let (Some(memory), Some(cpu)) = (group("memory"), group("cpu")) {
        return is_writable(&top.join("memory").join(memory)) && is_writable(&top.join("cpu").join(cpu));
    }
    let Some(group) = group("") else { return false };
    let group = top.join(group);
    let parent = if group == top { top } else { group.parent().unwrap_or(top) };
    is_writable(parent) && fs::write(parent.join("cgroup.subtree_control"), "+memory +cpu").is_ok()
}

fn is_writable(group: &Path) -> bool {
    let probe = group.join(format!("infra-probe-{}", std::process::id()));
    fs::create_dir(&probe).and_then(|()| fs::remove_dir(&probe)).is_ok()
}

/// The groups that the supervisor of a stage has written down.
#[must_use]
pub fn left(place: &Place) -> Vec<PathBuf> {
    let record = fs::read_to_string(place.folder().join("children")).unwrap_or_default();
    let line = record.lines().find_map(|line| line.strip_prefix("{\"cgroups\":[")).unwrap_or_default();
    line.split('"').filter(|word| word.starts_with('/')).map(PathBuf::from).collect()
}
