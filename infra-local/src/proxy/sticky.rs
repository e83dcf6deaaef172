//! Clients that stay with a replica, by cookie.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hyper::HeaderMap;
use hyper::header::{COOKIE, HeaderValue, SET_COOKIE};
use infra_core::string;

/// The cookie, and its copy for requests from other sites.
///
/// Source: User Guide for Application Load Balancers, "Sticky sessions", duration-based stickiness.
const COOKIE_NAME: &str = "AWSALB";
const CROSS_SITE: &str = "AWSALBCORS";

/// What a cookie names of a replica: that of a load balancer cannot be read either.
pub(super) fn name(replica: &str) -> u64 {
    string::hash(replica)
}

/// The replica with which the client of a request stays, by its name.
pub(super) fn stays_with(headers: &HeaderMap, now: SystemTime) -> Option<u64> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let value = pairs.find_map(|(name, value)| [COOKIE_NAME, CROSS_SITE].contains(&name).then_some(value))?;
    let (until, replica) = value.split_once('-')?;
    let until = u64::from_str_radix(until, 16).ok()?;
    let replica = u64::from_str_radix(replica, 16).ok()?;
    (seconds(now) < until).then_some(replica)
}

/// Says to the client with which replica it stays, for so long.
pub(super) fn stay(headers: &mut HeaderMap, replica: &str, time: u32, secure: bool, now: SystemTime) {
    let end = now + Duration::from_secs(time.into());
    let value = format!("{:x}-{:016x}", seconds(end), name(replica));
    let expires = httpdate::fmt_http_date(end);
    let only_secure = if secure { "; Secure" } else { "" };
    for cookie in [
        format!("{COOKIE_NAME}={value}; Expires={expires}; Path=/"),
        format!("{CROSS_SITE}={value}; Expires={expires}; Path=/; SameSite=None{only_secure}"),
    ] {
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(SET_COOKIE, cookie);
        }
    }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_stays_until_the_time_is_over() {
        let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let mut answer = HeaderMap::new();
        stay(&mut answer, "web-1", 60, true, now);
        let cookies: Vec<&str> =
            answer.get_all(SET_COOKIE).iter().map(|cookie| cookie.to_str().expect("text")).collect();
        assert!(cookies[0].ends_with("; Expires=Tue, 14 Nov 2023 22:14:20 GMT; Path=/"), "{cookies:?}");
        assert!(
            cookies[1].starts_with("AWSALBCORS=") && cookies[1].ends_with("; SameSite=None; Secure"),
            "{cookies:?}"
        );
        let pair = cookies[0].split(';').next().expect("a pair");
        let mut request = HeaderMap::new();
        request.append(COOKIE, HeaderValue::from_static("a=b"));
        request.append(COOKIE, HeaderValue::from_str(&format!("c=d; {pair}; e")).expect("text"));
        assert_eq!(stays_with(&request, now), Some(name("web-1")));
        assert_eq!(stays_with(&request, now + Duration::from_mins(1)), None);
    }

    #[test]
    fn what_is_no_cookie_of_ours_says_nothing() {
        for cookie in ["AWSALB=", "AWSALB=x-y", "AWSALB=ffffffffff", "a=b"] {
            let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(cookie))]);
            assert_eq!(stays_with(&headers, UNIX_EPOCH), None, "{cookie}");
        }
    }
}
