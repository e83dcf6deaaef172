//! `synth`.

use std::fs;
use std::path::PathBuf;

use serde_json::json;

use super::Session;
use crate::failure::{Failure, Kind};
use crate::synth::files;
use crate::template;

pub(super) fn synth(session: &Session, folder: PathBuf) -> Result<u8, Failure> {
    template::check_includes(&session.blueprint)?;
    let files = files(&session.blueprint)?;
    let names = &session.blueprint.names;
    let folder = folder.join(format!("{}-{}", names.app, names.stage));
    let failed = |path: &PathBuf| {
        let path = path.display().to_string();
        move |error: std::io::Error| Failure::new(Kind::Local, format!("cannot write {path}: {error}"))
    };
    // What an item left that is no more would be taken for a part of the app.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(failed(&folder))?;
    }
    fs::create_dir_all(&folder).map_err(failed(&folder))?;
    let mut written = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text).map_err(failed(&path))?;
        written.push(path.display().to_string());
    }
    session.output.result(&written.join("\n"), &json!({ "files": written }));
    Ok(0)
}
