//! The operations that read logs.

use std::time::Duration;

use serde_json::{Value, json};

use super::LogGroup;
use crate::error::{Answer, AwsError};
use crate::page::page;
use crate::text::{Request, texts};
use crate::world::{EPOCH_SECONDS, World};

/// Answers an operation.
pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    match operation {
        "GetLogEvents" => get(world, request),
        "FilterLogEvents" => filter(world, request),
        "DescribeLogStreams" => streams(world, request),
        "DescribeLogGroups" => Ok(groups(world, request)),
        _ => Err(AwsError::unknown_operation("logs", operation)),
    }
}

fn group<'world>(world: &'world World, request: &Value) -> Result<&'world LogGroup, AwsError> {
    let name = request.text("logGroupName");
    let identifier = request.text("logGroupIdentifier").split(":log-group:").last().unwrap_or_default();
    let name = if name.is_empty() { identifier.trim_end_matches(":*") } else { name };
    let absent = || AwsError::new("ResourceNotFoundException", "The specified log group does not exist.");
    world.logs.groups.get(name).ok_or_else(absent)
}

/// Milliseconds since 1970.
fn milliseconds(at: Duration) -> u64 {
    let since = u64::try_from(at.as_millis()).unwrap_or(u64::MAX);
    (EPOCH_SECONDS * 1000).saturating_add(since)
}

/// Whether a time is in the range that a request asks for: from `startTime`, before `endTime`.
fn in_range(request: &Value, at: Duration) -> bool {
    let at = i64::try_from(milliseconds(at)).unwrap_or(i64::MAX);
    request.number("startTime").is_none_or(|start| at >= start) && request.number("endTime").is_none_or(|end| at < end)
}

