//! Where the socket of the supervisor is.

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

#[cfg(test)]
mod tests {
    use super::*;

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
