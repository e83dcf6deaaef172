//! By which names the page may be asked for.

use std::net::{Ipv4Addr, Ipv6Addr};

use hyper::Request;
use hyper::header::HOST;

/// Whether a request names this machine, by a name that nobody else can make their own.
pub(crate) fn is_loopback<B>(request: &Request<B>) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let in_target = request.uri().authority().is_none_or(|authority| names_loopback(authority.as_str()));
    in_target && host.to_str().is_ok_and(names_loopback)
}

fn names_loopback(host: &str) -> bool {
    if let Some(rest) = host.strip_prefix('[') {
        let Some((address, port)) = rest.split_once(']') else { return false };
        let ends = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
        return ends && address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback());
    }
    let name = match host.split_once(':') {
        Some((name, port)) if is_port(port) => name,
        Some(_) => return false,
        None => host,
    };
    name.eq_ignore_ascii_case("localhost") || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in
            ["localhost", "LocalHost:4700", "127.0.0.1", "127.0.0.1:4700", "127.3.2.1:80", "[::1]", "[::1]:4700"]
        {
            assert!(names_loopback(host), "{host}");
        }
        for host in [
            "",
            "example.com",
            "localhost.example.com",
            "127.0.0.1.example.com",
            "10.0.0.1:4700",
            "0.0.0.0",
            "[::]",
            "[::1",
            "[::1]x",
            "localhost:",
            "localhost:x",
            "localhost:80:80",
            "user@localhost",
            "localhost:+80",
            "::1",
        ] {
            assert!(!names_loopback(host), "{host}");
        }
    }

    #[test]
    fn a_request_without_a_host_or_with_two_is_refused() {
        let request = |hosts: &[&str], target: &str| {
            let request = Request::builder().uri(target);
            hosts.iter().fold(request, |request, host| request.header(HOST, *host)).body(()).unwrap()
        };
        assert!(is_loopback(&request(&["localhost"], "/")));
        assert!(!is_loopback(&request(&[], "/")));
        assert!(!is_loopback(&request(&["localhost", "example.com"], "/")));
        assert!(!is_loopback(&request(&["localhost"], "http://example.com/")));
    }
}
