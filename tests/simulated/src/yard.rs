//! What builds and pushes images in tests: a source is a text, and what stands behind `//` in it is a comment.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use infra_aws::core::declaration::Image;
use infra_image::images::{
    Asked, Builds, How, ImageError, ImageEvent, Inspected, Later, Looked, Missing, Remote, Resolved, Tell, Wanted,
    Works,
};
use infra_image::{Digest, Fingerprint, Record, Verdict};
use simulator::Simulator;

use crate::works::Real;

/// How many bytes every image has.
const BYTES: u64 = 7_400_000;

/// A yard in which images are built, as long as there is an account.
#[derive(Clone, Debug, Default)]
pub struct Yard(Arc<Mutex<State>>);

#[derive(Clone, Debug, Default)]
struct State {
    sources: BTreeMap<String, String>,
    broken: BTreeSet<String>,
    full: BTreeSet<String>,
    hangs: bool,
    workspace: Option<std::path::PathBuf>,
    records: BTreeMap<String, Vec<Record>>,
    images: BTreeMap<Digest, Fingerprint>,
    /// What references stand for, with their platforms; none where the registry cannot be reached. What is not here is left
    /// as it is declared.
    names: BTreeMap<String, Option<(String, Vec<String>)>>,
    said: Vec<String>,
    calls: Vec<usize>,
}

impl Yard {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn fork(&self) -> Self {
        Self(Arc::new(Mutex::new(self.state().clone())))
    }

    /// From now on the images of this workspace are built and pushed in truth.
    pub fn is_of(&self, workspace: &std::path::Path) {
        self.state().workspace = Some(workspace.to_owned());
    }

    /// What builds and pushes for a command.
    pub(crate) fn works(&self, aws: &Simulator) -> Arc<dyn Works> {
        let workspace = self.state().workspace.clone();
        match workspace {
            Some(workspace) => Arc::new(Real::new(&workspace, self.clone(), aws.clone())),
            None => Arc::new(Worker { yard: self.clone(), aws: aws.clone() }),
        }
    }

    /// Notes what was done.
    pub(crate) fn say(&self, line: String, aws: &Simulator) {
        let calls = aws.calls().len();
        let mut state = self.state();
        state.said.push(line);
        state.calls.push(calls);
    }

    /// The source of a binary, or a Dockerfile.
    pub fn source(&self, name: &str, text: &str) {
        self.state().sources.insert(name.to_owned(), text.to_owned());
    }

    /// What a reference stands for from now on, and the platforms.
    pub fn name(&self, reference: &str, text: &str, platforms: &[&str]) {
        let platforms = platforms.iter().map(|platform| (*platform).to_owned()).collect();
        self.state().names.insert(reference.to_owned(), Some((text.to_owned(), platforms)));
    }

    /// The registry of a reference cannot be reached any more.
    pub fn unreachable(&self, reference: &str) {
        self.state().names.insert(reference.to_owned(), None);
    }

    /// From now on nobody can build it, or can again.
    pub fn breaks(&self, name: &str, broken: bool) {
        let mut state = self.state();
        if broken {
            state.broken.insert(name.to_owned());
        } else {
            state.broken.remove(name);
        }
    }

    /// From now on nothing can be pushed into this repository, or can again.
    pub fn full(&self, repository: &str, full: bool) {
        let mut state = self.state();
        if full {
            state.full.insert(repository.to_owned());
        } else {
            state.full.remove(repository);
        }
    }

    /// From now on builds do not end, or do again.
    pub fn hangs(&self, hangs: bool) {
        self.state().hangs = hangs;
    }

    /// Everything goes that this machine has built.
    pub fn clean(&self) {
        let mut state = self.state();
        state.records.clear();
        state.images.clear();
    }

    /// What was built and pushed since the last time that was asked, in its order.
    #[must_use]
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.state().said)
    }

    /// How many calls there had been to AWS at each build and push.
    #[must_use]
    pub fn take_calls(&self) -> Vec<usize> {
        std::mem::take(&mut self.state().calls)
    }
}

/// The yard of an account.
pub(crate) struct Worker {
    pub(crate) yard: Yard,
    pub(crate) aws: Simulator,
}

fn name(wanted: &Wanted) -> String {
    match wanted.image {
        Image::Cargo(cargo) => cargo.bin.to_owned(),
        Image::Dockerfile(dockerfile) => dockerfile.path.to_owned(),
        Image::Reference(reference) => reference.to_owned(),
    }
}

/// Where what an image was built of is kept beside it.
fn manifest(image: &Digest) -> String {
    format!("{{\"image\":\"{image}\"}}")
}

impl Worker {
    fn fingerprint(&self, wanted: &Wanted) -> Fingerprint {
        let name = name(wanted);
        let source = self.yard.state().sources.get(&name).cloned().unwrap_or_default();
        let mut fingerprint = Fingerprint::default();
        fingerprint.add("file", &format!("{name}/src/main.rs"), source);
        fingerprint.add("declaration", "", format!("{:?}", wanted.image));
        fingerprint.add("platform", "", wanted.platform.to_string());
        fingerprint
    }

    fn say(&self, line: String) {
        self.yard.say(line, &self.aws);
    }
}

