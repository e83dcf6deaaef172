//! Services that are asked by a path. Route 53 answers XML, the others JSON.

use serde_json::{Map, Value, json};

use super::{Asked, Protocol};
use crate::error::{Answer, AwsError};

/// The services, by what their hosts begin with, and how they answer.
const SERVICES: [(&str, Protocol); 3] =
    [("route53", Protocol::Rest), ("elasticfilesystem", Protocol::RestJson), ("scheduler", Protocol::RestJson)];

/// The service at an address, if it is one of these.
fn service(uri: &str) -> Option<(&'static str, Protocol)> {
    let host = uri.strip_prefix("https://")?;
    SERVICES.into_iter().find(|(name, _)| host.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

/// Whether an address is one of these services.
pub(super) fn is_one(uri: &str) -> bool {
    service(uri).is_some()
}

/// Reads a request without a body.
pub(super) fn decode(uri: &str) -> Result<Asked, AwsError> {
    let rest = uri.split("://").nth(1).unwrap_or(uri);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let unknown = || AwsError::unknown_operation(host, path);
    let (service, protocol) = service(uri).ok_or_else(unknown)?;
    let parts: Vec<&str> = path.split('/').collect();
    let (operation, name) = match (service, parts.as_slice()) {
        ("route53", ["2013-04-01", "hostedzonesbyname"]) => ("ListHostedZonesByName", None),
        ("elasticfilesystem", ["2015-02-01", "mount-targets"]) => ("DescribeMountTargets", None),
        ("scheduler", ["schedules"]) => ("ListSchedules", None),
        ("scheduler", ["schedules", name]) => ("GetSchedule", Some(*name)),
        _ => return Err(unknown()),
    };
    let mut request = Map::new();
    if let Some(name) = name {
        request.insert("Name".to_owned(), decoded(name));
    }
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        request.insert(key.into_owned(), Value::String(value.into_owned()));
    }
    let request = Value::Object(request);
    Ok(Asked { protocol, service, operation: operation.to_owned(), request })
}

/// A part of a path, decoded.
fn decoded(part: &str) -> Value {
    let pairs = form_urlencoded::parse(part.as_bytes());
    Value::String(pairs.map(|(key, _)| key.into_owned()).collect())
}

/// The status, the body and the code of an error, which stands in a header.
pub(super) fn encode_json(answer: &Answer) -> (u16, String, Option<&str>) {
    match answer {
        Ok(answer) => (200, answer.to_string(), None),
        Err(error) => (error.status, json!({"Message": error.message}).to_string(), Some(&error.code)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_tells_the_operation() {
        let asked =
            decode("https://route53.amazonaws.com/2013-04-01/hostedzonesbyname?dnsname=a.b&maxitems=20").unwrap();
        assert_eq!((asked.service, asked.operation.as_str()), ("route53", "ListHostedZonesByName"));
        assert_eq!(asked.request, json!({"dnsname": "a.b", "maxitems": "20"}));
        assert!(decode("https://route53.amazonaws.com/2013-04-01/hostedzone").is_err());
        let asked = decode("https://scheduler.eu-central-1.amazonaws.com/schedules/a%2Bb?groupName=own").unwrap();
        assert_eq!((asked.operation.as_str(), asked.protocol), ("GetSchedule", Protocol::RestJson));
        assert_eq!(asked.request, json!({"Name": "a+b", "groupName": "own"}));
    }
}
