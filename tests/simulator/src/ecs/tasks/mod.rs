//! The life of tasks, and the operations on them.

mod containers;
mod end;
mod execute;
mod life;
mod logs;
mod make;
mod order;
mod query;
mod registry;
mod run;
mod target;
mod told;
mod words;

pub(super) use end::{Why, stop};
pub(super) use execute::execute;
pub(super) use logs::of_service as write;
pub(super) use make::{Origin, make};
pub(super) use query::{describe, list};
pub(crate) use registry::obstacles as name_obstacles;
pub(super) use registry::{check as check_registries, closed};
pub(super) use run::{run, stop_task};

use super::Task;
use crate::world::World;

/// Changes a task, where it still is.
fn change(world: &mut World, arn: &str, change: impl FnOnce(&mut Task)) {
    if let Some(task) = world.ecs.tasks.get_mut(arn) {
        task.version += 1;
        change(task);
    }
}

/// Whether a task is in a status, and was not told to stop.
fn is_in(world: &World, arn: &str, status: &str) -> bool {
    world.ecs.tasks.get(arn).is_some_and(|task| task.status == status && task.is_wanted())
}
