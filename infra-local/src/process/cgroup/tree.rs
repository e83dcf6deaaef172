//! Groups are made: folders of a file system of the kernel's.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Missing;
use super::file::{self, Amounts, CHILDREN, CONTROLLERS, Controller, Line, Version};

/// A tree of groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tree {
    pub(super) version: Version,
    /// Its top, as this process sees it.
    pub(super) top: PathBuf,
    /// In which group those of a stage are made.
    pub(super) parent: PathBuf,
    /// What it is to hold.
    pub(super) controllers: Vec<Controller>,
}

/// A tree in which a stage has its group.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) version: Version,
    top: PathBuf,
    /// The stage's group.
    pub(super) stage: PathBuf,
    /// What it holds.
    pub(super) controllers: Vec<Controller>,
}

impl Tree {
    /// Makes the group of a stage. What it cannot hold is added to `missing`.
    pub(super) fn make(&self, name: &str, missing: &mut Missing) -> Option<Made> {
        let stage = self.parent.join(name);
        let parent = self.parent.display();
        if let Err(error) = fs::create_dir(&stage) {
            let why = format!("no control group can be made in {parent}: {error}");
            missing.extend(self.controllers.iter().map(|controller| (*controller, why.clone())));
            return None;
        }
        let mut made =
            Made { version: self.version, top: self.top.clone(), stage, controllers: self.controllers.clone() };
        made.controllers.retain(|controller| match made.version {
            Version::One => true,
            Version::Two => match offer(&made.top, &made.stage, *controller) {
                Ok(()) => true,
                Err(error) => {
                    missing.push((*controller, format!("the control groups in {parent} do not hold it: {error}")));
                    false
                }
            },
        });
        if made.controllers.is_empty() {
            // It is empty, and of no use.
            let _ = fs::remove_dir(&made.stage);
            return None;
        }
        Some(made)
    }
}

impl Made {
    /// Makes the group of a container of a task, and that of the task where it is the first.
    pub(super) fn place(&self, task: &str, unit: &str, of_task: &Amounts, of_unit: &Amounts) -> io::Result<PathBuf> {
        let task = self.stage.join(task);
        if make(&task)?
            && let Err(error) = self.limit(&task, of_task)
        {
            // The next container tries it again.
            let _ = fs::remove_dir(&task);
            return Err(error);
        }
        // No name of a container is that of a file of the kernel's then.
        let unit = task.join(format!("unit-{unit}"));
        make(&unit)?;
        for controller in &self.controllers {
            write(&unit, file::lines(self.version, *controller, of_unit))?;
            write(&unit, file::whole(self.version, *controller))?;
        }
        Ok(unit)
    }

    fn limit(&self, task: &Path, of_task: &Amounts) -> io::Result<()> {
        for controller in &self.controllers {
            if self.version == Version::Two {
                offer(&self.top, task, *controller)?;
            }
            write(task, file::lines(self.version, *controller, of_task))?;
        }
        Ok(())
    }
}

/// Lets the groups in a group hold something: version 2 only. What a group does not have, those above it must give.
fn offer(top: &Path, group: &Path, controller: Controller) -> io::Result<()> {
    let has = |file| {
        let words = fs::read_to_string(group.join(file)).unwrap_or_default();
        words.split_ascii_whitespace().any(|word| word == controller.name())
    };
    if has(CHILDREN) {
        return Ok(());
    }
    if !has(CONTROLLERS)
        && group != top
        && let Some(above) = group.parent()
    {
        offer(top, above, controller)?;
    }
    append(&group.join(CHILDREN), &format!("+{}\n", controller.name()))
}

/// Makes a group, and says whether it is new.
fn make(group: &Path) -> io::Result<bool> {
    match fs::create_dir(group) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

fn write(group: &Path, lines: impl IntoIterator<Item = Line>) -> io::Result<()> {
    for Line { file, value, is_needed } in lines {
        let written = append(&group.join(file), &format!("{value}\n"));
        if is_needed {
            written?;
        }
    }
    Ok(())
}

/// Writes a line into a file of a group, as one call: each is a command.
pub(super) fn append(file: &Path, line: &str) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).open(file)?.write_all(line.as_bytes())
}
