//! `image`: the images that are built of the app, apart from a deploy.

mod push;

use std::collections::BTreeMap;
use std::path::Path;

use infra_core::event::Bytes;
use infra_image::images::{Builds, How, ImageError, ImageEvent, Inspected, Looked, Works, wanted};
use infra_image::{Digest, Verdict};
use serde_json::json;

use super::arguments::ImageCommand;
use super::table::table;
use super::{Session, images, interrupt};
use crate::failure::{Failure, Kind};
use crate::images::{Shipper, inspect as inspect_deployed, listed};

/// What is said where there is nothing to do.
const NONE_IS_BUILT: &str = "No image of this app is built.";

/// Does what a command says with images.
pub(super) async fn image(session: &Session, command: ImageCommand) -> Result<u8, Failure> {
    match command {
        ImageCommand::Build { images, output, debug, rebuild } => {
            let how = How { anew: rebuild, symbols: debug };
            interrupt::stop(session, Box::pin(build(session, &images, output.as_deref(), how))).await?;
        }
        ImageCommand::Push { images, to, tag } => {
            interrupt::leave(session, Box::pin(push::push(session, &images, to.as_deref(), tag.as_deref()))).await?;
        }
        ImageCommand::Inspect { image } => inspect(session, &image).await?,
        ImageCommand::Ls => interrupt::leave(session, Box::pin(ls(session))).await?,
    }
    Ok(0)
}

/// Builds what must be built of these, or of all; gives the digests of all of these.
async fn made(
    session: &Session,
    works: &dyn Works,
    names: &[String],
    how: How,
) -> Result<BTreeMap<String, (Digest, bool)>, Failure> {
    let all = wanted(&session.blueprint);
    if let Some(name) = names.iter().find(|name| all.iter().all(|wanted| wanted.key != **name)) {
        return Err(unknown(session, name));
    }
    let chosen: Vec<_> = all.into_iter().filter(|wanted| names.is_empty() || names.contains(&wanted.key)).collect();
    let looked = works.look(&chosen, &Builds::new()).await.map_err(failed)?;
    looked.iter().flat_map(|looked| &looked.warnings).for_each(|warning| session.output.say(warning));
    let known = |looked: &Looked| match &looked.verdict {
        // Symbols are of a build, and what is to be new is, too.
        Verdict::Unchanged(digest) if how == How::default() && works.has(digest) => Some(digest.clone()),
        Verdict::Unchanged(_) | Verdict::Build(_) => None,
    };
    let mut made: BTreeMap<String, (Digest, bool)> = BTreeMap::new();
    let mut open = Vec::new();
    for looked in looked {
        match known(&looked) {
            Some(digest) => drop(made.insert(looked.wanted.key.clone(), (digest, false))),
            None => open.push(looked),
        }
    }
    if !open.is_empty() {
        let tell = |event: ImageEvent| images::show(session, &event);
        let built = works.build(&open, how, &tell).await.map_err(failed)?;
        made.extend(built.into_iter().map(|(key, digest)| (key, (digest, true))));
    }
    Ok(made)
}

/// No image is called so.
fn unknown(session: &Session, name: &str) -> Failure {
    let known: Vec<String> = wanted(&session.blueprint).into_iter().map(|wanted| wanted.key).collect();
    let hint = if known.is_empty() {
        "images are built where a declaration has `image = cargo(..)` or `dockerfile(..)`".to_owned()
    } else {
        format!("those that are: {}", known.join(", "))
    };
    Failure::new(Kind::Usage, format!("no image that is built is called `{name}`")).hint(hint)
}

async fn build(session: &Session, names: &[String], output: Option<&Path>, how: How) -> Result<(), Failure> {
    let works = session.output.host.images();
    let made = made(session, &*works, names, how).await?;
    let mut rows = Vec::new();
    for (key, (digest, built)) in &made {
        let bytes = works.missing(digest, None).await.map_err(failed)?.bytes;
        let how = if *built { "built" } else { "unchanged" };
        rows.push(vec![key.clone(), digest.to_string(), Bytes(bytes).to_string(), how.to_owned()]);
    }
    if let Some(folder) = output {
        let images = made.iter().map(|(key, (digest, _))| (key.clone(), digest.clone())).collect();
        works.export(&images, &session.output.host.folder().join(folder)).await.map_err(failed)?;
    }
    let values: BTreeMap<&String, _> =
        made.iter().map(|(key, (digest, built))| (key, json!({ "digest": digest, "built": built }))).collect();
    let text = if rows.is_empty() { NONE_IS_BUILT.to_owned() } else { table(&["IMAGE", "DIGEST", "SIZE", ""], &rows) };
    session.output.result(&text, &json!({ "images": values }));
    Ok(())
}

