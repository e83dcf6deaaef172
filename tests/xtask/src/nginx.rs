//! nginx, to compare with: the machine's, else the package of Debian or Ubuntu unpacked under the target folder. It is not
//! installed, so that no service is started and nothing of the machine changes.

use std::fs;
use std::path::PathBuf;

use crate::failure::Failure;
use crate::step::Step;
use crate::workspace;

/// The path of nginx.
pub(crate) fn find() -> Result<PathBuf, Failure> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let installed = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    if let Some(installed) = installed.map(|folder| folder.join("nginx")).find(|file| file.is_file()) {
        return Ok(installed);
    }
    let folder = workspace::target().join("nginx");
    let program = folder.join("usr").join("sbin").join("nginx");
    if program.is_file() {
        return Ok(program);
    }
    workspace::remove_folder(&folder)?;
    workspace::make_folder(&folder)?;
    let hint = "install nginx, so that it is in the path; or run `apt-get update` first";
    let failed = |what: String| Failure::new(what, hint);
    Step::program("apt-get", &["download", "--quiet", "nginx"])
        .folder(&folder)
        .run()
        .map_err(|failure| failed(format!("nginx is not installed, and its package could not be had\n{failure}")))?;
    let files = fs::read_dir(&folder).map_err(|error| failed(format!("`{}`: {error}", folder.display())))?;
    let package = files
        .filter_map(Result::ok)
        .map(|file| file.path())
        .find(|file| file.extension().is_some_and(|it| it == "deb"));
    let package = package.ok_or_else(|| failed("the package of nginx was not downloaded".to_owned()))?;
    Step::program("dpkg", &["--extract"]).argument(package).argument(&folder).run()?;
    if program.is_file() { Ok(program) } else { Err(failed("the package of nginx has no nginx".to_owned())) }
}
