//! The conditions of one rule.

use super::query::pairs;
use super::{Block, Pattern, Request};
use crate::declaration::Route;

/// The conditions of one rule. All of them must hold; of a list of values one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conditions {
    /// Compared with the path as it stands in the request, by case. `path-pattern`.
    pub path: Pattern,
    /// Compared with the host without its port, in any case. `host-header`.
    pub host: Option<Pattern>,
    /// Compared by case; empty for any. `http-request-method`.
    pub methods: Vec<String>,
    /// Names of headers in any case, and what one of the fields of the name must be like. `http-header`.
    pub headers: Vec<(String, Vec<Pattern>)>,
    /// Keys and values of which a pair must be in the query. `query-string`.
    pub query: Vec<(Pattern, Pattern)>,
    /// Where the client may be; empty for anywhere. `source-ip`.
    pub sources: Vec<Block>,
}

impl Conditions {
    /// One that compares the path alone.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        Self {
            path: Pattern::exact(path),
            host: None,
            methods: Vec::new(),
            headers: Vec::new(),
            query: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Whether a request is as all of them say.
    ///
    /// A host is compared without its port. A header that a request has several times is compared field by field. A
    /// condition on something that the request does not have does not hold.
    ///
    /// Source: botocore 1.44.5 elbv2 HostHeaderConditionConfig, PathPatternConditionConfig, HttpHeaderConditionConfig,
    /// HttpRequestMethodConditionConfig, QueryStringConditionConfig, SourceIpConditionConfig.
    #[must_use]
    pub fn hold(&self, request: &Request<'_>) -> bool {
        self.path.matches(request.path.as_bytes())
            && (self.methods.is_empty() || self.methods.iter().any(|method| method == request.method))
            && self.host.as_ref().is_none_or(|pattern| {
                request.host_name().is_some_and(|host| !host.is_empty() && pattern.matches(host.as_bytes()))
            })
            && self.headers.iter().all(|(name, patterns)| {
                request.headers.any(name, &mut |value| patterns.iter().any(|pattern| pattern.matches(value)))
            })
            && self.query.iter().all(|(key, value)| {
                pairs(request.query.unwrap_or_default()).any(|(its_key, its_value)| {
                    its_key.is_some_and(|its_key| key.matches(&its_key)) && value.matches(&its_value)
                })
            })
            && (self.sources.is_empty() || self.sources.iter().any(|block| block.contains(request.source)))
    }
}

impl From<&Route> for Conditions {
    fn from(route: &Route) -> Self {
        let header = |values: &[&str]| values.iter().map(|value| Pattern::of_any_case(value)).collect();
        Self {
            host: route.host.map(Pattern::of_any_case),
            methods: route.methods.iter().map(|&method| method.to_owned()).collect(),
            headers: route.headers.iter().map(|it| (it.name.to_owned(), header(it.values))).collect(),
            query: route.query.iter().map(|it| (Pattern::of_query(it.name), Pattern::of_query(it.value))).collect(),
            sources: route.sources.iter().filter_map(|block| Block::read(block)).collect(),
            ..Self::of_path(route.path)
        }
    }
}

/// What is passed on of a path by a route that strips: what stands behind the prefix before `/*`, from `/`. The query stays.
/// None where the pattern ends otherwise, or the path is not under the prefix.
///
/// Source: botocore 1.44.5 elbv2 RewriteConfig, with the expression that the template of the route has.
#[must_use]
pub fn rest_of_path<'a>(pattern: &str, path: &'a str) -> Option<&'a str> {
    path.strip_prefix(pattern.strip_suffix("/*")?).filter(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::super::first;
    use super::*;
    use crate::declaration::{HeaderCondition, QueryCondition};

    fn request(path: &'static str) -> Request<'static> {
        let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
        let source = [10, 0, 0, 1].into();
        Request { method: "GET", path, query, host: Some("a.example.com:8080"), headers: &[], source }
    }

    fn holds(route: Route, request: &Request<'_>) -> bool {
        Conditions::from(&route).hold(request)
    }

    #[test]
    fn a_path_is_compared_as_it_stands() {
        assert!(holds(Route::new("/a"), &request("/a?b=c")));
        assert!(!holds(Route::new("/a"), &request("/%61")));
        assert!(!holds(Route::new("/a"), &request("/A")));
        assert!(!holds(Route::new("/a"), &request("/b/../a")));
    }

    #[test]
    fn a_host_is_compared_without_its_port() {
        let route = |host| Route { host: Some(host), ..Route::new("/*") };
        assert!(holds(route("A.example.com"), &request("/")));
        assert!(holds(route("?.*.com"), &request("/")));
        assert!(!holds(route("example.com"), &request("/")));
        assert!(!holds(route("*.example.com"), &Request { host: None, ..request("/") }));
        assert_eq!(Request { host: Some("[::1]:80"), ..request("/") }.host_name(), Some("[::1]"));
        assert_eq!(Request { host: Some("[::1]"), ..request("/") }.host_name(), Some("[::1]"));
    }

    #[test]
    fn all_conditions_must_hold_and_of_values_one() {
        const HEADERS: &[HeaderCondition] =
            &[HeaderCondition::new("X-Version", &["2", "3*"]), HeaderCondition::new("X-Beta", &["Yes"])];
        const QUERY: &[QueryCondition] = &[QueryCondition::new("Version", "2"), QueryCondition::new("b", "*")];
        let route = Route { methods: &["GET", "HEAD"], headers: HEADERS, query: QUERY, ..Route::new("/*") };
        let all = Request {
            headers: &[("x-version", "1"), ("X-VERSION", "30"), ("x-beta", "yes")],
            ..request("/?b=&version=%32")
        };
        assert!(holds(route, &all));
        assert!(!holds(route, &Request { method: "get", ..all }));
        assert!(!holds(route, &Request { headers: &[("x-version", "2")], ..all }));
        assert!(!holds(route, &Request { query: Some("version=2"), ..all }));
        assert!(!holds(route, &Request { query: Some("b&version=2"), ..all }));
        assert!(!holds(route, &Request { query: None, ..all }));
    }

    #[test]
    fn a_source_is_who_is_connected() {
        let route = Route { sources: &["192.168.0.0/16", "10.0.0.0/8"], ..Route::new("/*") };
        assert!(holds(route, &request("/")));
        let elsewhere =
            Request { source: [203, 0, 113, 7].into(), headers: &[("X-Forwarded-For", "10.0.0.1")], ..request("/") };
        assert!(!holds(route, &elsewhere));
    }

    #[test]
    fn the_first_rule_wins() {
        let rules = ["/api/*", "/*", "/api/v1/*"].map(|path| (Conditions::of_path(path), path));
        assert_eq!(first(&rules, &request("/api/v1/x")).map(|rule| rule.1), Some("/api/*"));
        assert_eq!(first(&rules, &request("/x")).map(|rule| rule.1), Some("/*"));
        assert!(first(&rules[..1], &request("/x")).is_none());
    }

    #[test]
    fn a_prefix_is_taken_from_the_path() {
        for (pattern, path, rest) in [
            ("/api/*", "/api/", Some("/")),
            ("/api/*", "/api/a/b", Some("/a/b")),
            ("/api/*", "/api//a", Some("//a")),
            ("/api/*", "/apix", None),
            ("/api", "/api", None),
            ("/*", "/a", Some("/a")),
        ] {
            assert_eq!(rest_of_path(pattern, path), rest, "{pattern} {path}");
        }
    }
}
