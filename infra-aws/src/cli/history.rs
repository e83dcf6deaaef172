//! `history`: what was deployed, when, by whom.

use infra_core::target::Target;
use serde::Serialize;

use super::select::select;
use super::table::table;
use super::time::{ago, length, timestamp};
use super::{Session, interrupt};
use crate::arn::short;
use crate::concurrently;
use crate::deployments::{Past, history as read};
use crate::failure::Failure;
use crate::rollout;

/// The deployments of a service.
#[derive(Debug, Serialize)]
struct History {
    service: String,
    deployments: Vec<Past>,
}

pub(super) async fn history(session: &Session, service: Option<&str>, count: usize) -> Result<u8, Failure> {
    let target = session.target().await?;
    let observed = target.observe(&session.blueprint).await?;
    let standing = rollout::standing(&session.blueprint, &observed);
    let chosen = select(&session.blueprint.names.app, standing, |(watched, _)| &watched.subject.item, service)?;
    let clients = &target.clients;
    let calls = chosen.into_iter().map(|(watched, _)| async move {
        let deployments = read(clients, &watched.cluster, &watched.service, count, true).await?;
        Ok(History { service: watched.subject.item, deployments })
    });
    let histories = interrupt::leave(session, async { Ok(concurrently::all(calls.collect()).await?) }).await?;
    let now = session.output.host.now();
    session.output.result(&text(&histories, now), &histories);
    Ok(0)
}

fn text(histories: &[History], now: i64) -> String {
    let rows: Vec<Vec<String>> = histories
        .iter()
        .flat_map(|History { service, deployments }| deployments.iter().map(|past| row(service, past, now)))
        .collect();
    if rows.is_empty() {
        return "ECS has no deployment on record.".to_owned();
    }
    table(&["SERVICE", "BEGAN", "TOOK", "STATUS", "REVISION", "BY", "IMAGES"], &rows)
}

fn row(service: &str, past: &Past, now: i64) -> Vec<String> {
    let began = past.began.map(|at| format!("{} ({})", timestamp(at), ago(now - at))).unwrap_or_default();
    vec![
        service.to_owned(),
        began,
        past.seconds.map(length).unwrap_or_default(),
        past.status.to_lowercase().replace('_', " "),
        short(&past.task_definition).to_owned(),
        past.by.clone().unwrap_or_default(),
        past.images.join(", "),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_history_has_a_line_for_each_deployment() {
        let past = Past {
            arn: String::new(),
            began: Some(1_763_800_000),
            seconds: Some(95),
            status: "ROLLBACK_SUCCESSFUL".into(),
            reason: String::new(),
            task_definition: "arn:aws:ecs:eu-central-1:111122223333:task-definition/shop-prod-web:7".into(),
            images: vec!["web:2@sha256:ab".into()],
            had_source: true,
            by: Some("ana".into()),
        };
        let histories = [History { service: "web".into(), deployments: vec![past] }];
        assert_eq!(
            text(&histories, 1_763_803_600),
            "SERVICE  BEGAN                           TOOK        STATUS               REVISION         BY   IMAGES\n\
             web      2025-11-22 08:26 UTC (1 h ago)  1 min 35 s  rollback successful  shop-prod-web:7  ana  web:2@sha256:ab"
        );
        assert_eq!(text(&[], 0), "ECS has no deployment on record.");
    }
}