async fn inspect(session: &Session, name: &str) -> Result<(), Failure> {
    let works = session.output.host.images();
    let chosen: Vec<_> = wanted(&session.blueprint).into_iter().filter(|wanted| wanted.key == name).collect();
    if chosen.is_empty() {
        return Err(unknown(session, name));
    }
    let looked = works.look(&chosen, &Builds::new()).await.map_err(failed)?;
    let here = looked.into_iter().find_map(|looked| match looked.verdict {
        Verdict::Unchanged(digest) if works.has(&digest) => Some(digest),
        Verdict::Unchanged(_) | Verdict::Build(_) => None,
    });
    if let Some(digest) = here {
        let inspected = works.inspect(&digest).map_err(failed)?;
        show(session, "as it was built on this machine", "machine", &inspected);
        return Ok(());
    }
    let missing = || {
        Failure::new(Kind::Usage, format!("`{name}` is not built as it is declared now, and not deployed"))
            .hint(format!("`image build {name}` builds it"))
    };
    let clients = session.connect().await?;
    let deployed = inspect_deployed(&Shipper::new(works), &clients, &session.blueprint, name).await?;
    let (repository, inspected) = deployed.ok_or_else(missing)?;
    show(session, &format!("as it is deployed, from {repository}"), "registry", &inspected);
    Ok(())
}

/// Shows an image with where it was read.
fn show(session: &Session, how: &str, from: &str, image: &Inspected) {
    session.output.result(&format!("{how}:\n{}", text(image)), &Shown { from, image });
}

/// An image with where it was read.
#[derive(serde::Serialize)]
struct Shown<'image> {
    /// `machine` or `registry`.
    from: &'image str,
    #[serde(flatten)]
    image: &'image Inspected,
}

fn text(image: &Inspected) -> String {
    let mut lines = vec![format!("{} ({})", image.digest, Bytes(image.bytes))];
    lines.extend(image.layers.iter().map(|(digest, bytes)| format!("  layer {digest} ({})", Bytes(*bytes))));
    lines.push(format!("  configuration {}", image.config));
    if let Some(fingerprint) = &image.fingerprint {
        let inputs: Vec<String> = image.inputs.iter().map(|(kind, count)| format!("{count} × {kind}")).collect();
        lines.push(format!("  built of {fingerprint}: {}", inputs.join(", ")));
    }
    if let Some(packages) = image.packages {
        lines.push(format!("  bill of materials: {packages} packages"));
    }
    lines.join("\n")
}

async fn ls(session: &Session) -> Result<(), Failure> {
    let clients = session.connect().await?;
    let listed = listed(&clients, &session.blueprint).await?;
    let rows: Vec<Vec<String>> = listed
        .iter()
        .map(|image| {
            let used = if image.used_by.is_empty() { "nothing".to_owned() } else { image.used_by.join(", ") };
            let retired = if image.retired { " (retired)" } else { "" };
            let digest = image.digest.get(..19).unwrap_or(&image.digest);
            vec![
                image.repository.clone(),
                digest.to_owned(),
                Bytes(image.bytes).to_string(),
                format!("{used}{retired}"),
            ]
        })
        .collect();
    let text = if rows.is_empty() {
        "No image is in the repositories of this stage.".to_owned()
    } else {
        table(&["REPOSITORY", "IMAGE", "SIZE", "USED BY"], &rows)
    };
    session.output.result(&text, &json!({ "images": listed }));
    Ok(())
}

fn failed(error: ImageError) -> Failure {
    let kind = if matches!(error, ImageError::Declared { .. }) { Kind::Usage } else { Kind::Local };
    let hint = error.hint().map(str::to_owned);
    hint.into_iter().fold(Failure::new(kind, error), Failure::hint)
}
