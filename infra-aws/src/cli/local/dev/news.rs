//! What happens to replicas while nobody deploys.

use std::time::Duration;

use infra_core::event::{Event, RolloutState};
use infra_local::control::{Client, ReplicaPhase, ServiceState, State};

use crate::cli::local::Stage;
use crate::failure::Failure;

/// How often it is looked.
const LOOK: Duration = Duration::from_millis(500);

/// Tells of replicas that are replaced or not healthy any more, as long as the supervisor answers.
pub(super) async fn tell(stage: &Stage<'_>, client: &Client) -> Result<(), Failure> {
    let output = &stage.session.output;
    let mut before: Option<State> = None;
    loop {
        let now = client.state().await?;
        for event in before.iter().flat_map(|before| news(before, &now)) {
            if output.json {
                output.line(&event);
            } else {
                output.say(&event.to_string());
            }
        }
        before = Some(now);
        tokio::time::sleep(LOOK).await;
    }
}

/// What is new. A deployment tells of itself.
fn news(before: &State, now: &State) -> Vec<Event> {
    let services = now.services.iter().filter(|service| service.deployment != RolloutState::InProgress);
    services
        .flat_map(|service| match before.services.iter().find(|known| known.item == service.item) {
            Some(known) => of_service(known, service),
            // It came and was replaced between two looks.
            None => of_service(&ServiceState { restarts: 0, replicas: Vec::new(), ..service.clone() }, service),
        })
        .collect()
}

fn of_service(before: &ServiceState, now: &ServiceState) -> Vec<Event> {
    let say = |message: String| Event::News { service: now.item.clone(), message };
    let mut news = Vec::new();
    if now.restarts > before.restarts {
        let times = if now.restarts == 1 { "1 restart".to_owned() } else { format!("{} restarts", now.restarts) };
        news.push(say(format!("a replica has stopped and is replaced, {times} so far")));
    }
    for replica in &now.replicas {
        let phase = before.replicas.iter().find(|known| known.id == replica.id).map(|known| known.phase);
        let why = if replica.detail.is_empty() { String::new() } else { format!(": {}", replica.detail) };
        match (phase, replica.phase) {
            (Some(ReplicaPhase::Healthy), ReplicaPhase::Unhealthy) => {
                news.push(say(format!("replica {} is not healthy and gets no requests{why}", replica.id)));
            }
            (Some(ReplicaPhase::Unhealthy), ReplicaPhase::Healthy) => {
                news.push(say(format!("replica {} is healthy again", replica.id)));
            }
            _ => {}
        }
    }
    news
}

#[cfg(test)]
mod tests {
    use infra_local::control::ReplicaState;

    use super::*;

    fn state(restarts: u32, phase: ReplicaPhase, detail: &str) -> State {
        let replica = ReplicaState {
            id: "a1".into(),
            revision: "r".into(),
            phase,
            since: 0,
            pid: Some(1),
            ports: Vec::new(),
            detail: detail.into(),
        };
        let service = ServiceState {
            item: "web".into(),
            revision: "r".into(),
            desired: 1,
            healthy: 1,
            failures: 0,
            restarts,
            deployment: RolloutState::Succeeded,
            deployed: 0,
            replicas: vec![replica],
        };
        State { services: vec![service], ..State::default() }
    }

    #[test]
    fn restarts_and_health_are_told_once() {
        let (well, ill) = (ReplicaPhase::Healthy, ReplicaPhase::Unhealthy);
        let said = |before: State, now: State| news(&before, &now).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(said(state(0, well, ""), state(0, well, "")), [""; 0]);
        assert_eq!(
            said(state(0, well, ""), state(2, ill, "HTTP 500")),
            [
                "web service: a replica has stopped and is replaced, 2 restarts so far",
                "web service: replica a1 is not healthy and gets no requests: HTTP 500",
            ]
        );
        assert_eq!(said(state(2, ill, ""), state(2, well, "")), ["web service: replica a1 is healthy again"]);
        assert_eq!(said(state(2, ill, ""), state(2, ill, "")), [""; 0]);
        assert_eq!(said(State::default(), state(0, well, "")), [""; 0]);
        assert_eq!(said(State::default(), state(1, well, "")).len(), 1);
    }
}
