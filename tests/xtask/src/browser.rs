//! The browser in which tests look at pages.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::step::Step;

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
    if is_administrator() && in_path("apt-get").is_some() {
        Step::program("apt-get", &["update", "--quiet"]).run()?;
        let install = ["install", "--yes", "--quiet", "--no-install-recommends", PACKAGE];
        Step::program("apt-get", &install).surroundings(&[("DEBIAN_FRONTEND", "noninteractive".to_owned())]).run()?;
    }
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

/// A program in the PATH.
pub(crate) fn in_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}

/// Whether this may install what all users of the machine have.
pub(crate) fn is_administrator() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_in_the_path() {
        assert!(in_path("sh").is_some_and(|program| program.ends_with("sh")));
        assert_eq!(in_path("no-such-browser"), None);
    }
}
