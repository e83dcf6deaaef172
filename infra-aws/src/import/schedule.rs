//! What starts tasks in a cluster: schedules of EventBridge Scheduler, and rules of EventBridge's default bus.

use serde_json::{Value, json};

use crate::Error;
use crate::client::Clients;
use crate::direct::{self, EVENT_BRIDGE, SCHEDULER, encoded, list, text};

/// Something that starts a task.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Start {
    /// Its name.
    pub(super) name: String,
    /// The ARN of the task definition, with a revision or without.
    pub(super) definition: String,
    /// `rate(..)`, `cron(..)` or `at(..)`; none where a pattern of events starts it.
    pub(super) expression: Option<String>,
    /// As it is described: the schedule; only `State` and `Target` of a rule.
    pub(super) described: Value,
}

impl Start {
    /// The family of the task definition.
    pub(super) fn family(&self) -> &str {
        let name = self.definition.rsplit('/').next().unwrap_or_default();
        name.split(':').next().unwrap_or(name)
    }
}

/// All that starts tasks in the cluster of an ARN, by name.
pub(super) async fn read(clients: &Clients, cluster: &str) -> Result<Vec<Start>, Error> {
    let (schedules, rules) = tokio::join!(schedules(clients, cluster), rules(clients, cluster));
    let mut starts = schedules?;
    starts.extend(rules?);
    starts.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(starts)
}

async fn schedules(clients: &Clients, cluster: &str) -> Result<Vec<Start>, Error> {
    let (mut starts, mut next) = (Vec::new(), String::new());
    loop {
        let page =
            direct::get_json(clients, &SCHEDULER, "scheduler:ListSchedules", &format!("/schedules{next}")).await?;
        let in_cluster = |schedule: &&Value| schedule.pointer("/Target/Arn").and_then(Value::as_str) == Some(cluster);
        for listed in list(&page, "Schedules").iter().filter(in_cluster) {
            let (name, group) = (encoded(text(listed, "Name")), encoded(text(listed, "GroupName")));
            let path = format!("/schedules/{name}?groupName={group}");
            let described = direct::get_json(clients, &SCHEDULER, "scheduler:GetSchedule", &path).await?;
            let definition = described.pointer("/Target/EcsParameters/TaskDefinitionArn").and_then(Value::as_str);
            starts.extend(definition.map(|definition| Start {
                name: text(listed, "Name").to_owned(),
                definition: definition.to_owned(),
                expression: Some(text(&described, "ScheduleExpression").to_owned()),
                described: described.clone(),
            }));
        }
        match text(&page, "NextToken") {
            "" => return Ok(starts),
            token => next = format!("?NextToken={}", encoded(token)),
        }
    }
}

async fn rules(clients: &Clients, cluster: &str) -> Result<Vec<Start>, Error> {
    let mut starts = Vec::new();
    for rule in all(clients, "events:ListRules", "Rules", json!({})).await? {
        let asked = json!({ "Rule": text(&rule, "Name") });
        let targets = all(clients, "events:ListTargetsByRule", "Targets", asked).await?;
        for target in targets.iter().filter(|target| text(target, "Arn") == cluster) {
            let Some(definition) = target.pointer("/EcsParameters/TaskDefinitionArn").and_then(Value::as_str) else {
                continue;
            };
            let expression = Some(text(&rule, "ScheduleExpression")).filter(|expression| !expression.is_empty());
            starts.push(Start {
                name: text(&rule, "Name").to_owned(),
                definition: definition.to_owned(),
                expression: expression.map(str::to_owned),
                described: json!({ "State": rule.get("State"), "Target": target }),
            });
        }
    }
    Ok(starts)
}

/// All pages of a list.
async fn all(clients: &Clients, operation: &'static str, name: &str, mut asked: Value) -> Result<Vec<Value>, Error> {
    let mut found = Vec::new();
    loop {
        let page = direct::json(clients, &EVENT_BRIDGE, operation, &asked).await?;
        found.extend_from_slice(list(&page, name));
        match page.get("NextToken").filter(|token| token.is_string()) {
            Some(token) => asked["NextToken"] = token.clone(),
            None => return Ok(found),
        }
    }
}
