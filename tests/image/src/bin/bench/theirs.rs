//! The same with buildah, which packs, and skopeo, which pushes.

use std::fs;
use std::path::Path;
use std::process::Command;

use image_tests::program;

/// A build with the layers of the one before, and a copy to the registry.
pub(crate) fn commands(folder: &Path, registry: &str) -> Vec<Command> {
    let storage = folder.join("storage.conf");
    let driver = std::env::var("STORAGE_DRIVER").unwrap_or_else(|_| "overlay".to_owned());
    let name = folder.display();
    let text = format!("[storage]\ndriver = '{driver}'\ngraphroot = '{name}/layers'\nrunroot = '{name}/run'\n");
    fs::write(&storage, text).unwrap();
    let dockerfile = folder.join("Dockerfile");
    fs::write(&dockerfile, "FROM scratch\nCOPY web /app/web\nENTRYPOINT [\"/app/web\"]\n").unwrap();
    let mut build = Command::new(program("buildah"));
    build.args(["bud", "--quiet", "--isolation", "chroot", "--layers", "--tag", "localhost/web", "--file"]);
    build.arg(dockerfile).arg(folder.join("context"));
    let mut copy = Command::new(program("skopeo"));
    copy.args(["copy", "--quiet", "--dest-tls-verify=false", "containers-storage:localhost/web:latest"]);
    copy.arg(format!("docker://{registry}/web:latest"));
    [build, copy]
        .map(|mut command| {
            command.env("CONTAINERS_STORAGE_CONF", &storage);
            command
        })
        .into()
}
