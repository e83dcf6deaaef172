//! One stream of a log group: what a container of a task wrote.

use serde_json::{Value, json};

use crate::Error;
use crate::client::Clients;
use crate::direct::{self, LOGS, list, text};

/// A log stream.
#[derive(Clone, Debug)]
pub(crate) struct Stream<'name> {
    /// Its log group.
    pub(crate) group: &'name str,
    /// Its name.
    pub(crate) name: &'name str,
}

/// Some lines of a stream, in the order of time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    pub(crate) lines: Vec<String>,
    /// What the lines after them are asked with.
    pub(crate) next: Option<String>,
}

impl Stream<'_> {
    /// The last lines, at most `count`. A stream comes with its first line: one that does not exist has none.
    pub(crate) async fn last(&self, clients: &Clients, count: u32) -> Result<Vec<String>, Error> {
        let how = json!({ "startFromHead": false, "limit": count });
        Ok(self.read(clients, how).await?.unwrap_or_default().lines)
    }

    /// The lines behind those that `token` came with, or the first without one; none where there is no such stream yet.
    pub(crate) async fn after(&self, clients: &Clients, token: Option<&str>) -> Result<Option<Lines>, Error> {
        let mut how = json!({ "startFromHead": true });
        if let Some(token) = token {
            how["nextToken"] = json!(token);
        }
        self.read(clients, how).await
    }

    async fn read(&self, clients: &Clients, mut call: Value) -> Result<Option<Lines>, Error> {
        call["logGroupName"] = json!(self.group);
        call["logStreamName"] = json!(self.name);
        match direct::json(clients, &LOGS, "logs:GetLogEvents", &call).await {
            Err(error) if error.is_missing() => Ok(None),
            answer => {
                let answer = answer?;
                let events = list(&answer, "events").iter();
                let lines = events.map(|event| text(event, "message").trim_end_matches(['\r', '\n']).to_owned());
                let next = answer["nextForwardToken"].as_str().map(str::to_owned);
                Ok(Some(Lines { lines: lines.collect(), next }))
            }
        }
    }
}
