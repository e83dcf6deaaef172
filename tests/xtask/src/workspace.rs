//! Where things are.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The top folder of the repository.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// Cargo's target folder, absolute: all that is installed or written here lies under it, so `cargo clean` removes it.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => std::path::absolute(&folder).unwrap_or_else(|_| PathBuf::from(folder)),
        None => root().join("target"),
    }
}

/// The cargo that started this program, so that every step uses one toolchain.
pub(crate) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"))
}

/// Makes `folder` and its parents.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| {
        Failure::new(format!("the folder `{}` could not be made: {error}", folder.display()), "see to its permissions")
    })
}

/// Writes `text` to `file`, with the folders above it.
pub(crate) fn write(file: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = file.parent() {
        make_folder(folder)?;
    }
    std::fs::write(file, text).map_err(|error| {
        Failure::new(
            format!("`{}` could not be written: {error}", file.display()),
            "see to the disk's space and to its permissions",
        )
    })
}

/// The text of `file`.
pub(crate) fn read(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| {
        Failure::new(format!("`{}` could not be read: {error}", file.display()), "see that it exists and is text")
    })
}

/// Removes `folder` with all that is in it; one that does not exist is fine.
pub(crate) fn remove_folder(folder: &Path) -> Result<(), Failure> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Failure::new(
            format!("the folder `{}` could not be removed: {error}", folder.display()),
            "remove it by hand",
        )),
        _ => Ok(()),
    }
}
