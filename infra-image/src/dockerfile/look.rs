//! A Dockerfile that was read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::ignore::{self, Ignore};
use super::parse::{self, File};
use super::stage::{self, BaseImage, Needs, Request};
use super::{Bases, Dockerfile, DockerfileError};
use crate::Platform;

/// A Dockerfile and its ignore file, read and understood.
#[derive(Clone, Debug)]
pub struct Look<'a> {
    pub(super) dockerfile: &'a Dockerfile,
    pub(super) text: String,
    /// None where it cannot be read as a Dockerfile: with the line and the reason.
    pub(super) file: Result<File, (usize, String)>,
    pub(super) ignore: Ignore,
    /// Where that was read.
    pub(super) ignore_file: Option<PathBuf>,
    /// The images as they stand in the Dockerfile.
    pub(super) written: BTreeSet<(String, BaseImage)>,
    bases: Vec<BaseImage>,
}

impl Dockerfile {
    /// Reads the Dockerfile and its ignore file, and nothing else.
    pub fn look(&self) -> Result<Look<'_>, DockerfileError> {
        let read = |path: &Path| {
            let path = path.to_owned();
            move |error| DockerfileError::Read { path, error }
        };
        let text = fs::read_to_string(&self.file).map_err(read(&self.file))?;
        let ignored = ignore::file(&self.file, &self.context).map_err(read(&self.context))?;
        let (ignore, ignore_file) = match ignored {
            None => (Ignore::default(), None),
            Some((path, text)) => match Ignore::read(&text) {
                Ok(ignore) => (ignore, Some(path)),
                Err(none) => return Err(DockerfileError::Ignore { path, line: none.line, pattern: none.text }),
            },
        };
        let file = parse::parse(&text).map_err(|error| (error.line, error.reason));
        let (written, bases) = Default::default();
        let mut look = Look { dockerfile: self, text, file, ignore, ignore_file, written, bases };
        let needs = look.needs(&Bases::new())?;
        look.written = needs.written;
        look.bases = needs.bases.into_keys().collect();
        Ok(look)
    }
}

impl Look<'_> {
    /// The images that the needed stages stand on or copy from.
    #[must_use]
    pub fn bases(&self) -> &[BaseImage] {
        &self.bases
    }

    /// What the target needs.
    pub(super) fn needs(&self, bases: &Bases) -> Result<Needs, DockerfileError> {
        let file = match &self.file {
            Ok(file) => file,
            Err((line, reason)) => {
                return Ok(Needs { undecided: vec![(*line, reason.clone())], ..Needs::default() });
            }
        };
        let arguments = self.dockerfile.arguments.iter().cloned().collect();
        let triggers = bases.iter().map(|(image, base)| (image.clone(), base.on_build.clone())).collect();
        let request = Request {
            target: self.dockerfile.target.as_deref(),
            arguments: &arguments,
            platform: self.dockerfile.platform,
            builder: Platform::here(),
            triggers: &triggers,
        };
        stage::needs(file, request).map_err(|stage::NoStage(target)| DockerfileError::NoStage {
            path: self.dockerfile.file.clone(),
            target,
            stages: file.stages.iter().filter_map(|stage| parse::name(&stage.from)).collect(),
        })
    }
}