/// GetLogEvents: one stream. A forward token is a place in it, and leads to itself at the end.
fn get(world: &World, request: &Value) -> Answer {
    let stream = group(world, request)?.streams.get(request.text("logStreamName"));
    let absent = || AwsError::new("ResourceNotFoundException", "The specified log stream does not exist.");
    let lines: Vec<&(Duration, String)> =
        stream.ok_or_else(absent)?.iter().filter(|(at, _)| in_range(request, *at)).collect();
    let most = request.number("limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(10_000).max(1);
    let token = request.text("nextToken");
    let place = |prefix: &str| token.strip_prefix(prefix).and_then(|place| place.parse::<usize>().ok());
    let (start, end) = if let Some(start) = place("f/") {
        (start.min(lines.len()), (start + most).min(lines.len()))
    } else if let Some(end) = place("b/") {
        (end.min(lines.len()).saturating_sub(most), end.min(lines.len()))
    } else if request.truth("startFromHead") {
        (0, most.min(lines.len()))
    } else {
        (lines.len().saturating_sub(most), lines.len())
    };
    let told: Vec<Value> = lines[start..end].iter().map(|(at, line)| event(*at, line)).collect();
    Ok(json!({
        "events": told,
        "nextForwardToken": format!("f/{end}"),
        "nextBackwardToken": format!("b/{start}"),
    }))
}

fn event(at: Duration, line: &str) -> Value {
    json!({"timestamp": milliseconds(at), "ingestionTime": milliseconds(at), "message": line})
}

/// Whether a line fits a filter pattern for unstructured events: all of its terms, or one of those that begin with `?`, and
/// none of those that begin with `-`. A term in quotes may have spaces.
fn fits(line: &str, pattern: &str) -> bool {
    let quoted = pattern.split('"').enumerate();
    let terms: Vec<&str> = quoted
        .flat_map(|(place, part)| if place % 2 == 1 { vec![part] } else { part.split_whitespace().collect() })
        .collect();
    let any: Vec<&str> = terms.iter().filter_map(|term| term.strip_prefix('?')).collect();
    let all = terms.iter().filter(|term| !term.starts_with(['?', '-']));
    let none = terms.iter().filter_map(|term| term.strip_prefix('-'));
    (any.is_empty() || any.iter().any(|term| line.contains(term)))
        && all.into_iter().all(|term| line.contains(term))
        && !none.into_iter().any(|term| line.contains(term))
}

/// FilterLogEvents: several streams of a group, in the order of time.
fn filter(world: &World, request: &Value) -> Answer {
    let group = group(world, request)?;
    let (names, prefix) = (request.list("logStreamNames"), request.text("logStreamNamePrefix"));
    if !names.is_empty() && !prefix.is_empty() {
        return Err(AwsError::parameter("Only one of logStreamNames or logStreamNamePrefix can be given."));
    }
    let pattern = request.text("filterPattern");
    let mut found = Vec::new();
    for (name, lines) in &group.streams {
        if !name.starts_with(prefix) || !(names.is_empty() || texts(names).any(|asked| asked == name)) {
            continue;
        }
        for (place, (at, line)) in lines.iter().enumerate() {
            if in_range(request, *at) && fits(line, pattern) {
                let mut told = event(*at, line);
                told["logStreamName"] = json!(name);
                told["eventId"] = json!(format!("{}{place:06}", milliseconds(*at)));
                found.push((*at, told));
            }
        }
    }
    found.sort_by_key(|(at, _)| *at);
    let found: Vec<Value> = found.into_iter().map(|(_, told)| told).collect();
    Ok(page("events", "nextToken", &found, request, "limit", 10_000))
}

/// DescribeLogStreams: by name, or by the time of the last event.
fn streams(world: &World, request: &Value) -> Answer {
    let group = group(world, request)?;
    let prefix = request.text("logStreamNamePrefix");
    if !prefix.is_empty() && request.text("orderBy") == "LastEventTime" {
        return Err(AwsError::parameter("Cannot order by LastEventTime with a logStreamNamePrefix."));
    }
    let mut found: Vec<(&String, Option<Duration>, Option<Duration>)> = group
        .streams
        .iter()
        .filter(|(name, _)| name.starts_with(prefix))
        .map(|(name, lines)| (name, lines.first().map(|line| line.0), lines.last().map(|line| line.0)))
        .collect();
    if request.text("orderBy") == "LastEventTime" {
        found.sort_by_key(|(_, _, last)| *last);
    }
    if request.truth("descending") {
        found.reverse();
    }
    let told: Vec<Value> = found
        .into_iter()
        .map(|(name, first, last)| {
            let arn = world.arn("logs", &format!("log-group:{}:log-stream:{name}", group.name));
            json!({
                "logStreamName": name,
                "arn": arn,
                "creationTime": first.map(milliseconds),
                "firstEventTimestamp": first.map(milliseconds),
                "lastEventTimestamp": last.map(milliseconds),
                "lastIngestionTime": last.map(milliseconds),
                "storedBytes": 0,
            })
        })
        .collect();
    Ok(page("logStreams", "nextToken", &told, request, "limit", 50))
}

/// DescribeLogGroups, by the beginning of their names.
fn groups(world: &World, request: &Value) -> Value {
    let prefix = request.text("logGroupNamePrefix");
    let found = world.logs.groups.values().filter(|group| group.name.starts_with(prefix));
    let told: Vec<Value> = found
        .map(|group| {
            let arn = world.arn("logs", &format!("log-group:{}:*", group.name));
            json!({"logGroupName": group.name, "arn": arn, "storedBytes": 0})
        })
        .collect();
    page("logGroups", "nextToken", &told, request, "limit", 50)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_pattern_is_terms() {
        for (pattern, fitting) in [
            ("", true),
            ("ERROR", true),
            ("ERROR order", true),
            ("ERROR cart", false),
            ("\"order 7\"", true),
            ("\"7 order\"", false),
            ("?WARN ?ERROR", true),
            ("?WARN ?INFO", false),
            ("ERROR -order", false),
        ] {
            assert_eq!(fits("ERROR order 7", pattern), fitting, "{pattern}");
        }
    }
}
