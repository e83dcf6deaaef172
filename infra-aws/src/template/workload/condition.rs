//! What a listener rule compares, and what it changes of a request.

use infra_core::declaration::Route;
use serde_json::{Value, json};

/// Which requests a route is for.
pub(super) fn conditions(route: &Route) -> Vec<Value> {
    let mut conditions = Vec::new();
    if let Some(host) = route.host {
        conditions.push(json!({ "Field": "host-header", "HostHeaderConfig": { "Values": [host] } }));
    }
    conditions.push(json!({ "Field": "path-pattern", "PathPatternConfig": { "Values": [route.path] } }));
    if !route.methods.is_empty() {
        let methods = json!({ "Values": route.methods });
        conditions.push(json!({ "Field": "http-request-method", "HttpRequestMethodConfig": methods }));
    }
    for header in route.headers {
        let header = json!({ "HttpHeaderName": header.name, "Values": header.values });
        conditions.push(json!({ "Field": "http-header", "HttpHeaderConfig": header }));
    }
    // One condition with two pairs would ask for either of them.
    for pair in route.query {
        let pair = json!({ "Values": [{ "Key": pair.name, "Value": pair.value }] });
        conditions.push(json!({ "Field": "query-string", "QueryStringConfig": pair }));
    }
    if !route.sources.is_empty() {
        conditions.push(json!({ "Field": "source-ip", "SourceIpConfig": { "Values": route.sources } }));
    }
    conditions
}

/// What takes the path's prefix from a request, where the route strips it.
pub(super) fn transforms(route: &Route) -> Option<Value> {
    let prefix = route.path.strip_suffix("/*").filter(|_| route.strip)?;
    let rewrite = json!({ "Regex": format!("^{}/(.*)$", escape(prefix)), "Replace": "/$1" });
    Some(json!([{ "Type": "url-rewrite", "UrlRewriteConfig": { "Rewrites": [rewrite] } }]))
}

/// A path as a regular expression for itself.
fn escape(path: &str) -> String {
    let mut escaped = String::new();
    for character in path.chars() {
        if matches!(character, '.' | '$' | '+') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use infra_core::declaration::{HeaderCondition, QueryCondition};

    use super::*;

    #[test]
    fn a_route_without_conditions_compares_its_path() {
        let path = json!({ "Field": "path-pattern", "PathPatternConfig": { "Values": ["/*"] } });
        assert_eq!(conditions(&Route::new("/*")), [path]);
    }

    #[test]
    fn every_condition_has_its_form() {
        const HEADERS: &[HeaderCondition] = &[HeaderCondition::new("X-Version", &["2", "3*"])];
        const QUERY: &[QueryCondition] = &[QueryCondition::new("a", "1"), QueryCondition::new("b", "2")];
        let route = Route {
            host: Some("a.b"),
            methods: &["GET", "HEAD"],
            headers: HEADERS,
            query: QUERY,
            sources: &["10.0.0.0/8"],
            ..Route::new("/*")
        };
        let pair = |key, value| {
            let pair = json!({ "Key": key, "Value": value });
            json!({ "Field": "query-string", "QueryStringConfig": { "Values": [pair] } })
        };
        let methods = json!({ "Values": ["GET", "HEAD"] });
        let header = json!({ "HttpHeaderName": "X-Version", "Values": ["2", "3*"] });
        assert_eq!(
            conditions(&route)[2..],
            [
                json!({ "Field": "http-request-method", "HttpRequestMethodConfig": methods }),
                json!({ "Field": "http-header", "HttpHeaderConfig": header }),
                pair("a", "1"),
                pair("b", "2"),
                json!({ "Field": "source-ip", "SourceIpConfig": { "Values": ["10.0.0.0/8"] } }),
            ]
        );
    }

    #[test]
    fn a_prefix_is_stripped_as_it_is_written() {
        let regex = |path| {
            let transforms = transforms(&Route { strip: true, ..Route::new(path) })?;
            Some(transforms[0]["UrlRewriteConfig"]["Rewrites"][0]["Regex"].as_str()?.to_owned())
        };
        assert_eq!(regex("/api/*").as_deref(), Some("^/api/(.*)$"));
        assert_eq!(regex("/v1.0/a+b/*").as_deref(), Some("^/v1\\.0/a\\+b/(.*)$"));
        assert_eq!(transforms(&Route::new("/api/*")), None);
    }
}
