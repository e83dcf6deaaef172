//! `eject`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::Session;
use crate::ecs::Known;
use crate::eject;
use crate::failure::{Failure, Kind};
use crate::observe;

pub(super) async fn eject(session: &Session, folder: &Path, force: bool) -> Result<u8, Failure> {
    let folder = session.output.host.folder().join(folder);
    check_free(&folder, force)?;
    let known = known(session).await?;
    let is_deployed = known.is_some();
    let files = eject::files(&session.blueprint, known.unwrap_or_default(), is_deployed).await?;
    let failed = |path: &Path| {
        let path = path.display().to_string();
        move |error: std::io::Error| Failure::new(Kind::Local, format!("cannot write {path}: {error}"))
    };
    fs::create_dir_all(&folder).map_err(failed(&folder))?;
    let mut written = Vec::new();
    for (name, text) in files {
        let path: PathBuf = folder.join(name);
        fs::write(&path, text).map_err(failed(&path))?;
        written.push(path.display().to_string());
    }
    session.output.say(if is_deployed {
        "the files have the values of what stands; README.md says how to go on"
    } else {
        "nothing of the stage stands: what only AWS knows is left open in the files; README.md says how to go on"
    });
    session
        .output
        .result(&written.join("\n"), &json!({ "event": "ejected", "deployed": is_deployed, "files": written }));
    Ok(0)
}

/// What somebody has written there is not overwritten.
fn check_free(folder: &Path, force: bool) -> Result<(), Failure> {
    let is_free = fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
    if is_free || force {
        return Ok(());
    }
    let failure = Failure::new(Kind::Usage, format!("{} is not empty", folder.display()));
    Err(failure.hint("give another folder with `--output`, or overwrite what is there with `--force`"))
}

/// What is known of the stage; none where nothing of it stands.
async fn known(session: &Session) -> Result<Option<Known>, Failure> {
    let clients = session.connect().await?;
    let stacks = observe::read_stacks(&clients, &session.blueprint.names).await?;
    if stacks.is_empty() {
        return Ok(None);
    }
    let default_network = observe::default_network_of(&clients, &session.blueprint).await?;
    Ok(Some(Known { default_network, ..Known::of(&clients, &stacks) }))
}
