//! Volumes of EFS.

use crate::rule::letters::{about, point};
use crate::rule::words::{absolute, id};
use crate::string::same;
use crate::{Text, Violation};

/// The id of a file system: `fs-`, then 8 or 17 hexadecimal digits.
///
/// Source: botocore 1.44.5 efs FileSystemId, whose pattern takes 8 to 40; EFS gives out 17, and 8 before 2021.
pub const fn file_system(text: &str) -> Result<(), Violation> {
    id("efs-file-system", "file system ", "fs-", text)
}

/// The id of an access point: `fsap-`, then 8 or 17 hexadecimal digits.
///
/// Source: botocore 1.44.5 efs AccessPointId, whose pattern takes 8 to 40; EFS gives out 17.
pub const fn access_point(text: &str) -> Result<(), Violation> {
    id("efs-access-point", "access point ", "fsap-", text)
}

/// The directory of a file system that is mounted: a path from its root.
///
/// Source: TD-34; botocore 1.44.5 ecs EFSVolumeConfiguration.rootDirectory.
pub const fn root(path: &str) -> Result<(), Violation> {
    absolute("efs-root", "`root` ", path, "/shop")
}

/// An access point says itself which directory is mounted: beside it, `root` is absent or `/`.
///
/// Source: TD-34; botocore 1.44.5 ecs EFSVolumeConfiguration.rootDirectory.
pub const fn root_beside_access_point(root: Option<&str>, access_point: Option<&str>) -> Result<(), Violation> {
    match (root, access_point) {
        (Some(root), Some(_)) if !same(root, "/") => {
            let headline = about("`root` ", root).push(" stands beside an access point, which has a root of its own");
            let help = Text::from("take `root` out, or mount without `access_point`");
            Err(Violation::new("efs-access-point-root", headline, help))
        }
        _ => Ok(()),
    }
}

/// The folder of a file system that is made: at most 4 folders deep and 100 characters long, no name in it beginning with
/// a dot, for an access point makes it.
///
/// Source: EFS-03; botocore 1.44.5 efs RootDirectory.Path.
pub const fn new_root(path: &str) -> Result<(), Violation> {
    const RULE: &str = "efs-new-root";
    let bytes = path.as_bytes();
    let (mut at, mut folders) = (0, 0);
    while at < bytes.len() {
        let begins = bytes[at] != b'/' && (at == 0 || bytes[at - 1] == b'/');
        folders += begins as u64;
        if matches!(bytes[at], b'$' | b'#' | b'<' | b'>' | b';' | b'`' | b'|' | b'&' | b'?' | b'{' | b'}' | b'^' | b'*')
            || (begins && bytes[at] == b'.')
        {
            let headline = point(about("the folder ", path).push(" cannot be made: it may not contain "), path, at);
            return Err(Violation::new(RULE, headline, Text::from("use letters, digits, `-` and `_`")));
        }
        at += 1;
    }
    let headline = about("the folder ", path);
    if folders > 4 {
        let headline = headline.push(" cannot be made: it is ").number(folders).push(" folders deep");
        return Err(Violation::new(RULE, headline, Text::from("use at most 4 folders")));
    }
    if bytes.len() > 100 {
        let headline = headline.push(" cannot be made: it has ").number(bytes.len() as u64).push(" characters");
        return Err(Violation::new(RULE, headline, Text::from("use at most 100 characters")));
    }
    Ok(())
}

/// A file system that is made has no access point yet; it gets one of its own.
///
/// Source: botocore 1.44.5 efs CreateAccessPointRequest.FileSystemId.
pub const fn new_access_point(access_point: Option<&str>) -> Result<(), Violation> {
    let Some(access_point) = access_point else { return Ok(()) };
    let headline = about("access point ", access_point).push(" is of another file system than the one that is made");
    let help = "take `access_point` out, or name its file system in the place of `new`";
    Err(Violation::new("efs-new-access-point", headline, Text::from(help)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(file_system("fs-0123456789abcdef0"), Ok(())));

    #[test]
    fn ids_and_roots() {
        for (text, legal) in
            [("fs-01234567", true), ("fs-0123456789abcdef0", true), ("fs-1", false), ("fsap-01234567", false)]
        {
            assert_eq!(file_system(text).is_ok(), legal, "{text}");
        }
        for (text, legal) in [("fsap-0123456789abcdef0", true), ("fsap-01234567", true), ("fs-01234567", false)] {
            assert_eq!(access_point(text).is_ok(), legal, "{text}");
        }
        let message = "file system `fs-1` is malformed [efs-file-system]\n\
                       help: write `fs-` and its 8 or 17 hexadecimal digits, as `fs-0123456789abcdef0`";
        assert_eq!(file_system("fs-1").expect_err("short").to_string(), message);
        assert!(root("/").is_ok() && root("/a").is_ok() && root("a").is_err() && root("").is_err());
    }

    #[test]
    fn access_points_have_their_own_root() {
        for (root, access_point, legal) in [
            (None, None, true),
            (Some("/a"), None, true),
            (None, Some("fsap-01234567"), true),
            (Some("/"), Some("fsap-01234567"), true),
            (Some("/a"), Some("fsap-01234567"), false),
        ] {
            assert_eq!(root_beside_access_point(root, access_point).is_ok(), legal, "{root:?} {access_point:?}");
        }
    }

    #[test]
    fn folders_that_are_made() {
        for legal in ["/", "/shop", "/a/b/c/d", "/a/b/c/d/"] {
            assert_eq!(new_root(legal), Ok(()), "{legal}");
        }
        assert!(new_root(&format!("/{}", "a".repeat(99))).is_ok());
        assert!(new_root(&format!("/{}", "a".repeat(100))).is_err());
        for illegal in ["/a/b/c/d/e", "/.hidden", "/a/..", "/a$", "/a*"] {
            assert!(new_root(illegal).is_err(), "{illegal}");
        }
        let message = "the folder `/a/b/c/d/e` cannot be made: it is 5 folders deep [efs-new-root]\n\
                       help: use at most 4 folders";
        assert_eq!(new_root("/a/b/c/d/e").expect_err("deep").to_string(), message);
        assert!(new_access_point(None).is_ok() && new_access_point(Some("fsap-01234567")).is_err());
    }
}
