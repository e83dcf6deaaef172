//! What an answer says about a deployment: pure.

use aws_sdk_ecs::types::{
    Deployment, DeploymentRolloutState, Service, ServiceDeployment, ServiceDeploymentBrief, ServiceDeploymentStatus,
};
use infra_core::event::{Rollout, RolloutState};

use super::Watched;

/// What a service that is not there says.
pub(super) fn gone(watched: &Watched) -> Rollout {
    let reason = "the service was deleted while it was being deployed".to_owned();
    Rollout { state: RolloutState::Failed, reason, ..blank(watched) }
}

/// What a service says whose deployment has not shown yet.
pub(super) fn waiting(watched: &Watched) -> Rollout {
    blank(watched)
}

/// The deployment that is watched: by its id, or by its task definition where the id is not known.
pub(super) fn ours<'service>(watched: &Watched, service: &'service Service) -> Option<&'service Deployment> {
    let deployments = service.deployments();
    match &watched.deployment {
        Some(id) => deployments.iter().find(|deployment| deployment.id() == Some(id)),
        None => {
            let mut same =
                deployments.iter().filter(|deployment| deployment.task_definition() == Some(&watched.task_definition));
            same.clone().find(|deployment| deployment.status() == Some("PRIMARY")).or_else(|| same.next())
        }
    }
}

/// The newest record that is not from before the deployment began. Both times are ECS's own.
pub(super) fn newest(records: &[ServiceDeploymentBrief], began: Option<i64>) -> Option<&ServiceDeploymentBrief> {
    let made = |record: &ServiceDeploymentBrief| record.created_at().map(|at| at.secs());
    let ours = records.iter().filter(|record| match (made(record), began) {
        (Some(made), Some(began)) => made + CLOSE >= began,
        _ => true,
    });
    ours.max_by_key(|record| made(record))
}

/// How many seconds a record may be older than its deployment.
const CLOSE: i64 = 5;

/// What the service says: its deployments, of which the primary one is what it wants to become.
pub(super) fn by_service(watched: &Watched, service: &Service) -> Rollout {
    let primary = service.deployments().iter().find(|deployment| deployment.status() == Some("PRIMARY"));
    let Some(ours) = ours(watched, service) else {
        // ECS forgets a deployment that it has rolled back.
        let reason = primary.map(|primary| format!("it runs {} again", short(primary))).unwrap_or_default();
        return Rollout { state: RolloutState::RolledBack, reason, ..blank(watched) };
    };
    let is_primary = ours.status() == Some("PRIMARY");
    let state = match ours.rollout_state() {
        Some(DeploymentRolloutState::Completed) => RolloutState::Succeeded,
        Some(DeploymentRolloutState::Failed) if is_primary => RolloutState::Failed,
        Some(DeploymentRolloutState::Failed) => RolloutState::RolledBack,
        // It was put aside for another while it went on.
        _ if !is_primary => RolloutState::RolledBack,
        _ => RolloutState::InProgress,
    };
    Rollout {
        desired: count(ours.desired_count()),
        running: count(ours.running_count()),
        pending: count(ours.pending_count()),
        failed: count(ours.failed_tasks()),
        state,
        reason: ours.rollout_state_reason().unwrap_or_default().to_owned(),
        ..blank(watched)
    }
}

/// What the record of the newest deployment says, over what the service says.
pub(super) fn by_deployment(rollout: Rollout, deployment: &ServiceDeployment) -> Rollout {
    let state = match deployment.status() {
        Some(ServiceDeploymentStatus::Successful) => match rollout.state {
            // The record of the rollback itself is successful, but what was asked for does not run.
            RolloutState::RolledBack => RolloutState::RolledBack,
            _ => RolloutState::Succeeded,
        },
        Some(ServiceDeploymentStatus::RollbackSuccessful) => RolloutState::RolledBack,
        Some(ServiceDeploymentStatus::Stopped | ServiceDeploymentStatus::RollbackFailed) => RolloutState::Failed,
        // It goes on, a rollback too: only its end counts.
        Some(_) => RolloutState::InProgress,
        None => rollout.state,
    };
    let reason = deployment.status_reason().filter(|reason| !reason.is_empty()).map(str::to_owned);
    Rollout { state, reason: reason.unwrap_or_else(|| rollout.reason.clone()), ..rollout }
}

fn blank(watched: &Watched) -> Rollout {
    let revision = watched.task_definition.rsplit(':').next().unwrap_or_default();
    Rollout {
        service: watched.item.clone(),
        revision: revision.to_owned(),
        desired: 0,
        running: 0,
        pending: 0,
        failed: 0,
        state: RolloutState::InProgress,
        reason: String::new(),
    }
}

