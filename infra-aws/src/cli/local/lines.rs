//! What services and tasks of this machine write, as it is shown.

use std::path::Path;

use infra_local::logs::{Asked, Follow, Line};
use infra_local::spec::Spec;

use crate::cli::logs::Labels;
use crate::cli::show::Output;
use crate::failure::{Failure, Kind};
use crate::logs::LogLine;

/// Lines as they come, each with what wrote it.
pub(super) struct Lines {
    follow: Follow,
    labels: Labels,
    output: Output,
}

impl Lines {
    /// Shows what is asked; `containers` are all that may write, each with its service or task.
    pub(super) fn new(folder: &Path, asked: Asked, containers: &[(String, String)], output: &Output) -> Self {
        let labels = Labels::of(containers.iter().map(|(item, unit)| (item.as_str(), unit.as_str())));
        Self { follow: Follow::new(folder, asked), labels, output: output.clone() }
    }

    /// Shows what was written since the last time, the first time all; says how many lines that were.
    pub(super) fn show(&mut self) -> Result<usize, Failure> {
        let lines = self.follow.lines().map_err(|error| Failure::new(Kind::Local, error))?;
        let count = lines.len();
        for Line { at, item, task, unit, text, .. } in lines {
            let line = LogLine { at, workload: item, container: unit, task, line: text, id: String::new() };
            self.labels.tell(&self.output, line);
        }
        Ok(count)
    }
}

/// All that may write, each with its service or task.
pub(super) fn containers(spec: &Spec) -> Vec<(String, String)> {
    let services = spec.services.iter().map(|service| (&service.item, &service.units));
    let tasks = spec.tasks.iter().map(|task| (&task.item, &task.units));
    let all = services.chain(tasks);
    all.flat_map(|(item, units)| units.iter().map(|unit| (item.clone(), unit.name.clone()))).collect()
}
