//! Reports as files: what AWS forgets after an hour can still be read later, and sent to somebody.

use std::fs;
use std::io;
use std::path::PathBuf;

use infra_core::blueprint::Names;
use infra_core::event::Report;

/// The folder of one stage's reports.
pub(super) struct Files {
    folder: PathBuf,
    /// What the names of the files begin with.
    prefix: String,
}

impl Files {
    pub(super) fn new(folder: PathBuf, names: &Names) -> Self {
        Self { folder: folder.join("target").join("infra").join("reports"), prefix: names.prefix() }
    }

    /// Writes a report; gives the path, or says why it could not.
    pub(super) fn write(&self, report: &Report) -> Result<String, String> {
        let path = self.folder.join(format!("{}{}-{}.json", self.prefix, report.service, report.revision));
        let written = fs::create_dir_all(&self.folder).and_then(|()| {
            let text = serde_json::to_string_pretty(report).map_err(io::Error::other)?;
            fs::write(&path, text)
        });
        let shown = path.display();
        written.map(|()| shown.to_string()).map_err(|error| format!("cannot write the report {shown}: {error}"))
    }
}