fn short(deployment: &Deployment) -> &str {
    let arn = deployment.task_definition().unwrap_or("another task definition");
    arn.rsplit('/').next().unwrap_or(arn)
}

fn count(count: i32) -> u32 {
    u32::try_from(count).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "arn:aws:ecs:eu-central-1:111122223333:task-definition/shop-prod-web:7";
    const OLD: &str = "arn:aws:ecs:eu-central-1:111122223333:task-definition/shop-prod-web:6";

    fn watched() -> Watched {
        Watched {
            item: "web".into(),
            cluster: "shop-prod-shop".into(),
            service: "shop-prod-web".into(),
            task_definition: OURS.into(),
            deployment: None,
            minutes: 30,
        }
    }

    fn deployment(status: &str, definition: &str, state: DeploymentRolloutState) -> Deployment {
        Deployment::builder().status(status).task_definition(definition).rollout_state(state).build()
    }

    fn service(deployments: Vec<Deployment>) -> Service {
        Service::builder().set_deployments(Some(deployments)).build()
    }

    #[test]
    fn a_service_that_is_stable_on_the_old_revision_was_rolled_back() {
        let service = service(vec![deployment("PRIMARY", OLD, DeploymentRolloutState::Completed)]);
        let rollout = by_service(&watched(), &service);
        assert_eq!(rollout.state, RolloutState::RolledBack);
        assert_eq!(rollout.reason, "it runs shop-prod-web:6 again");
    }

    #[test]
    fn the_primary_deployment_of_ours_decides() {
        for (state, expected) in [
            (DeploymentRolloutState::InProgress, RolloutState::InProgress),
            (DeploymentRolloutState::Completed, RolloutState::Succeeded),
            (DeploymentRolloutState::Failed, RolloutState::Failed),
        ] {
            let service = service(vec![
                deployment("PRIMARY", OURS, state),
                deployment("ACTIVE", OLD, DeploymentRolloutState::Completed),
            ]);
            assert_eq!(by_service(&watched(), &service).state, expected);
        }
    }

    #[test]
    fn ours_put_aside_is_a_rollback() {
        let service = service(vec![
            deployment("PRIMARY", OLD, DeploymentRolloutState::InProgress),
            deployment("ACTIVE", OURS, DeploymentRolloutState::Failed),
        ]);
        assert_eq!(by_service(&watched(), &service).state, RolloutState::RolledBack);
    }

    #[test]
    fn the_record_of_the_deployment_has_the_last_word() {
        let completed =
            by_service(&watched(), &service(vec![deployment("PRIMARY", OURS, DeploymentRolloutState::Completed)]));
        for (status, expected) in [
            (ServiceDeploymentStatus::Successful, RolloutState::Succeeded),
            (ServiceDeploymentStatus::InProgress, RolloutState::InProgress),
            (ServiceDeploymentStatus::RollbackInProgress, RolloutState::InProgress),
            (ServiceDeploymentStatus::RollbackSuccessful, RolloutState::RolledBack),
            (ServiceDeploymentStatus::RollbackFailed, RolloutState::Failed),
            (ServiceDeploymentStatus::Stopped, RolloutState::Failed),
        ] {
            let record = ServiceDeployment::builder().status(status.clone()).build();
            assert_eq!(by_deployment(completed.clone(), &record).state, expected, "{status}");
        }
    }

    #[test]
    fn an_older_deployment_of_the_same_task_definition_is_not_ours() {
        let watched = Watched { deployment: Some("ecs-svc/2".into()), ..watched() };
        let stale = deployment("PRIMARY", OURS, DeploymentRolloutState::Completed);
        let mut stale_with_id = stale.clone();
        stale_with_id.id = Some("ecs-svc/1".into());
        assert!(ours(&watched, &service(vec![stale_with_id])).is_none());
        let mut new = stale;
        new.id = Some("ecs-svc/2".into());
        assert!(ours(&watched, &service(vec![new])).is_some());
    }

    #[test]
    fn a_record_from_before_the_deployment_is_not_ours() {
        let record = |secs| {
            ServiceDeploymentBrief::builder().created_at(aws_sdk_ecs::primitives::DateTime::from_secs(secs)).build()
        };
        let records = [record(100), record(900)];
        assert_eq!(newest(&records, Some(902)), records.last());
        assert_eq!(newest(&records, Some(1_000)), None);
        assert_eq!(newest(&records, None), records.last());
        assert_eq!(newest(&[], None), None);
    }

    #[test]
    fn a_service_that_is_gone_failed() {
        assert_eq!(gone(&watched()).state, RolloutState::Failed);
    }
}
