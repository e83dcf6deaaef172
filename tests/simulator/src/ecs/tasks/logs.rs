//! What the containers of tasks write.

use super::super::definitions;
use crate::text::Request;
use crate::world::World;

/// The containers have started: each writes what is scripted for its image.
pub(super) fn started(world: &mut World, arn: &str) {
    let Some(task) = world.ecs.tasks.get(arn) else { return };
    let containers: Vec<(String, String)> =
        task.containers.iter().map(|container| (container.name.clone(), container.image.clone())).collect();
    for (name, image) in containers {
        let lines = world.scripts.lines(&image);
        write(world, arn, &name, &lines);
    }
}

/// A container writes lines to its stream, `prefix/container/task`, where it has the `awslogs` driver.
pub(super) fn write(world: &mut World, arn: &str, container: &str, lines: &[String]) {
    let Some(task) = world.ecs.tasks.get(arn) else { return };
    let definition = definitions::find(world, &task.definition).cloned().unwrap_or_default();
    let containers = definition.list("containerDefinitions");
    let Some(held) = containers.iter().find(|held| held.text("name") == container) else { return };
    let configuration = &held["logConfiguration"];
    if configuration.text("logDriver") != "awslogs" {
        return;
    }
    let options = &configuration["options"];
    let stream = format!("{}/{container}/{}", options.text("awslogs-stream-prefix"), task.id);
    let (group, at) = (options.text("awslogs-group").to_owned(), world.now);
    world.logs.open(&group, &stream);
    for line in lines {
        world.logs.write(&group, &stream, at, line);
    }
}
