//! `image push`: images into the repositories of their stage, or into any registry.

use infra_core::event::Event;
use infra_image::Reference;
use infra_image::images::{How, ImageEvent, Remote, tag, wanted};
use serde_json::json;

use super::{NONE_IS_BUILT, failed, made};
use crate::cli::Session;
use crate::cli::report::Reporter;
use crate::cli::table::table;
use crate::failure::{Failure, Kind};
use crate::images::Shipper;

/// An image that was pushed.
struct Pushed {
    key: String,
    repository: String,
    digest: String,
}

/// Who is told how many bytes of how many have arrived.
type Sent<'a> = &'a (dyn Fn(u64, u64) + Send + Sync);

/// Builds what must be built of these images, or of all, and pushes all of these.
pub(super) async fn push(
    session: &Session,
    names: &[String],
    to: Option<&str>,
    tag: Option<&str>,
) -> Result<(), Failure> {
    let pushed = match to {
        Some(to) => to_registry(session, names, to, tag).await?,
        None => to_stage(session, names).await?,
    };
    let lines: Vec<Vec<String>> = pushed
        .iter()
        .map(|Pushed { key, repository, digest }| vec![key.clone(), format!("{repository}@{digest}")])
        .collect();
    let values: Vec<_> = pushed
        .iter()
        .map(|Pushed { key, repository, digest }| json!({ "image": key, "repository": repository, "digest": digest }))
        .collect();
    let text = if lines.is_empty() { NONE_IS_BUILT.to_owned() } else { table(&["IMAGE", "PUSHED"], &lines) };
    session.output.result(&text, &json!({ "images": values }));
    Ok(())
}

/// Into the repositories of the stage.
async fn to_stage(session: &Session, names: &[String]) -> Result<Vec<Pushed>, Failure> {
    let clients = session.connect().await?;
    let works = session.output.host.images();
    let made = made(session, &*works, names, How::default()).await?;
    let (shipper, reporter) = (Shipper::new(works), Reporter::new(session));
    let mut pushed = Vec::new();
    for (_, workload) in session.blueprint.workloads() {
        for (key, repository) in crate::template::repositories(workload) {
            let Some((digest, _)) = made.get(&key) else { continue };
            let digest = digest.to_string();
            let push = async |sent: Sent<'_>| shipper.push(&clients, &repository, &digest, sent).await;
            told(&reporter, pushed.len(), &key, push).await?;
            pushed.push(Pushed { key, repository, digest });
        }
    }
    Ok(pushed)
}

/// Into repositories of any registry, each called as its image behind what `to` says. AWS is not asked.
async fn to_registry(
    session: &Session,
    names: &[String],
    to: &str,
    named: Option<&str>,
) -> Result<Vec<Pushed>, Failure> {
    // What cannot be pushed there is not built for it.
    for wanted in wanted(&session.blueprint) {
        reference(to, &wanted.key, named.unwrap_or("latest"))?;
    }
    let works = session.output.host.images();
    let made = made(session, &*works, names, How::default()).await?;
    let reporter = Reporter::new(session);
    let mut beside: Vec<String> = Vec::new();
    let mut pushed = Vec::new();
    for (key, (digest, _)) in made {
        let tag = named.unwrap_or_else(|| tag(&digest));
        let reference = reference(to, &key, tag)?;
        let remote = Remote {
            endpoint: reference.registry().to_owned(),
            repository: reference.repository().to_owned(),
            credentials: None,
            beside: beside.clone(),
        };
        let push = async |sent: Sent<'_>| {
            let tell = |event| {
                if let ImageEvent::Pushed { bytes, of, .. } = event {
                    sent(bytes, of);
                }
            };
            works.push(&digest, tag, &remote, &tell).await
        };
        told(&reporter, pushed.len(), &key, push).await.map_err(failed)?;
        let repository = format!("{}/{}", remote.endpoint, remote.repository);
        beside.push(remote.repository);
        pushed.push(Pushed { key, repository, digest: digest.to_string() });
    }
    Ok(pushed)
}

/// Pushes an image, and shows how far it is.
async fn told<E>(
    reporter: &std::sync::Arc<Reporter>,
    step: usize,
    key: &str,
    push: impl AsyncFnOnce(Sent<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let (tell, subject) = (reporter.teller(), format!("{key} image"));
    tell(Event::Started { step, subject: subject.clone() });
    let pushed = push(&|bytes, of| tell(Event::Sent { step, subject: subject.clone(), bytes, of })).await;
    match pushed {
        Ok(()) => tell(Event::Done { step, subject }),
        // Why is told where the command ends.
        Err(_) => reporter.hush(true),
    }
    pushed
}

/// The name of an image in a registry.
fn reference(to: &str, key: &str, tag: &str) -> Result<Reference, Failure> {
    let name = format!("{}/{key}:{tag}", to.trim_end_matches('/'));
    name.parse().map_err(|error| {
        Failure::new(Kind::Usage, error).hint(
            "`--to` takes a registry and what the repositories begin with, as `ghcr.io/acme` or `localhost:5000`; `--tag` \
             a tag",
        )
    })
}
