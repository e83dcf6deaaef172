//! Where groups can be made, by what the kernel says of this process. Pure.

use std::path::{Component, Path, PathBuf};

use super::file::{Controller, Version};
use super::tree::Tree;

/// A mount of control groups.
struct Mount<'a> {
    /// Which group is seen at its root.
    root: &'a str,
    at: &'a str,
    kind: &'a str,
    options: &'a str,
}

/// The trees that hold memory and CPU, by `/proc/self/cgroup` and `/proc/self/mountinfo`.
///
/// In version 1 groups are made in this process's own, whose limits go on to hold. In version 2 a group that has processes has no
/// groups with limits: there they are made beside it.
pub(super) fn trees(own: &str, mounts: &str) -> Vec<Tree> {
    let mut trees: Vec<Tree> = Vec::new();
    for controller in Controller::ALL {
        let Some(tree) = tree(controller, own, mounts) else { continue };
        match trees.iter_mut().find(|known| known.parent == tree.parent) {
            Some(known) => known.controllers.push(controller),
            None => trees.push(tree),
        }
    }
    trees
}

fn tree(controller: Controller, own: &str, mounts: &str) -> Option<Tree> {
    let has = |list: &str| list.split(',').any(|word| word == controller.name());
    let lines = || own.lines().filter_map(line);
    let mounts = || mounts.lines().filter_map(mount);
    let (version, group, mount) = match lines().find(|(_, list, _)| has(list)) {
        Some((_, _, group)) => {
            (Version::One, group, mounts().find(|mount| mount.kind == "cgroup" && has(mount.options))?)
        }
        None => {
            let (_, _, group) = lines().find(|(number, list, _)| *number == "0" && list.is_empty())?;
            (Version::Two, group, mounts().find(|mount| mount.kind == "cgroup2")?)
        }
    };
    let top = PathBuf::from(mount.at);
    let below = Path::new(group).strip_prefix(mount.root).ok()?;
    // Groups out of what this process sees.
    if below.components().any(|part| !matches!(part, Component::Normal(_))) {
        return None;
    }
    let is_top = below.as_os_str().is_empty();
    let parent = match version {
        _ if is_top => top.clone(),
        Version::One => top.join(below),
        Version::Two => top.join(below).parent()?.to_path_buf(),
    };
    Some(Tree { version, top, parent, controllers: vec![controller] })
}

/// The number, the controllers and the group of a line: `4:memory:/user.slice`.
fn line(line: &str) -> Option<(&str, &str, &str)> {
    let mut parts = line.splitn(3, ':');
    Some((parts.next()?, parts.next()?, parts.next()?))
}

/// `35 31 0:32 / /sys/fs/cgroup/memory rw shared:9 - cgroup cgroup rw,memory`.
fn mount(line: &str) -> Option<Mount<'_>> {
    let (place, system) = line.split_once(" - ")?;
    let mut place = place.split(' ').skip(3);
    let mut system = system.split(' ');
    Some(Mount { root: place.next()?, at: place.next()?, kind: system.next()?, options: system.nth(1)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(own: &str, mounts: &str) -> Vec<(Version, String, Vec<Controller>)> {
        let found = trees(own, mounts).into_iter();
        found.map(|tree| (tree.version, tree.parent.display().to_string(), tree.controllers)).collect()
    }

    #[test]
    fn version_one_has_a_tree_each() {
        let own = "9:name=systemd:/\n4:memory:/box/1\n2:cpuacct:/\n1:cpu:/\n0::/\n";
        let mounts = "\
31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
33 31 0:30 / /sys/fs/cgroup/cpuacct rw,relatime - cgroup cgroup rw,cpuacct
35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
";
        assert_eq!(
            found(own, mounts),
            [
                (Version::One, "/sys/fs/cgroup/memory/box/1".to_owned(), vec![Controller::Memory]),
                (Version::One, "/sys/fs/cgroup/cpu".to_owned(), vec![Controller::Cpu]),
            ]
        );
    }

    #[test]
    fn a_container_of_version_one_sees_its_own_group_as_the_top() {
        let own = "4:cpu,cpuacct:/docker/abc\n";
        let mounts = "40 31 0:32 /docker/abc /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n";
        let cpu = (Version::One, "/sys/fs/cgroup/cpu,cpuacct".to_owned(), vec![Controller::Cpu]);
        assert_eq!(found(own, mounts), [cpu]);
    }

    #[test]
    fn version_two_has_one_tree_and_groups_beside_this_processs() {
        let mounts = "29 23 0:26 / /sys/fs/cgroup rw shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
        let both = vec![Controller::Memory, Controller::Cpu];
        let slice = "/user.slice/user-1000.slice/user@1000.service/app.slice";
        assert_eq!(
            found(&format!("0::{slice}/terminal.scope\n"), mounts),
            [(Version::Two, format!("/sys/fs/cgroup{slice}"), both.clone())]
        );
        assert_eq!(found("0::/\n", mounts), [(Version::Two, "/sys/fs/cgroup".to_owned(), both)]);
    }

    #[test]
    fn where_there_are_none_none_is_found() {
        assert_eq!(found("", ""), []);
        let mounts = "29 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n";
        assert_eq!(found("0::/../other\n", mounts), []);
    }
}
