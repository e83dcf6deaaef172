//! Waiting for sources to change.

use std::path::{Path, PathBuf};
use std::time::Duration;

use infra_local::build::{Snapshot, Sources, Wanted, Workspace, wanted};

use super::own::Own;
use crate::cli::local::Stage;
use crate::cli::local::make::cargo;
use crate::failure::{Failure, Kind};

/// How often files are looked at. What changes is waited for until two looks see the same.
const LOOK: Duration = Duration::from_millis(300);
/// How many files are named.
const TOLD: usize = 3;

/// The sources of a stage's binaries, and how they were when these were built last.
pub(super) struct Watched {
    pub(super) workspace: Workspace,
    /// The program of the declarations.
    pub(super) own: Option<Own>,
    sources: Sources,
    seen: Snapshot,
}

impl Watched {
    /// The sources of what is declared, as they are now; none where nothing of the workspace is built.
    pub(super) async fn begin(stage: &Stage<'_>) -> Result<Option<Self>, Failure> {
        let wanted = wanted(&stage.session.blueprint);
        if wanted.is_empty() {
            return Ok(None);
        }
        let workspace = cargo(stage).workspace().await?;
        let own = Own::of(&workspace);
        let mut watched = Self { workspace, own, sources: Sources::default(), seen: Snapshot::default() };
        watched.watch(&wanted)?;
        watched.seen = watched.sources.look();
        Ok(Some(watched))
    }

    /// Watches the sources of what is declared now, and those of the declarations.
    pub(super) fn watch(&mut self, wanted: &[Wanted]) -> Result<(), Failure> {
        let own: Vec<_> = self.own.iter().map(|own| own.binary().clone()).collect();
        self.sources = Sources::of(&self.workspace, wanted, &own)?;
        Ok(())
    }

    /// What cargo wrote itself while it built is no change.
    pub(super) fn built(&mut self) {
        self.seen.take(&self.workspace.root.join("Cargo.lock"), &self.sources.look());
    }

    /// Waits until files have changed and no more do; names them.
    pub(super) async fn changed(&mut self) -> Result<Vec<PathBuf>, Failure> {
        let mut last = self.seen.clone();
        loop {
            tokio::time::sleep(LOOK).await;
            let sources = self.sources.clone();
            let now = tokio::task::spawn_blocking(move || sources.look()).await;
            let now = now.map_err(|error| Failure::new(Kind::Local, error))?;
            let changes = now.changes(&self.seen);
            if !changes.is_empty() && now == last {
                self.seen = now;
                return Ok(changes);
            }
            last = now;
        }
    }
}

/// Files by their paths from the root, the first few of them.
pub(super) fn shown(files: &[PathBuf], root: &Path) -> String {
    let names: Vec<String> =
        files.iter().take(TOLD).map(|file| file.strip_prefix(root).unwrap_or(file).display().to_string()).collect();
    match files.len().saturating_sub(TOLD) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_files_are_named() {
        let files: Vec<PathBuf> =
            ["/shop/src/main.rs", "/elsewhere/lib.rs", "/shop/a.rs", "/shop/b.rs"].map(PathBuf::from).into();
        assert_eq!(shown(&files[..2], Path::new("/shop")), "src/main.rs, /elsewhere/lib.rs");
        assert_eq!(shown(&files, Path::new("/shop")), "src/main.rs, /elsewhere/lib.rs, a.rs and 1 more");
    }
}
