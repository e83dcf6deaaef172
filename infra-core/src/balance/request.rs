//! What of a request is compared.

use std::net::IpAddr;

/// What of a request is compared.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Its method, as it is written.
    pub method: &'a str,
    /// Its path as it stands in the request: not decoded, without the query.
    pub path: &'a str,
    /// What stands behind the first `?`.
    pub query: Option<&'a str>,
    /// Its `Host`, or `:authority`, with or without a port.
    pub host: Option<&'a str>,
    /// Its headers.
    pub headers: &'a dyn Headers,
    /// Who is connected with the load balancer: never what `X-Forwarded-For` says.
    pub source: IpAddr,
}

/// The headers of a request.
pub trait Headers {
    /// Whether one of the fields of a name, whatever its case, has a value that does.
    fn any(&self, name: &str, does: &mut dyn FnMut(&[u8]) -> bool) -> bool;
}

impl Headers for &[(&str, &str)] {
    fn any(&self, name: &str, does: &mut dyn FnMut(&[u8]) -> bool) -> bool {
        self.iter().filter(|(field, _)| field.eq_ignore_ascii_case(name)).any(|(_, value)| does(value.as_bytes()))
    }
}

impl<const N: usize> Headers for [(&str, &str); N] {
    fn any(&self, name: &str, does: &mut dyn FnMut(&[u8]) -> bool) -> bool {
        self.as_slice().any(name, does)
    }
}

impl Request<'_> {
    /// The host without its port: a rule cannot name one.
    pub(super) fn host_name(&self) -> Option<&str> {
        let host = self.host?;
        // A colon within brackets is of an address.
        let end = host.rfind(']').unwrap_or_default();
        Some(host.rfind(':').filter(|colon| *colon >= end).and_then(|colon| host.get(..colon)).unwrap_or(host))
    }
}
