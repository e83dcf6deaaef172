//! What a balancer changes of the headers of a request and of an answer.

use std::net::IpAddr;

use hyper::HeaderMap;
use hyper::header::{
    CONNECTION, COOKIE, EXPECT, HeaderName, HeaderValue, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE,
    TRANSFER_ENCODING, UPGRADE,
};

use super::trace::trace;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const FORWARDED_PORT: HeaderName = HeaderName::from_static("x-forwarded-port");
const TRACE_ID: HeaderName = HeaderName::from_static("x-amzn-trace-id");
const KEEP_ALIVE: HeaderName = HeaderName::from_static("keep-alive");
const PROXY_CONNECTION: HeaderName = HeaderName::from_static("proxy-connection");
const HTTP2_SETTINGS: HeaderName = HeaderName::from_static("http2-settings");

/// The most addresses that a request may come over.
///
/// Source: User Guide for Application Load Balancers, "HTTP 463".
const MOST_ADDRESSES: usize = 30;

/// Whether `X-Forwarded-For` has more addresses than a balancer takes.
pub(super) fn has_too_many_addresses(headers: &HeaderMap) -> bool {
    let values = headers.get_all(FORWARDED_FOR).iter();
    values.map(|value| value.as_bytes().split(|byte| *byte == b',').count()).sum::<usize>() > MOST_ADDRESSES
}

/// The protocol to which the client asks to change, where it does so as RFC 9110 §7.8 says. That of HTTP/2 is not passed on:
/// replicas are spoken to in HTTP/1.1.
pub(super) fn upgrade(headers: &HeaderMap) -> Option<HeaderValue> {
    let asks = headers.get_all(CONNECTION).iter().any(|value| has_token(value, "upgrade"));
    headers.get(UPGRADE).filter(|to| asks && !to.as_bytes().eq_ignore_ascii_case(b"h2c")).cloned()
}

fn has_token(value: &HeaderValue, token: &str) -> bool {
    value.to_str().is_ok_and(|value| value.split(',').any(|word| word.trim().eq_ignore_ascii_case(token)))
}

/// Takes out what is said to the next hop alone (RFC 9110 §7.6.1), and what the connection names.
pub(super) fn remove_hop_by_hop(headers: &mut HeaderMap) {
    if headers.contains_key(CONNECTION) {
        let named: Vec<HeaderName> = headers
            .get_all(CONNECTION)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(|name| name.trim().parse().ok())
            .collect();
        for name in named {
            headers.remove(name);
        }
    }
    for name in [CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, TRANSFER_ENCODING, UPGRADE] {
        headers.remove(name);
    }
}

/// Who a request comes from, and where it came in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub(super) client: IpAddr,
    pub(super) port: u16,
    pub(super) secure: bool,
}

/// Makes the headers of a client's request those of the balancer's to a replica.
///
/// Source: User Guide for Application Load Balancers, "HTTP headers and Application Load Balancers"; User Guide of Elastic
/// Load Balancing, "HTTP headers": a balancer answers `Expect` itself and takes it out.
pub(super) fn to_replica(headers: &mut HeaderMap, origin: Option<Origin>) {
    let takes_trailers = headers.get_all(TE).iter().any(|value| has_token(value, "trailers"));
    remove_hop_by_hop(headers);
    for name in [EXPECT, TE, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, HTTP2_SETTINGS] {
        headers.remove(name);
    }
    if takes_trailers {
        headers.insert(TE, HeaderValue::from_static("trailers"));
    }
    join_cookies(headers);
    let Some(Origin { client, port, secure }) = origin else { return };
    drop_invalid(headers);
    let before: Vec<&str> = headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok()).collect();
    let over = before.into_iter().filter(|value| !value.is_empty()).map(str::to_owned);
    let addresses = over.chain([client.to_canonical().to_string()]).collect::<Vec<_>>().join(", ");
    insert(headers, FORWARDED_FOR, &addresses);
    headers.insert(FORWARDED_PROTO, HeaderValue::from_static(if secure { "https" } else { "http" }));
    headers.insert(FORWARDED_PORT, HeaderValue::from(port));
    let traced = trace(headers.get(&TRACE_ID).and_then(|value| value.to_str().ok()));
    insert(headers, TRACE_ID, &traced);
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// HTTP/2 sends cookies one by one, HTTP/1.1 knows one header of them (RFC 9113 §8.2.3).
fn join_cookies(headers: &mut HeaderMap) {
    if headers.get_all(COOKIE).iter().nth(1).is_none() {
        return;
    }
    let cookies: Vec<&[u8]> = headers.get_all(COOKIE).iter().map(|cookie| cookie.as_bytes()).collect();
    if let Ok(joined) = HeaderValue::from_bytes(&cookies.join(&b"; "[..])) {
        headers.insert(COOKIE, joined);
    }
}

