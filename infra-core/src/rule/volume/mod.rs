//! Volumes and where containers see them.

pub mod ebs;
pub mod efs;

use super::bounds::{Key, within};
use super::words::{absolute, once, plain};
use crate::{Text, Violation};

/// The name of a volume: 1 to 255 letters, digits, `_` and `-`.
///
/// Source: TD-01; botocore 1.44.5 ecs Volume.name.
pub const fn name(name: &str) -> Result<(), Violation> {
    plain("volume-name", "the volume name ", name)
}

/// The volumes of a task have names of their own.
///
/// Source: TD-32, TD-33; botocore 1.44.5 ecs MountPoint.sourceVolume, which names them.
pub const fn names(names: &[&str]) -> Result<(), Violation> {
    once("volume-twice", "volume ", names, "give one of the two another name")
}

/// Where a container sees a volume: a path from the root, or from a drive of Windows, and not the root itself.
///
/// Source: TD-32; botocore 1.44.5 ecs MountPoint.containerPath; Docker, "volume mounts", which refuses `/`.
pub const fn at(path: &str) -> Result<(), Violation> {
    const RULE: &str = "volume-path";
    if let [b'a'..=b'z' | b'A'..=b'Z', b':', b'\\' | b'/', _, ..] = path.as_bytes() {
        return Ok(());
    }
    if let Err(violation) = absolute(RULE, "`at` ", path, "/data") {
        return Err(violation);
    }
    let bytes = path.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'/' {
            return Ok(());
        }
        at += 1;
    }
    let headline = Text::from("`at = \"").push("/").push("\"` would hide the whole image");
    Err(Violation::new(RULE, headline, Text::from("mount the volume at a directory, as `at = \"/data\"`")))
}

/// A container sees one volume at a path.
///
/// Source: TD-32; botocore 1.44.5 ecs MountPoint.containerPath; Docker refuses a duplicate mount point.
pub const fn paths(paths: &[&str]) -> Result<(), Violation> {
    once("volume-path-twice", "the path ", paths, "mount one of the two volumes elsewhere")
}

/// The path on the instance that a volume is: from the root, or from a drive of Windows.
///
/// Source: botocore 1.44.5 ecs HostVolumeProperties.sourcePath; Docker takes a relative path for a volume's name.
pub const fn host(path: &str) -> Result<(), Violation> {
    if let [b'a'..=b'z' | b'A'..=b'Z', b':', b'\\' | b'/', ..] = path.as_bytes() {
        return Ok(());
    }
    absolute("volume-host-path", "the path of `host` ", path, "/var/lib/shop")
}

/// The ephemeral storage of a task on Fargate is 21 to 200 GiB. (20 GiB is what a task has without the key.)
///
/// Source: TD-46; botocore 1.44.5 ecs EphemeralStorage.sizeInGiB.
pub const fn storage(gib: u64) -> Result<(), Violation> {
    const RULE: &str = "ephemeral-storage";
    if gib == 20 {
        let headline = Text::from("`storage = \"20 GB\"` is what a task has anyway, and cannot be asked for");
        return Err(Violation::new(RULE, headline, Text::from("leave `storage` out, or use \"21 GB\" to \"200 GB\"")));
    }
    within(RULE, Key::gib("storage", ""), gib, 21, 200)
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(at("/data"), Ok(())));

    #[test]
    fn names_are_plain_and_unique() {
        assert!(name("data").is_ok() && name("").is_err() && name("a/b").is_err());
        assert!(names(&["a", "b"]).is_ok() && names(&["a", "a"]).is_err());
        let message = "the path `/a` is there twice [volume-path-twice]\nhelp: mount one of the two volumes elsewhere";
        assert_eq!(paths(&["/a", "/a"]).expect_err("twice").to_string(), message);
    }

    #[test]
    fn mount_paths() {
        for legal in ["/data", "/a/b c", "C:\\data", "/data/"] {
            assert_eq!(at(legal), Ok(()), "{legal}");
        }
        for illegal in ["", "data", "./data", "/", "//", "/a\n", "C:\\", "C:data"] {
            assert!(at(illegal).is_err(), "{illegal}");
        }
        assert_eq!(at("/").expect_err("root").headline.as_str(), "`at = \"/\"` would hide the whole image");
        for (path, legal) in
            [("/", true), ("/var/run/docker.sock", true), ("C:\\data", true), ("", false), ("data", false)]
        {
            assert_eq!(host(path).is_ok(), legal, "{path}");
        }
    }

    #[test]
    fn storage_sizes() {
        for (gib, legal) in [(0, false), (19, false), (20, false), (21, true), (200, true), (201, false)] {
            assert_eq!(storage(gib).is_ok(), legal, "{gib}");
        }
        let message = "`storage = \"201 GB\"` is too large [ephemeral-storage]\nhelp: use \"21 GB\" to \"200 GB\"";
        assert_eq!(storage(201).expect_err("large").to_string(), message);
    }
}
