//! All that an image of a Dockerfile is built of.

use super::look::Look;
use super::reach::{Entry, Kind, Reached, reach};
use super::stage::{Needs, Take};
use super::warning::{Warning, warnings};
use super::{Bases, DockerfileError, stage};
use crate::known::Known;
use crate::{Digest, Fingerprint};

/// All that an image of a Dockerfile is built of, and what is worth a word of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    /// What decides whether it is built: `stage`, `target`, `platform`, `syntax`, `argument`, `base`, `secret`, `file`, `url`.
    pub fingerprint: Fingerprint,
    /// What its author may want to know.
    pub warnings: Vec<Warning>,
}

impl Look<'_> {
    /// All that the image is built of. Files are read that are not known; a secret's value is salted with `salt`, which is the
    /// project's own.
    pub fn inputs(&self, bases: &Bases, salt: &[u8], known: &mut Known) -> Result<Inputs, DockerfileError> {
        let mut needs = self.needs(bases)?;
        if let Some((line, _)) = needs.undecided.first() {
            let line = *line;
            needs.takes.push(Take {
                line,
                text: "the whole context".to_owned(),
                sources: vec![".".to_owned()],
                ..Take::default()
            });
        }
        let reached = reach(&self.dockerfile.context, &self.ignore, &needs.takes)
            .map_err(|unreadable| DockerfileError::Read { path: unreadable.path, error: unreadable.error })?;
        let mut fingerprint = self.declared(&needs, bases, salt)?;
        let files: Vec<(&String, &Entry)> =
            reached.iter().filter(|(_, entry)| matches!(entry.kind, Kind::File { .. })).collect();
        let read: Vec<_> = files.iter().map(|(_, entry)| (entry.path.as_path(), &entry.metadata)).collect();
        for ((path, entry), digest) in files.iter().zip(known.digests(&read)?) {
            let mode = if entry.kind == (Kind::File { is_executable: true }) { "100755" } else { "100644" };
            fingerprint.add("file", path, format!("{mode} {digest}"));
        }
        others(&mut fingerprint, &reached);
        Ok(Inputs { warnings: warnings(&needs, &reached, bases), fingerprint })
    }

    /// All but the context.
    fn declared(&self, needs: &Needs, bases: &Bases, salt: &[u8]) -> Result<Fingerprint, DockerfileError> {
        let mut fingerprint = Fingerprint::default();
        fingerprint.add("platform", "", self.dockerfile.platform.to_string());
        match &self.file {
            Ok(file) => {
                fingerprint.add("target", "", &needs.target);
                if let Some(syntax) = &file.syntax {
                    fingerprint.add("syntax", "", syntax);
                }
            }
            // Not understood: every letter counts, and every argument.
            Err(_) => {
                fingerprint.add("target", "", self.dockerfile.target.clone().unwrap_or_default());
                fingerprint.add("dockerfile", "", Digest::of(self.text.as_bytes()).as_str());
                for (name, value) in &self.dockerfile.arguments {
                    fingerprint.add("argument", name, Digest::of(value.as_bytes()).as_str());
                }
            }
        }
        for (name, text) in &needs.stages {
            fingerprint.add("stage", name, Digest::of(text.as_bytes()).as_str());
        }
        for (name, value) in &needs.arguments {
            fingerprint.add("argument", name, Digest::of(value.as_bytes()).as_str());
        }
        for image in needs.bases.keys() {
            fingerprint.add("base", &image.reference.to_string(), base(image, bases));
        }
        for address in &needs.addresses {
            fingerprint.add("url", &address.url, address.version.as_deref().unwrap_or("of no known version"));
        }
        for (id, secret) in &self.dockerfile.secrets {
            let version = secret.version(salt).map_err(|reason| DockerfileError::Secret {
                path: self.dockerfile.file.clone(),
                id: id.clone(),
                reason,
            })?;
            fingerprint.add("secret", id, version.as_str());
        }
        Ok(fingerprint)
    }
}

/// What a base image is now. One image for two platforms has two digests where it has no index.
fn base(image: &stage::BaseImage, bases: &Bases) -> String {
    if let Some(digest) = image.reference.digest() {
        return digest.to_string();
    }
    let all = bases.iter().filter(|(other, _)| other.reference == image.reference);
    let mut digests: Vec<&str> = all.map(|(_, base)| base.digest.as_str()).collect();
    digests.dedup();
    if digests.is_empty() { "of no known digest".to_owned() } else { digests.join(" ") }
}

fn others(fingerprint: &mut Fingerprint, reached: &Reached) {
    for (path, entry) in reached {
        match &entry.kind {
            Kind::File { .. } => {}
            Kind::Link(target) => fingerprint.add("file", path, format!("120000 {target}")),
            Kind::Folder => fingerprint.add("file", &format!("{path}/"), "040000"),
            Kind::Other => fingerprint.add("file", path, "of no content"),
        }
    }
}

#[cfg(test)]
mod tests;