/// Takes out headers whose names have something else than letters, digits and `-`: the load balancers of a template do so
/// (`routing.http.drop_invalid_header_fields.enabled`).
fn drop_invalid(headers: &mut HeaderMap) {
    let legal = |name: &HeaderName| name.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if headers.keys().all(legal) {
        return;
    }
    let invalid: Vec<HeaderName> = headers.keys().filter(|name| !legal(name)).cloned().collect();
    for name in invalid {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(fields: &[(&'static str, &'static str)]) -> HeaderMap {
        let field = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        let mut headers = HeaderMap::new();
        for (name, value) in fields.iter().map(field) {
            headers.append(name, value);
        }
        headers
    }

    fn origin() -> Origin {
        Origin { client: [10, 0, 0, 7].into(), port: 443, secure: true }
    }

    #[test]
    fn what_is_for_the_next_hop_alone_goes() {
        let mut headers = map(&[
            ("connection", "close, X-Mine"),
            ("x-mine", "1"),
            ("keep-alive", "timeout=5"),
            ("te", "gzip, trailers"),
            ("transfer-encoding", "chunked"),
            ("upgrade", "h2c"),
            ("expect", "100-continue"),
            ("x_odd", "1"),
            ("accept", "*/*"),
            ("trailer", "x-sum"),
        ]);
        to_replica(&mut headers, Some(origin()));
        let mut names: Vec<&str> = headers.keys().map(|name| name.as_str()).collect();
        names.sort_unstable();
        let own = ["x-amzn-trace-id", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto"];
        assert_eq!(names, [&["accept", "te", "trailer"], &own[..]].concat());
        assert_eq!(headers[TE], "trailers");
    }

    #[test]
    fn a_replica_sees_where_a_request_comes_from() {
        let mut headers = map(&[
            ("x-forwarded-for", "203.0.113.7"),
            ("x-forwarded-for", "10.1.1.1"),
            ("x-forwarded-proto", "gopher"),
            ("x-forwarded-port", "1"),
        ]);
        to_replica(&mut headers, Some(origin()));
        assert_eq!(headers[FORWARDED_FOR], "203.0.113.7, 10.1.1.1, 10.0.0.7");
        assert_eq!(
            (&headers[FORWARDED_PROTO], &headers[FORWARDED_PORT]),
            (&"https".parse().expect(""), &"443".parse().expect(""))
        );
        assert_eq!(headers.get_all(FORWARDED_FOR).iter().count(), 1);
    }

    #[test]
    fn cookies_are_one_header() {
        let mut headers = map(&[("cookie", "a=1"), ("cookie", "b=2")]);
        to_replica(&mut headers, None);
        assert_eq!(headers[COOKIE], "a=1; b=2");
        assert_eq!(headers.len(), 1);
    }

    #[test]
    fn an_upgrade_is_asked_for_by_the_connection() {
        let asks = |connection, to| upgrade(&map(&[("connection", connection), ("upgrade", to)])).is_some();
        assert!(asks("keep-alive, Upgrade", "websocket"));
        assert!(!asks("keep-alive", "websocket") && !asks("upgrade", "h2c"));
    }

    #[test]
    fn addresses_are_counted_over_all_fields() {
        let thirty: &'static str = ["10.0.0.1"; 30].join(", ").leak();
        assert!(!has_too_many_addresses(&map(&[("x-forwarded-for", thirty)])));
        assert!(has_too_many_addresses(&map(&[("x-forwarded-for", thirty), ("x-forwarded-for", "10.0.0.1")])));
    }
}
