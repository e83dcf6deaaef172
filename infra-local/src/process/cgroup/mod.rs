//! Control groups of Linux: what the processes of a task use together is held by the kernel as it is declared.
//!
//! A stage has a group, each of its tasks has one in that, with the task's limits, and each container of a task one in the
//! task's. Version 1 has a tree of groups for each resource, version 2 one for all. The stage's group is written down before it is
//! made, and goes with its last task.

mod file;
mod find;
mod group;
mod remove;
mod sweep;
mod tree;

#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;

use tree::{Made, Tree};

pub(crate) use file::{Amounts, Controller};
pub(crate) use group::Group;
pub(crate) use remove::{kill, remove};

/// What is not held, and why.
pub(super) type Missing = Vec<(Controller, String)>;

/// Writes down where groups are about to be made.
type Write = Box<dyn Fn(Vec<PathBuf>) -> io::Result<()> + Send + Sync>;

/// The groups of a stage, which are made when the first is needed.
pub(crate) struct Cgroups {
    name: String,
    write: Write,
    made: OnceLock<(Vec<Made>, Missing)>,
}

impl Cgroups {
    /// Those of a stage of an app. `write` writes down where they are about to be.
    pub(crate) fn new(app: &str, stage: &str, write: Write) -> Self {
        Self { name: sweep::name(app, stage, std::process::id()), write, made: OnceLock::new() }
    }

    /// The group of a container of a task. What cannot be held it says itself.
    pub(crate) fn of(&self, task: &str, unit: &str, of_task: Amounts, of_unit: Amounts) -> Group {
        let (trees, missing) = self.made.get_or_init(|| self.make());
        let mut group = Group::new(of_task, of_unit, missing.clone());
        for tree in trees {
            group.add(tree, tree.place(task, unit, &of_task, &of_unit));
        }
        group
    }

    fn make(&self) -> (Vec<Made>, Missing) {
        let read = |path| fs::read_to_string(path).unwrap_or_default();
        let trees = find::trees(&read("/proc/self/cgroup"), &read("/proc/self/mountinfo"));
        for tree in &trees {
            sweep::sweep(&tree.top);
        }
        make(&trees, &self.name, &self.write)
    }

    /// Removes the groups of a task that has ended, and makes an end of what has stayed in them.
    pub(crate) async fn end(&self, task: &str) {
        for tree in self.trees() {
            remove(&tree.stage.join(task)).await;
        }
    }

    /// Removes all groups.
    pub(crate) async fn close(&self) {
        for tree in self.trees() {
            remove(&tree.stage).await;
        }
    }

    fn trees(&self) -> &[Made] {
        self.made.get().map(|(trees, _)| &trees[..]).unwrap_or_default()
    }
}

/// Makes the group of a stage in each tree.
fn make(trees: &[Tree], name: &str, write: &Write) -> (Vec<Made>, Missing) {
    let mut missing: Missing = Controller::ALL
        .into_iter()
        .filter(|controller| !trees.iter().any(|tree| tree.controllers.contains(controller)))
        .map(|controller| (controller, "this system has no control groups for it".to_owned()))
        .collect();
    if trees.is_empty() {
        return (Vec::new(), missing);
    }
    let folders = trees.iter().map(|tree| tree.parent.join(name)).collect();
    if let Err(error) = write(folders) {
        let why = format!("its control groups cannot be written down: {error}");
        return (Vec::new(), Controller::ALL.map(|controller| (controller, why.clone())).to_vec());
    }
    let made = trees.iter().filter_map(|tree| tree.make(name, &mut missing)).collect();
    (made, missing)
}
