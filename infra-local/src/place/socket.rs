//! Where the socket of the supervisor is.

use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// The longest path that the kernels of all systems take for a socket, in bytes, with room for what ends it.
const LONGEST: usize = 100;

/// In the stage's folder; where that path is too long for a socket, in a folder of the temporary ones that is named by it.
pub(super) fn of(folder: &Path, temporary: &Path) -> PathBuf {
    let inside = folder.join("control.sock");
    if inside.as_os_str().len() <= LONGEST {
        return inside;
    }
    let digest = Sha256::digest(folder.as_os_str().as_encoded_bytes());
    let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    temporary.join(format!("infra-{hash}")).join("control.sock")
}

/// Refuses a socket in the folder of temporary ones that is of another user: what is said over it may be secret. The folder of a
/// stage is where whoever uses it put it.
pub(crate) fn check(socket: &Path) -> io::Result<()> {
    check_for(socket, &std::env::temp_dir(), rustix::process::geteuid().as_raw())
}

fn check_for(socket: &Path, temporary: &Path, user: u32) -> io::Result<()> {
    let Some(folder) = socket.parent().filter(|folder| folder.starts_with(temporary)) else { return Ok(()) };
    match std::fs::metadata(folder) {
        Ok(found) if found.uid() != user => {
            Err(io::Error::new(io::ErrorKind::PermissionDenied, "another user has made it"))
        }
        // Where nothing is, nobody answers.
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn a_socket_of_another_user_is_not_spoken_to() {
        let folder = Scratch::new();
        let own = folder.file("infra-1/control.sock", "");
        let (temporary, user) = (std::env::temp_dir(), rustix::process::geteuid().as_raw());
        assert!(check_for(&own, &temporary, user).is_ok());
        assert!(check_for(&own, &temporary, user + 1).is_err());
        assert!(check_for(&own, Path::new("/nowhere"), user + 1).is_ok(), "it is where its owner put it");
        assert!(check_for(&temporary.join("nowhere/control.sock"), &temporary, user).is_ok());
    }

    #[test]
    fn a_socket_is_in_the_folder_unless_its_path_is_too_long() {
        let short = of(Path::new("/work/shop/.infra/shop-dev"), Path::new("/tmp"));
        assert_eq!(short, Path::new("/work/shop/.infra/shop-dev/control.sock"));
        let deep = format!("/work/{}/.infra/shop-dev", "deep/".repeat(30));
        let long = of(Path::new(&deep), Path::new("/tmp"));
        assert!(long.starts_with("/tmp") && long.as_os_str().len() < LONGEST, "{long:?}");
        assert_ne!(long, of(Path::new(&format!("{deep}2")), Path::new("/tmp")), "stages have sockets of their own");
    }
}
