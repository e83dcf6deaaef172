//! Reading the events of several sources in the order of time.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::{Asked, LogLine, Source};
use crate::client::Clients;
use crate::direct::{self, LOGS, list, text};
use crate::{Error, concurrently};

/// A source while it is read, page by page.
struct Reading<'sources> {
    source: &'sources Source,
    /// Lines that were read and not told yet.
    lines: VecDeque<LogLine>,
    /// What the next page is asked with.
    token: Option<String>,
    /// Whether the last page was read.
    ended: bool,
}

/// Tells all lines of the sources since `asked.since`, in the order of their times. A log group that does not exist (yet) has
/// none.
pub(crate) async fn read(
    clients: &Clients,
    sources: &[Source],
    asked: &Asked,
    tell: &mut impl FnMut(LogLine),
) -> Result<(), Error> {
    let start = |source| Reading { source, lines: VecDeque::new(), token: None, ended: false };
    let mut readings: Vec<Reading<'_>> = sources.iter().map(start).collect();
    loop {
        let empty = readings.iter_mut().filter(|reading| reading.lines.is_empty() && !reading.ended);
        let pages = empty.map(|reading| reading.next_page(clients, asked));
        concurrently::all(pages.collect()).await?;
        // Nothing that is still to be read is earlier than what was read of the same source.
        while readings.iter().all(|reading| !reading.lines.is_empty() || reading.ended) {
            let first = readings.iter_mut().filter(|reading| !reading.lines.is_empty());
            let Some(line) = first.min_by_key(|reading| reading.lines.front().map(|line| line.at)) else {
                return Ok(());
            };
            line.lines.pop_front().into_iter().for_each(&mut *tell);
        }
    }
}

impl Reading<'_> {
    async fn next_page(&mut self, clients: &Clients, asked: &Asked) -> Result<(), Error> {
        let source = self.source;
        let mut call = json!({ "logGroupName": source.group, "startTime": asked.since });
        match &source.stream {
            Some(stream) => call["logStreamNames"] = json!([stream]),
            None => call["logStreamNamePrefix"] = json!(source.prefix),
        }
        if let Some(pattern) = &asked.pattern {
            call["filterPattern"] = json!(pattern);
        }
        if let Some(token) = self.token.take() {
            call["nextToken"] = json!(token);
        }
        match direct::json(clients, &LOGS, "logs:FilterLogEvents", &call).await {
            Ok(page) => {
                self.lines.extend(list(&page, "events").iter().map(|event| line(source, event)));
                self.token = page["nextToken"].as_str().map(str::to_owned);
                self.ended = self.token.is_none();
            }
            Err(error) if error.is_missing() => self.ended = true,
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

fn line(source: &Source, event: &Value) -> LogLine {
    let stream = text(event, "logStreamName");
    LogLine {
        at: event["timestamp"].as_i64().unwrap_or_default(),
        workload: source.workload.clone(),
        container: source.container.clone(),
        task: stream.strip_prefix(&source.prefix).unwrap_or(stream).to_owned(),
        line: text(event, "message").trim_end_matches(['\r', '\n']).to_owned(),
        id: text(event, "eventId").to_owned(),
    }
}
