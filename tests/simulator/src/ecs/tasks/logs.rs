//! What the containers of tasks write.

use std::time::Duration;

use super::super::definitions;
use crate::text::Request;
use crate::world::World;

/// A container has started: it writes what is scripted for its image.
pub(super) fn started(world: &mut World, arn: &str, container: &str) {
    let Some(task) = world.ecs.tasks.get(arn) else { return };
    let image = task.container(container).map(|container| container.image.clone()).unwrap_or_default();
    let lines = world.scripts.lines(&image);
    write(world, arn, container, &lines);
}

/// A container writes lines to its stream, `prefix/container/task`, where it has the `awslogs` driver.
pub(super) fn write(world: &mut World, arn: &str, container: &str, lines: &[String]) {
    let now = world.now;
    write_at(world, arn, container, lines, now);
}

/// The same with lines of another time.
fn write_at(world: &mut World, arn: &str, container: &str, lines: &[String], at: Duration) {
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
    let group = options.text("awslogs-group").to_owned();
    world.logs.open(&group, &stream);
    for line in lines {
        world.logs.write(&group, &stream, at, line);
    }
}

/// Every running task of a service writes a line now, that is as old as `late` says.
pub(in crate::ecs) fn of_service(world: &mut World, service: &str, line: &str, late: Duration) {
    let group = format!("service:{service}");
    let running = world.ecs.tasks.values().filter(|task| task.group == group && task.status == "RUNNING");
    let containers = running.filter_map(|task| Some((task.arn.clone(), task.containers.first()?.name.clone())));
    let at = world.now.saturating_sub(late);
    for (arn, container) in containers.collect::<Vec<_>>() {
        write_at(world, &arn, &container, &[line.to_owned()], at);
    }
}
