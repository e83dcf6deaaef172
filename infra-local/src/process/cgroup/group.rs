//! The group of a container: in each tree one.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::file::{self, Amounts, Controller, PROCESSES, Version};
use super::tree::{Made, append};
use super::{Missing, kill};

/// The group of a container.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    of_task: Amounts,
    of_unit: Amounts,
    places: Vec<Place>,
    missing: Missing,
}

/// Where it is in a tree.
#[derive(Clone, Debug)]
struct Place {
    version: Version,
    controllers: Vec<Controller>,
    folder: PathBuf,
}

impl Group {
    /// A group that is nowhere yet.
    pub(super) fn new(of_task: Amounts, of_unit: Amounts, missing: Missing) -> Self {
        Self { of_task, of_unit, places: Vec::new(), missing }
    }

    /// Adds its place in a tree, unless that could not be made.
    pub(super) fn add(&mut self, tree: &Made, made: io::Result<PathBuf>) {
        match made {
            Ok(folder) => {
                self.places.push(Place { version: tree.version, controllers: tree.controllers.clone(), folder });
            }
            Err(error) => {
                let why = format!("no control group can be made in {}: {error}", tree.stage.display());
                self.missing.extend(tree.controllers.iter().map(|controller| (*controller, why.clone())));
            }
        }
    }

    /// Puts a process into it, and so all that it will start. What of that which is declared is not held then, and why.
    pub(crate) fn join(&self, pid: u32) -> Vec<(Controller, String)> {
        let mut missing = self.missing.clone();
        for place in &self.places {
            if let Err(error) = append(&place.folder.join(PROCESSES), &format!("{pid}\n")) {
                let why = format!("no process can be put into {}: {error}", place.folder.display());
                missing.extend(place.controllers.iter().map(|controller| (*controller, why.clone())));
            }
        }
        missing.retain(|(controller, _)| self.is_declared(*controller));
        missing
    }

    fn is_declared(&self, controller: Controller) -> bool {
        match controller {
            Controller::Memory => self.of_task.memory.or(self.of_unit.memory).is_some(),
            Controller::Cpu => self.of_task.cpu.is_some(),
        }
    }

    /// The limit of memory, in MiB, for which the kernel has ended a process of the container.
    pub(crate) fn out_of_memory(&self) -> Option<u32> {
        let place = self.places.iter().find(|place| place.controllers.contains(&Controller::Memory))?;
        let read = |file: &str| fs::read_to_string(place.folder.join(file)).unwrap_or_default();
        if file::ended(&read(file::ends(place.version))) == 0 {
            return None;
        }
        let of_unit = self.of_unit.memory.filter(|limit| file::was_at_limit(place.version, *limit, read));
        of_unit.or(self.of_task.memory).or(self.of_unit.memory)
    }

    /// Makes an end of all that is in it, also of what has left its process group.
    pub(crate) fn kill(&self) {
        for place in &self.places {
            kill(&place.folder);
        }
    }
}
