//! Runs of tasks that services ask for.

use std::sync::Arc;

use super::runs::{Given, id};
use super::stage::Stage;
use crate::access::{Begun, Grant, Overrides, Runs, Told};
use crate::control::RunRequest;
use crate::spec::Spec;

/// The stage, for whoever asks by the API.
pub(super) struct Asked(pub(super) Arc<Stage>);

impl Runs for Asked {
    fn begin(&self, grant: &Grant, overrides: Overrides) -> Result<Option<Begun>, String> {
        let Self(stage) = self;
        let kept = stage.kept();
        if kept.is_stopping {
            return Err("the stage is being stopped".to_owned());
        }
        let Some(task) = kept.spec.tasks.iter().find(|task| task.item == grant.task).cloned() else { return Ok(None) };
        let id = id();
        // It is known before anybody is told of it.
        let asked = stage.runs.begin(&stage.machine, &task, &id, format!("run by {}", grant.service));
        drop(kept);
        let request = RunRequest {
            task: task.item.clone(),
            arguments: overrides.command,
            environment: overrides.environment.into_iter().map(|pair| (pair.name, pair.value)).collect(),
        };
        let given = Given { cause: String::new(), request, tee: None };
        let (stage, own) = (Arc::clone(stage), id.clone());
        tokio::spawn(async move { stage.runs.live(&stage.machine, &task, own, given, asked).await });
        Ok(Some(Begun { id }))
    }

    fn told(&self, task: &str, id: &str) -> Option<Told> {
        self.0.runs.of(task).iter().find(|run| run.id == id).map(Told::of)
    }

    fn stop(&self, task: &str, id: &str) {
        self.0.runs.stop_one(task, id);
    }
}

/// Whether a spec lets a service run a task.
pub(super) fn grants(spec: &Spec, grant: &Grant) -> bool {
    let service = spec.services.iter().find(|service| service.item == grant.service);
    service.is_some_and(|service| service.runs.iter().any(|run| run.task == grant.task))
}
