//! What was deployed, when, by whom.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ecs::types::{ServiceDeployment, ServiceDeploymentBrief, ServiceDeploymentStatus, ServiceRevision};
use serde::Serialize;

use super::Recorded;
use crate::arn::short;
use crate::client::Clients;
use crate::observe::production::describe_revisions;
use crate::rollout::records;
use crate::{Error, concurrently};

/// How many records one call lists: the most that there can be, since their order is nowhere promised.
const PAGE: i32 = 100;

/// A deployment that a service has had, or has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Past {
    /// The ARN of its record.
    #[serde(skip)]
    pub(crate) arn: String,
    /// When it began, in seconds since 1970.
    pub(crate) began: Option<i64>,
    /// How long it took, in seconds; none while it goes on.
    pub(crate) seconds: Option<i64>,
    /// How it stands, in AWS's word.
    pub(crate) status: String,
    /// Why, in AWS's words; may be empty.
    pub(crate) reason: String,
    /// The ARN of the task definition that it brought.
    pub(crate) task_definition: String,
    /// The images, with their digests as far as ECS resolved them.
    pub(crate) images: Vec<String>,
    /// Whether something ran before it.
    pub(crate) had_source: bool,
    /// Who registered the task definition.
    pub(crate) by: Option<String>,
}

impl Past {
    fn recorded(&self) -> Recorded {
        Recorded::of(&ServiceDeploymentStatus::from(self.status.as_str()))
    }

    /// Whether what it brought ran and was healthy.
    pub(crate) fn succeeded(&self) -> bool {
        self.recorded() == Recorded::Succeeded
    }

    /// Whether it goes on.
    pub(crate) fn goes_on(&self) -> bool {
        self.recorded() == Recorded::GoesOn
    }
}

/// The newest deployments of a service, the newest first; with `by`, who registered what they brought.
pub(crate) async fn history(
    clients: &Clients,
    cluster: &str,
    service: &str,
    count: usize,
    by: bool,
) -> Result<Vec<Past>, Error> {
    let call = clients.ecs.list_service_deployments().cluster(cluster).service(service).max_results(PAGE);
    let mut briefs: Vec<ServiceDeploymentBrief> = Vec::new();
    let mut token = None;
    loop {
        let page = call.clone().set_next_token(token).send().await.map_err(Error::api("ecs:ListServiceDeployments"));
        let page = match page {
            Err(error) if error.is_missing() => return Ok(Vec::new()),
            page => page?,
        };
        token = page.next_token;
        briefs.extend(page.service_deployments.unwrap_or_default());
        if token.is_none() || briefs.len() >= count {
            break;
        }
    }
    briefs.sort_by_key(|brief| std::cmp::Reverse(brief.created_at().map(|at| at.secs())));
    briefs.truncate(count);
    let arns: Vec<String> = briefs.iter().filter_map(|brief| brief.service_deployment_arn.clone()).collect();
    let targets: BTreeSet<String> =
        briefs.iter().filter_map(|brief| brief.target_service_revision_arn.clone()).collect();
    let targets = targets.into_iter().collect();
    let (records, revisions) = tokio::try_join!(records(clients, arns.clone()), describe_revisions(clients, targets))?;
    let mut past: Vec<Past> = arns
        .iter()
        .filter_map(|arn| {
            let record = records.get(arn)?;
            let target = record.target_service_revision().and_then(|target| target.arn());
            Some(past(record, target.and_then(|target| revisions.get(target))))
        })
        .collect();
    if by {
        let registered = registered_by(clients, &past).await?;
        for past in &mut past {
            past.by = registered.get(&past.task_definition).cloned();
        }
    }
    Ok(past)
}

fn past(record: &ServiceDeployment, revision: Option<&ServiceRevision>) -> Past {
    let began = record.started_at().or(record.created_at()).map(|at| at.secs());
    let ended = record.finished_at().or(record.stopped_at()).map(|at| at.secs());
    let images = revision.map(ServiceRevision::container_images).unwrap_or_default().iter();
    Past {
        arn: record.service_deployment_arn().unwrap_or_default().to_owned(),
        began,
        seconds: began.zip(ended).map(|(began, ended)| ended - began),
        status: record.status().map(|status| status.as_str().to_owned()).unwrap_or_default(),
        reason: record.status_reason().unwrap_or_default().to_owned(),
        task_definition: revision.and_then(ServiceRevision::task_definition).unwrap_or_default().to_owned(),
        images: images
            .map(|image| {
                let digest = image.image_digest().map(|digest| format!("@{digest}")).unwrap_or_default();
                let image = image.image().unwrap_or_default();
                if image.contains('@') { image.to_owned() } else { format!("{image}{digest}") }
            })
            .collect(),
        had_source: !record.source_service_revisions().is_empty(),
        by: None,
    }
}

/// Who registered each task definition, as far as it is known.
async fn registered_by(clients: &Clients, past: &[Past]) -> Result<BTreeMap<String, String>, Error> {
    let arns: BTreeSet<String> = past.iter().map(|past| past.task_definition.clone()).collect();
    let calls = arns.into_iter().filter(|arn| !arn.is_empty()).map(|arn| async move {
        let call = clients.ecs.describe_task_definition().task_definition(&arn);
        match call.send().await.map_err(Error::api("ecs:DescribeTaskDefinition")) {
            Err(error) if error.is_missing() => Ok(None),
            answer => {
                let definition = answer?.task_definition;
                let by = definition.and_then(|definition| definition.registered_by);
                Ok(by.map(|by| (arn, short(&by).to_owned())))
            }
        }
    });
    Ok(concurrently::all(calls.collect()).await?.into_iter().flatten().collect())
}
