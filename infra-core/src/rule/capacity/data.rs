//! Volumes of an instance beside its root volume.

use crate::rule::range::{foreign, letters};
use crate::rule::words::{absolute, once};
use crate::{Text, Violation};

const RULE: &str = "data-disk";

/// An instance has 11 data disks at most: the devices `/dev/sdf` to `/dev/sdp` are for them.
///
/// Source: EC2 user guide, 2025, "Device names for volumes" (`/dev/sd[f-p]`).
pub const fn count(count: u64) -> Result<(), Violation> {
    if count <= 11 {
        return Ok(());
    }
    let headline = Text::from("a group has ").number(count).push(" `data` disks");
    Err(Violation::new(RULE, headline, Text::from("use at most 11, and larger ones")))
}

/// Where a data disk is mounted: a path from the root that hides nothing of the system, in letters that a script can take
/// as they are.
///
/// Source: Filesystem Hierarchy Standard 3.0 §3; Docker keeps its images in `/var/lib/docker` and runs before a disk can be
/// mounted there.
pub const fn path(path: &str) -> Result<(), Violation> {
    if let Err(violation) = absolute(RULE, "`at` ", path, "/data") {
        return Err(violation);
    }
    let help = "use letters, digits, `-`, `_`, `.` and `/`, as \"/data\"";
    if let Err(violation) = letters(RULE, "the path ", path, foreign(path, b"-_./"), help) {
        return Err(violation);
    }
    let mut at = 0;
    while at < OF_THE_SYSTEM.len() {
        if is_or_lies_in(OF_THE_SYSTEM[at], path) {
            let headline = Text::from("a disk at ").quote(path).push(" would hide what the system has there");
            return Err(Violation::new(RULE, headline, Text::from("mount it at a folder of its own, as \"/data\"")));
        }
        at += 1;
    }
    Ok(())
}

/// The folders of the system: these and what lies in them, but of `/var` and `/` only themselves.
const OF_THE_SYSTEM: [&str; 13] = [
    "/bin/",
    "/boot/",
    "/dev/",
    "/etc/",
    "/lib/",
    "/lib64/",
    "/proc/",
    "/root/",
    "/run/",
    "/sbin/",
    "/sys/",
    "/usr/",
    "/var/lib/docker/",
];

const fn is_or_lies_in(folder: &str, path: &str) -> bool {
    let (folder, path) = (folder.as_bytes(), path.as_bytes());
    if matches!(path, b"/" | b"/var" | b"/var/" | b"/var/lib" | b"/var/lib/" | b"/home" | b"/opt" | b"/tmp") {
        return true;
    }
    let mut at = 0;
    while at < folder.len() {
        if at == path.len() {
            return at + 1 == folder.len();
        }
        if folder[at] != path[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Data disks are mounted at different paths.
///
/// Source: mount(8): the later one hides the earlier one.
pub const fn paths(paths: &[&str]) -> Result<(), Violation> {
    once(RULE, "the path ", paths, "mount one of the two disks elsewhere")
}

/// Nothing mounts a data disk on Bottlerocket, which runs no scripts.
///
/// Source: Bottlerocket 1.x, "Security features" (no shell).
pub const fn mounted(path: &str, bottlerocket: bool) -> Result<(), Violation> {
    if !bottlerocket {
        return Ok(());
    }
    let headline = Text::from("Bottlerocket runs no script that would mount a disk at ").quote(path);
    Err(Violation::new(RULE, headline, Text::from("use `ami = al2023`, or a larger `disk(..)`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_disks() {
        for (at, legal) in [
            ("/data", true),
            ("/mnt/data-1", true),
            ("/var/lib/shop", true),
            ("/usrdata", true),
            ("/", false),
            ("data", false),
            ("", false),
            ("/da ta", false),
            ("/$(x)", false),
            ("/etc", false),
            ("/etc/", false),
            ("/usr/local", false),
            ("/var", false),
            ("/var/lib/docker", false),
        ] {
            assert_eq!(path(at).is_ok(), legal, "{at}");
        }
        assert!(paths(&["/a", "/b"]).is_ok() && paths(&["/a", "/a"]).is_err());
    }

    #[test]
    fn numbers_and_images() {
        assert!(count(11).is_ok() && count(12).is_err());
        assert!(mounted("/data", false).is_ok() && mounted("/data", true).is_err());
    }
}
