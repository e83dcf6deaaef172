//! The browser in which tests look at pages.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::packages::{in_path, install_packages};

/// Says where a browser is that is not in the PATH.
pub(crate) const VARIABLE: &str = "INFRA_TEST_BROWSER";
/// The names under which systems have Chromium, and what is made of it.
const NAMES: [&str; 5] =
    ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// Where macOS has it.
const APPLICATIONS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
/// What Debian calls it.
const PACKAGE: &str = "chromium-headless-shell";

/// The browser's program. Where none is there, and this is the administrator of a Debian, as in a container of CI, it is
/// installed.
pub(crate) fn install() -> Result<PathBuf, Failure> {
    if let Some(found) = find() {
        return Ok(found);
    }
    install_packages(&[PACKAGE])?;
    find().ok_or_else(|| {
        Failure::new(
            "no browser is there, in which tests look at pages",
            format!("install Chromium (on Debian `apt install {PACKAGE}`), or name one by `{VARIABLE}`"),
        )
    })
}

fn find() -> Option<PathBuf> {
    let given = std::env::var_os(VARIABLE).map(PathBuf::from);
    let applications = APPLICATIONS.iter().map(PathBuf::from).filter(|program| program.is_file());
    given.into_iter().chain(NAMES.iter().filter_map(|name| in_path(name))).chain(applications).next()
}
