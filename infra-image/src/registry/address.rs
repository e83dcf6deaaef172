//! Addresses of registries, and where they send one on to.

use hyper::Uri;
use hyper::http::uri::{Authority, PathAndQuery, Scheme};

/// The host that answers for a registry.
pub(super) fn host(registry: &str) -> &str {
    if registry == "docker.io" { "registry-1.docker.io" } else { registry }
}

/// Whether a host is this machine: nobody else hears what is said to it.
pub(super) fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Where an answer's `Location` leads, which may leave out what is as it was.
pub(super) fn follow(from: &Uri, location: &str) -> Option<Uri> {
    let to: Uri = if location.starts_with("//") {
        format!("{}:{location}", from.scheme_str()?).parse().ok()?
    } else if location.starts_with(['/', '?']) || !location.contains("://") {
        let path = from.path();
        let path = match location.chars().next() {
            Some('/') => location.to_owned(),
            Some('?') => format!("{path}{location}"),
            _ => format!("{}/{location}", path.rsplit_once('/').map_or("", |(folder, _)| folder)),
        };
        let mut parts = from.clone().into_parts();
        parts.path_and_query = Some(path.parse::<PathAndQuery>().ok()?);
        Uri::from_parts(parts).ok()?
    } else {
        location.parse().ok()?
    };
    let to = if goes_on_encrypted(from, &to) {
        let mut parts = to.into_parts();
        parts.scheme = Some(Scheme::HTTPS);
        Uri::from_parts(parts).ok()?
    } else {
        to
    };
    let is_web = to.scheme() == Some(&Scheme::HTTP) || to.scheme() == Some(&Scheme::HTTPS);
    // A user in an address would be taken for a credential.
    let is_plain = to.authority().is_some_and(|authority| !authority.as_str().contains('@'));
    (is_web && is_plain).then_some(to)
}

/// Whether an address without encryption is of the same server that was asked with it: a registry behind a proxy that encrypts for it
/// does not know that it is spoken to so.
fn goes_on_encrypted(from: &Uri, to: &Uri) -> bool {
    from.scheme() == Some(&Scheme::HTTPS)
        && to.scheme() == Some(&Scheme::HTTP)
        && to.port().is_none()
        && from.port_u16().is_none_or(|port| port == 443)
        && from.host().is_some_and(|host| to.host().is_some_and(|other| host.eq_ignore_ascii_case(other)))
}

/// The address with one more parameter.
pub(super) fn with_query(uri: &Uri, name: &str, value: &str) -> Option<Uri> {
    let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let query = uri.query().filter(|query| !query.is_empty()).map(|query| format!("{query}&")).unwrap_or_default();
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(format!("{}?{query}{name}={value}", uri.path()).parse().ok()?);
    Uri::from_parts(parts).ok()
}

/// Whether two addresses are one server: to no other is said who asks.
pub(super) fn same_server(one: &Uri, other: &Uri) -> bool {
    let port = |uri: &Uri| uri.port_u16().unwrap_or(if uri.scheme() == Some(&Scheme::HTTP) { 80 } else { 443 });
    let host = |uri: &Uri| uri.authority().map(Authority::host).unwrap_or_default().to_ascii_lowercase();
    one.scheme() == other.scheme() && host(one) == host(other) && port(one) == port(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_known() {
        for host in ["localhost", "localhost:5000", "127.0.0.1:80", "127.8.9.1", "[::1]:5000"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["localhost.example", "127.0.0.1.nip.io", "10.0.0.1", "[::2]", "example.com:5000", "0.0.0.0"] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn locations_are_followed() {
        let from: Uri = "https://a.io/v2/x/blobs/uploads/?n=1".parse().unwrap();
        let followed = |location: &str| follow(&from, location).map(|uri| uri.to_string());
        assert_eq!(followed("/v2/y?state=1"), Some("https://a.io/v2/y?state=1".into()));
        assert_eq!(followed("?state=1"), Some("https://a.io/v2/x/blobs/uploads/?state=1".into()));
        assert_eq!(followed("id"), Some("https://a.io/v2/x/blobs/uploads/id".into()));
        assert_eq!(followed("https://b.io/z"), Some("https://b.io/z".into()));
        assert_eq!(followed("//b.io/z"), Some("https://b.io/z".into()));
        assert_eq!(followed("http://a.io/z"), Some("https://a.io/z".into()));
        assert_eq!(followed("http://a.io:80/z"), Some("http://a.io:80/z".into()));
        assert_eq!(followed("http://b.io/z"), Some("http://b.io/z".into()));
        assert_eq!(followed("file:///etc/passwd"), None);
        assert_eq!(followed("https://user:word@b.io/z"), None);
        let put = with_query(&"http://a.io/u?s=1".parse().unwrap(), "digest", "sha256:00").unwrap();
        assert_eq!(put.to_string(), "http://a.io/u?s=1&digest=sha256%3A00");
    }

    #[test]
    fn one_server_is_one_scheme_host_and_port() {
        let same = |one: &str, other: &str| same_server(&one.parse().unwrap(), &other.parse().unwrap());
        assert!(same("https://a.io/x", "https://A.io:443/y"));
        assert!(!same("https://a.io/x", "http://a.io/x"));
        assert!(!same("https://a.io/x", "https://a.io:8443/x"));
        assert!(!same("https://a.io/x", "https://b.a.io/x"));
    }
}
