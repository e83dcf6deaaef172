//! The product's own works in a test: real builds and a real registry take real time, which passes on another thread while the
//! test's clock stands still.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use infra_image::images::{
    Asked, Builds, How, ImageError, ImageEvent, Inspected, Later, Looked, Missing, Remote, Resolved, Tell, Wanted,
    Works, Workshop,
};
use infra_image::{Digest, Fingerprint};
use simulator::Simulator;

use crate::yard::Yard;

/// The works of a workspace, which tell the simulated registry what has arrived in the real one.
pub(crate) struct Real {
    workshop: Arc<Workshop>,
    yard: Yard,
    aws: Simulator,
    folder: PathBuf,
}

impl Real {
    pub(crate) fn new(folder: &Path, yard: Yard, aws: Simulator) -> Self {
        Self { workshop: Arc::new(Workshop::new(folder, false)), yard, aws, folder: folder.to_owned() }
    }
}

/// Does something on a thread of its own, with a clock of its own.
fn apart<'a, T: Send + 'static>(
    workshop: &Arc<Workshop>,
    work: impl AsyncFnOnce(&Workshop) -> Result<T, ImageError> + Send + 'static,
) -> Later<'a, T> {
    let workshop = Arc::clone(workshop);
    Box::pin(async move {
        let done = tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(work(&workshop))
        });
        done.await.map_err(|error| ImageError::Files(std::io::Error::other(error)))?
    })
}

type Heard = Arc<Mutex<Vec<ImageEvent>>>;

fn take(heard: &Heard) -> Vec<ImageEvent> {
    std::mem::take(&mut *heard.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Works for Real {
    fn look<'a>(&'a self, wanted: &'a [Wanted], known: &'a Builds) -> Later<'a, Vec<Looked>> {
        let (wanted, known) = (wanted.to_vec(), known.clone());
        apart(&self.workshop, async move |workshop: &Workshop| workshop.look(&wanted, &known).await)
    }

    fn build<'a>(&'a self, images: &'a [Looked], how: How, tell: Tell<'a>) -> Later<'a, BTreeMap<String, Digest>> {
        for looked in images {
            self.yard.say(format!("build {}", looked.wanted.key), &self.aws);
        }
        let (images, heard) = (images.to_vec(), Heard::default());
        let told = Arc::clone(&heard);
        let built = apart(&self.workshop, async move |workshop: &Workshop| {
            let hear = |event| told.lock().unwrap_or_else(PoisonError::into_inner).push(event);
            workshop.build(&images, how, &hear).await
        });
        Box::pin(async move {
            let built = built.await;
            take(&heard).into_iter().for_each(tell);
            built
        })
    }

    fn has(&self, image: &Digest) -> bool {
        self.workshop.has(image)
    }

    fn missing<'a>(&'a self, image: &'a Digest, to: Option<&'a Remote>) -> Later<'a, Missing> {
        let (image, to) = (image.clone(), to.cloned());
        apart(&self.workshop, async move |workshop: &Workshop| workshop.missing(&image, to.as_ref()).await)
    }

    fn push<'a>(&'a self, image: &'a Digest, tag: &'a str, to: &'a Remote, tell: Tell<'a>) -> Later<'a, ()> {
        self.yard.say(format!("push {}", to.repository), &self.aws);
        let (heard, own) = (Heard::default(), (image.clone(), tag.to_owned(), to.clone()));
        let told = Arc::clone(&heard);
        let pushed = apart(&self.workshop, async move |workshop: &Workshop| {
            let hear = |event| told.lock().unwrap_or_else(PoisonError::into_inner).push(event);
            workshop.push(&own.0, &own.1, &own.2, &hear).await
        });
        Box::pin(async move {
            let pushed = pushed.await;
            take(&heard).into_iter().for_each(tell);
            pushed?;
            let blobs = self.folder.join(".infra/images/store/blobs/sha256");
            let manifest = std::fs::read_to_string(blobs.join(image.hex()))?;
            let arrived = self.aws.pushed(&to.repository, image.as_str(), tag, &manifest);
            if arrived { Ok(()) } else { Err(ImageError::Files(std::io::Error::other("no such repository"))) }
        })
    }

    fn origins<'a>(&'a self, image: &'a Digest, at: &'a Remote) -> Later<'a, Vec<Fingerprint>> {
        let (image, at) = (image.clone(), at.clone());
        apart(&self.workshop, async move |workshop: &Workshop| workshop.origins(&image, &at).await)
    }

    fn inspect(&self, image: &Digest) -> Result<Inspected, ImageError> {
        self.workshop.inspect(image)
    }

    fn inspect_pushed<'a>(&'a self, image: &'a Digest, at: &'a Remote) -> Later<'a, Inspected> {
        let (image, at) = (image.clone(), at.clone());
        apart(&self.workshop, async move |workshop: &Workshop| workshop.inspect_pushed(&image, &at).await)
    }

    fn export<'a>(&'a self, images: &'a BTreeMap<String, Digest>, folder: &'a Path) -> Later<'a, ()> {
        let (images, folder) = (images.clone(), folder.to_owned());
        apart(&self.workshop, async move |workshop: &Workshop| workshop.export(&images, &folder).await)
    }

    fn resolve<'a>(&'a self, asked: &'a Asked) -> Later<'a, Option<Resolved>> {
        let asked = asked.clone();
        apart(&self.workshop, async move |workshop: &Workshop| workshop.resolve(&asked).await)
    }
}
