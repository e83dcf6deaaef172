//! Services that are asked by a path, and answer XML: Route 53.

use serde_json::{Map, Value};

use super::{Asked, Protocol};
use crate::error::AwsError;

/// Whether an address is one of these services.
pub(super) fn is_one(uri: &str) -> bool {
    uri.starts_with("https://route53.")
}

/// Reads a request without a body.
pub(super) fn decode(uri: &str) -> Result<Asked, AwsError> {
    let rest = uri.split("://").nth(1).unwrap_or(uri);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let operation = match (host.split('.').next(), path) {
        (Some("route53"), "2013-04-01/hostedzonesbyname") => "ListHostedZonesByName",
        _ => return Err(AwsError::unknown_operation(host, path)),
    };
    let mut request = Map::new();
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        request.insert(key.into_owned(), Value::String(value.into_owned()));
    }
    let request = Value::Object(request);
    Ok(Asked { protocol: Protocol::Rest, service: "route53", operation: operation.to_owned(), request })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_path_tells_the_operation() {
        let asked =
            decode("https://route53.amazonaws.com/2013-04-01/hostedzonesbyname?dnsname=a.b&maxitems=20").unwrap();
        assert_eq!((asked.service, asked.operation.as_str()), ("route53", "ListHostedZonesByName"));
        assert_eq!(asked.request, json!({"dnsname": "a.b", "maxitems": "20"}));
        assert!(decode("https://route53.amazonaws.com/2013-04-01/hostedzone").is_err());
    }
}
