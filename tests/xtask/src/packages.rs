//! Programs that come from packages of Debian and Ubuntu, and that tests hold the product against.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::step::Step;

/// What the tests of images need, each in a package of its name: a registry, what reads images, and a builder of Dockerfiles.
const IMAGES: [&str; 4] = ["buildah", "docker-registry", "skopeo", "umoci"];

/// Sees to it that what the tests of images need is there.
pub(crate) fn install_for_images() -> Result<(), Failure> {
    install(&IMAGES)
}

/// Sees to it that what images are packed and pushed with beside ours is there.
pub(crate) fn install_for_image_bench() -> Result<(), Failure> {
    install(&["buildah", "docker-registry", "skopeo"])
}

/// Installs what is not there, where this is the administrator of a Debian, as in a container of CI.
fn install(programs: &[&str]) -> Result<(), Failure> {
    let missing = || -> Vec<&str> { programs.iter().copied().filter(|name| !is_there(name)).collect() };
    if missing().is_empty() {
        return Ok(());
    }
    install_packages(&missing())?;
    match missing().as_slice() {
        [] => Ok(()),
        names => Err(Failure::new(
            format!("the tests need programs that are not there: {}", names.join(", ")),
            format!("install them (on Debian `apt install {}`)", names.join(" ")),
        )),
    }
}

/// Installs packages, if this may.
pub(crate) fn install_packages(packages: &[&str]) -> Result<(), Failure> {
    if !is_administrator() || in_path("apt-get").is_none() {
        return Ok(());
    }
    Step::program("apt-get", &["update", "--quiet"]).run()?;
    let mut words = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
    words.extend(packages);
    Step::program("apt-get", &words).surroundings(&[("DEBIAN_FRONTEND", "noninteractive".to_owned())]).run()
}

/// Whether a program is in the path, or named by the variable by which tests find it.
fn is_there(name: &str) -> bool {
    let variable = format!("INFRA_TEST_{}", name.to_uppercase().replace('-', "_"));
    std::env::var_os(variable).is_some() || in_path(name).is_some()
}

/// A program in the path.
pub(crate) fn in_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}

/// Whether this may install what all users of the machine have.
fn is_administrator() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_in_the_path() {
        assert!(in_path("sh").is_some_and(|program| program.ends_with("sh")));
        assert_eq!(in_path("no-such-program"), None);
    }
}