impl Works for Worker {
    fn look<'a>(&'a self, wanted: &'a [Wanted], known: &'a Builds) -> Later<'a, Vec<Looked>> {
        let looked = wanted.iter().map(|wanted| {
            let fingerprint = self.fingerprint(wanted);
            let mut records = known.get(&wanted.key).cloned().unwrap_or_default();
            records.extend(self.yard.state().records.get(&wanted.key).cloned().unwrap_or_default());
            let verdict = Verdict::of(&fingerprint, &records);
            Looked { wanted: wanted.clone(), fingerprint, verdict, warnings: Vec::new() }
        });
        let looked = looked.collect();
        Box::pin(async { Ok(looked) })
    }

    fn build<'a>(&'a self, images: &'a [Looked], how: How, tell: Tell<'a>) -> Later<'a, BTreeMap<String, Digest>> {
        Box::pin(async move {
            if self.yard.state().hangs {
                std::future::pending::<()>().await;
            }
            let mut built = BTreeMap::new();
            for looked in images {
                let name = name(&looked.wanted);
                if self.yard.state().broken.contains(&name) {
                    let hint = Some(format!("mend {name}"));
                    return Err(ImageError::Build { image: name, why: "it does not compile".into(), hint });
                }
                let text = looked.fingerprint.inputs().map(|(_, value)| value.split("//").next().unwrap_or_default());
                // What a build fetches is another by then.
                let anew = if how.anew { " anew" } else { "" };
                let digest = Digest::of(format!("{}{anew}", text.collect::<Vec<_>>().join(" ")).as_bytes());
                self.say(format!("build {name}{anew}"));
                let mut state = self.yard.state();
                let record = Record { fingerprint: looked.fingerprint.clone(), image: digest.clone() };
                let records = state.records.entry(looked.wanted.key.clone()).or_default();
                records.retain(|other| other.fingerprint != record.fingerprint);
                records.insert(0, record);
                state.images.insert(digest.clone(), looked.fingerprint.clone());
                built.insert(looked.wanted.key.clone(), digest.clone());
                drop(state);
                tell(ImageEvent::Built { image: looked.wanted.key.clone(), digest: digest.to_string(), bytes: BYTES });
            }
            Ok(built)
        })
    }

    fn has(&self, image: &Digest) -> bool {
        self.yard.state().images.contains_key(image)
    }

    fn missing<'a>(&'a self, _: &'a Digest, _: Option<&'a Remote>) -> Later<'a, Missing> {
        Box::pin(async { Ok(Missing { manifest: true, bytes: BYTES }) })
    }

    fn push<'a>(&'a self, image: &'a Digest, tag: &'a str, to: &'a Remote, tell: Tell<'a>) -> Later<'a, ()> {
        let done = (|| {
            if !to.endpoint.contains(".dkr.ecr.") {
                self.say(format!("push {}/{}:{tag}", to.endpoint, to.repository));
                return Ok(());
            }
            self.say(format!("push {}", to.repository));
            if self.yard.state().full.contains(&to.repository) {
                let (why, hint) = ("there is no room".to_owned(), Some("make room".to_owned()));
                return Err(ImageError::Registry { registry: format!("repository {}", to.repository), why, hint });
            }
            if !self.has(image) || !self.aws.pushed(&to.repository, image.as_str(), tag, &manifest(image)) {
                let why = format!("there is no repository {}, or no image to push", to.repository);
                return Err(ImageError::Registry { registry: to.endpoint.clone(), why, hint: None });
            }
            tell(ImageEvent::Pushed { image: to.repository.clone(), bytes: BYTES, of: BYTES });
            let fingerprint = self.yard.state().images.get(image).cloned().unwrap_or_default();
            let text = serde_json::to_string(&fingerprint).unwrap_or_default();
            self.aws.attach(&to.repository, image.as_str(), &text);
            Ok(())
        })();
        Box::pin(async { done })
    }

    fn origins<'a>(&'a self, image: &'a Digest, at: &'a Remote) -> Later<'a, Vec<Fingerprint>> {
        let texts = self.aws.attached(&at.repository, image.as_str());
        let origins = texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
        Box::pin(async { Ok(origins) })
    }

    fn inspect(&self, _: &Digest) -> Result<Inspected, ImageError> {
        Err(ImageError::Files(std::io::Error::other("there is nothing in it")))
    }

    fn inspect_pushed<'a>(&'a self, image: &'a Digest, _: &'a Remote) -> Later<'a, Inspected> {
        let inspected = self.inspect(image);
        Box::pin(async { inspected })
    }

    fn export<'a>(&'a self, _: &'a BTreeMap<String, Digest>, _: &'a std::path::Path) -> Later<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn resolve<'a>(&'a self, asked: &'a Asked) -> Later<'a, Option<Resolved>> {
        let known = self.yard.state().names.get(&asked.reference).cloned();
        let resolved = match known {
            None => Ok(None),
            Some(None) => {
                let registry = asked.reference.split('/').next().unwrap_or_default().to_owned();
                Err(ImageError::Registry { registry, why: "cannot be reached".into(), hint: None })
            }
            Some(Some((text, platforms))) => {
                let fits = platforms.contains(&asked.platform.to_string());
                Ok(Some(Resolved { digest: Digest::of(text.as_bytes()), fits, platforms }))
            }
        };
        Box::pin(async { resolved })
    }
}
