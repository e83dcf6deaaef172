//! The CloudFormation stacks of a stage.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_cloudformation::types::{Stack, TemplateStage};
use infra_core::blueprint::Names;
use serde_json::Value;

use super::item_of;
use crate::client::Clients;
use crate::ecs::Outputs;
use crate::wait::{Deadline, Pace};
use crate::{Error, concurrently};

/// How long another deploy's stack may take to come to rest.
const SETTLE_MINUTES: u64 = 60;

/// A stack that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ObservedStack {
    /// Its name.
    pub(crate) name: String,
    /// The item, as its tag names it.
    pub(crate) item: String,
    /// Its status, as `UPDATE_COMPLETE`.
    pub(crate) status: String,
    /// The values of its parameters.
    pub(crate) parameters: BTreeMap<String, String>,
    /// What it puts out.
    pub(crate) outputs: Outputs,
}

impl ObservedStack {
    /// What a `DescribeStacks` answer says of one stack.
    pub(crate) fn from_sdk(stack: &Stack, item: String) -> Self {
        let outputs = stack.outputs().iter().filter_map(|output| {
            Some((output.output_key()?.to_owned(), output.output_value().unwrap_or_default().to_owned()))
        });
        let parameters = stack.parameters().iter().filter_map(|parameter| {
            Some((parameter.parameter_key()?.to_owned(), parameter.parameter_value().unwrap_or_default().to_owned()))
        });
        Self {
            name: stack.stack_name().unwrap_or_default().to_owned(),
            item,
            status: stack.stack_status().map(|status| status.as_str().to_owned()).unwrap_or_default(),
            parameters: parameters.collect(),
            outputs: outputs.collect(),
        }
    }

    /// Whether it came to rest with its resources in place, so that it can be updated.
    pub(crate) fn is_usable(&self) -> bool {
        matches!(
            self.status.as_str(),
            "CREATE_COMPLETE"
                | "UPDATE_COMPLETE"
                | "UPDATE_ROLLBACK_COMPLETE"
                | "IMPORT_COMPLETE"
                | "IMPORT_ROLLBACK_COMPLETE"
        )
    }

    /// Whether its creation failed, or its deletion: it can only be deleted.
    pub(crate) fn is_remains(&self) -> bool {
        matches!(
            self.status.as_str(),
            "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED" | "CREATE_FAILED" | "DELETE_FAILED" | "REVIEW_IN_PROGRESS"
        )
    }

    /// Whether something is going on in it.
    pub(crate) fn is_moving(&self) -> bool {
        self.status.ends_with("_IN_PROGRESS") && self.status != "REVIEW_IN_PROGRESS"
    }
}

/// Reads the stacks that carry the tags of `names`' app and stage.
pub(crate) async fn read(clients: &Clients, names: &Names) -> Result<BTreeMap<String, ObservedStack>, Error> {
    let mut pages = clients.cloudformation.describe_stacks().into_paginator().send();
    let mut stacks = BTreeMap::new();
    while let Some(page) = pages.next().await {
        let page = page.map_err(Error::api("cloudformation:DescribeStacks"))?;
        for stack in page.stacks() {
            let tags = stack.tags().iter();
            let tags = tags.map(|tag| (tag.key().unwrap_or_default(), tag.value().unwrap_or_default()));
            if stack.stack_status().is_some_and(|status| status.as_str() == "DELETE_COMPLETE") {
                continue;
            }
            if let Some(item) = item_of(names, tags) {
                let stack = ObservedStack::from_sdk(stack, item);
                stacks.insert(stack.name.clone(), stack);
            }
        }
    }
    Ok(stacks)
}

/// Waits until no stack of the stage is being changed: by another deploy, or by one that was interrupted.
pub(crate) async fn settle(clients: &Clients, names: &Names, tell: &(dyn Fn(String) + Sync)) -> Result<(), Error> {
    let deadline = Deadline::minutes(SETTLE_MINUTES);
    let mut pace = Pace::new(Duration::from_secs(2), Duration::from_secs(10));
    let mut told = Vec::new();
    loop {
        let stacks = read(clients, names).await?;
        let moving: Vec<String> = stacks
            .values()
            .filter(|stack| stack.is_moving())
            .map(|stack| format!("stack {} is {}", stack.name, stack.status))
            .collect();
        if moving.is_empty() {
            return Ok(());
        }
        for line in &moving {
            if !told.contains(line) {
                tell(format!("waiting: {line}"));
            }
        }
        deadline.check(|| moving.join(", "))?;
        told = moving;
        pace.wait().await;
    }
}

/// Reads the templates that stacks have now, several at a time.
pub(super) async fn read_bodies(clients: &Clients, stacks: Vec<String>) -> Result<BTreeMap<String, Value>, Error> {
    let calls = stacks.into_iter().map(|name| async move {
        let call = clients.cloudformation.get_template().stack_name(&name).template_stage(TemplateStage::Original);
        let answer = call.send().await.map_err(Error::api("cloudformation:GetTemplate"))?;
        // A template that is no JSON is not of our making; everything in it then counts as changed.
        let body = serde_json::from_str(answer.template_body().unwrap_or_default()).unwrap_or(Value::Null);
        Ok((name, body))
    });
    Ok(concurrently::all(calls.collect()).await?.into_iter().collect())
}
