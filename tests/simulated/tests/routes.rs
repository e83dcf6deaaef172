//! The same routes lead the same requests to the same services on AWS and on this machine: the conditions that the templates
//! write are read as the documents of Elastic Load Balancing say, and the local target's balancer is asked on the wire.

use std::collections::BTreeMap;

use balanced::{Client, Replica, Stage, say};
use infra_aws::core::blueprint::Blueprint;
use infra_aws::core::declaration::{App, HeaderCondition, Port, QueryCondition, Route};
use infra_local::spec::{Built, Spec};
use serde_json::Value;
use simulated::{Account, generated};

const SERVICES: usize = 30;
const ROUTES_A_SERVICE: usize = 2;
const REQUESTS: usize = 2500;

const PATHS: [&str; 12] =
    ["/", "/*", "/a", "/a/*", "/a/?", "/*/b", "/A/*", "/a/*/c", "/*.png", "/v1.0/a+b/*", "/b/*", "/?/b*"];
const HOSTS: [&str; 5] = ["a.example.com", "*.example.com", "A.Example.com", "?.example.com", "*.com"];
const VALUES: [&str; 6] = ["1", "1*", "?", "yes", "YES", "*b*"];
/// In queries alone a backslash has a meaning.
const QUERY_VALUES: [&str; 4] = ["1*", "*b*", "?", "\\*"];
const SOURCES: [&str; 4] = ["127.0.0.0/8", "127.0.0.1/32", "10.0.0.0/8", "172.16.0.0/12"];

fn one(random: &mut fastrand::Rng, of: &[&'static str]) -> &'static str {
    of[random.usize(..of.len())]
}

/// A route of at most 5 values, of which many are alike.
fn route(random: &mut fastrand::Rng) -> Route {
    let mut route = Route::new(one(random, &PATHS));
    if random.u8(..10) < 4 {
        route.host = Some(one(random, &HOSTS));
    }
    match random.u8(..6) {
        0 => route.methods = vec![one(random, &["GET", "POST"]), "M-SEARCH"].leak(),
        1 => {
            let values: &[&str] = vec![one(random, &VALUES), one(random, &VALUES)].leak();
            route.headers = vec![HeaderCondition::new(one(random, &["X-Version", "x-beta"]), values)].leak();
        }
        2 => route.query = vec![QueryCondition::new(one(random, &["v", "V*", "?"]), one(random, &QUERY_VALUES))].leak(),
        3 => route.sources = vec![one(random, &SOURCES)].leak(),
        _ => {}
    }
    route.strip =
        random.bool() && route.path.strip_suffix("/*").is_some_and(|it| !it.is_empty() && !it.contains(['*', '?']));
    route
}

/// Services with routes of which no two compare the same.
fn app(random: &mut fastrand::Rng) -> App {
    let mut seen: Vec<Route> = Vec::new();
    let services = (0..SERVICES).map(|number| {
        let mut spec = generated::plain();
        spec.workload.ports = vec![Port::new(8080)].leak();
        let mut routes = Vec::new();
        while routes.len() < ROUTES_A_SERVICE {
            let route = route(random);
            if !seen.iter().any(|other| Route { strip: route.strip, ..*other } == route) {
                seen.push(route);
                routes.push(route);
            }
        }
        spec.routes = routes.leak();
        (format!("s{number}"), spec)
    });
    let services = services.collect();
    generated::app(generated::cluster(), services, Vec::new())
}

/// A rule of a listener as a template has it.
struct Rule {
    priority: u64,
    service: String,
    properties: Value,
}

/// The rules of the templates that `synth` writes.
async fn rules(app: App) -> Vec<Rule> {
    let account = Account::new(1);
    let folder = account.folder.0.join("synth").display().to_string();
    let outcome = account.run_as_is(app, &["synth", "--stage", "dev", "--output", &folder]).await.exits(0);
    let mut rules = Vec::new();
    for file in outcome.out.lines() {
        let text = std::fs::read_to_string(file).expect("what synth names is there");
        let Ok(template) = serde_json::from_str::<Value>(&text) else { continue };
        let Some(resources) = template["Resources"].as_object() else { continue };
        for resource in resources.values().filter(|it| it["Type"] == "AWS::ElasticLoadBalancingV2::ListenerRule") {
            let properties = resource["Properties"].clone();
            let group = properties["Actions"][0]["TargetGroupArn"]["Ref"].as_str().expect("it forwards");
            let name = resources[group]["Properties"]["Name"].as_str().expect("a group has a name");
            let service = name.strip_prefix("generated-dev-").expect("it is called as the service").to_owned();
            rules.push(Rule { priority: properties["Priority"].as_u64().expect("a number"), service, properties });
        }
    }
    rules.sort_by_key(|rule| rule.priority);
    rules
}

/// A request.
struct Asked {
    method: &'static str,
    path: &'static str,
    query: &'static str,
    host: &'static str,
    headers: Vec<(&'static str, &'static str)>,
}

impl Asked {
    fn of(random: &mut fastrand::Rng) -> Self {
        let mut headers = Vec::new();
        for name in ["X-Version", "X-Beta", "x-version"] {
            if random.u8(..10) < 6 {
                headers.push((name, one(random, &["1", "12", "yes", "abc", "-", "Yes", "*"])));
            }
        }
        Self {
            method: one(random, &["GET", "POST", "DELETE", "M-SEARCH", "get"]),
            path: one(
                random,
                &[
                    "/",
                    "/a",
                    "/A/b",
                    "/a/b",
                    "/a/x/c",
                    "/x/b",
                    "/i.png",
                    "/v1.0/a+b/c",
                    "/v1x0/a+b/c",
                    "/b/c//d",
                    "/c/bb",
                    "/a/",
                ],
            ),
            query: one(random, &["", "v=1", "V=12", "w=ABC&v=a%62C", "x=yes&=1", "v", "va=%2a&b=b", "v=*"]),
            host: one(random, &["a.example.com", "A.example.COM:8080", "b.com", "localhost"]),
            headers,
        }
    }
}

/// Whether a text is as a pattern says, letter by letter.
fn like(pattern: &[char], text: &[char]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        (['*', rest @ ..], _) if like(rest, text) => true,
        (['*', ..], [_, tail @ ..]) => like(pattern, tail),
        (['?', rest @ ..], [_, tail @ ..]) => like(rest, tail),
        (['\\', wanted @ ('*' | '?'), rest @ ..] | [wanted, rest @ ..], [letter, tail @ ..]) => {
            wanted == letter && like(rest, tail)
        }
        _ => false,
    }
}

fn is_like(pattern: &str, text: &str) -> bool {
    like(&pattern.chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>())
}

fn is_like_in_any_case(pattern: &str, text: &str) -> bool {
    is_like(&pattern.to_lowercase(), &text.to_lowercase())
}

fn texts(values: &Value) -> impl Iterator<Item = &str> {
    values.as_array().expect("a list").iter().map(|value| value.as_str().expect("a text"))
}

/// Whether one condition of a rule holds of a request that comes from this machine.
///
/// Source: User Guide for Application Load Balancers, "Condition types for listener rules".
fn holds(condition: &Value, asked: &Asked) -> bool {
    match condition["Field"].as_str().expect("a field") {
        "path-pattern" => texts(&condition["PathPatternConfig"]["Values"]).any(|pattern| is_like(pattern, asked.path)),
        "host-header" => {
            let host = asked.host.split(':').next().unwrap_or_default();
            texts(&condition["HostHeaderConfig"]["Values"]).any(|pattern| is_like_in_any_case(pattern, host))
        }
        "http-request-method" => {
            texts(&condition["HttpRequestMethodConfig"]["Values"]).any(|method| method == asked.method)
        }
        "http-header" => {
            let name = condition["HttpHeaderConfig"]["HttpHeaderName"].as_str().expect("a name");
            let fields = asked.headers.iter().filter(|(field, _)| field.eq_ignore_ascii_case(name));
            let values = || texts(&condition["HttpHeaderConfig"]["Values"]);
            fields.clone().any(|(_, value)| values().any(|pattern| is_like_in_any_case(pattern, value)))
        }
        "query-string" => {
            let wanted = condition["QueryStringConfig"]["Values"].as_array().expect("a list");
            let pairs: Vec<(String, String)> = asked
                .query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(key, value)| (decoded(key), decoded(value)))
                .collect();
            wanted.iter().any(|wanted| {
                let text = |of: &str| wanted[of].as_str().expect("a text").to_owned();
                let (key, value) = (text("Key"), text("Value"));
                pairs
                    .iter()
                    .any(|(its_key, its)| is_like_in_any_case(&key, its_key) && is_like_in_any_case(&value, its))
            })
        }
        "source-ip" => {
            texts(&condition["SourceIpConfig"]["Values"]).any(|block| ["127.0.0.0/8", "127.0.0.1/32"].contains(&block))
        }
        other => panic!("{other} is no field of a condition"),
    }
}

fn decoded(text: &str) -> String {
    text.replace("%62", "b").replace("%2a", "*")
}

/// The path that a rule passes on.
fn passed_on(rule: &Rule, path: &str) -> String {
    let rewrite = &rule.properties["Transforms"][0]["UrlRewriteConfig"]["Rewrites"][0];
    let Some(expression) = rewrite["Regex"].as_str() else { return path.to_owned() };
    assert_eq!(rewrite["Replace"], "/$1");
    let prefix =
        expression.strip_prefix('^').and_then(|it| it.strip_suffix("(.*)$")).expect("a prefix").replace('\\', "");
    format!("/{}", path.strip_prefix(&prefix).expect("its path is under it"))
}

#[tokio::test]
async fn a_request_reaches_the_same_service_on_aws_and_on_this_machine() {
    let mut random = fastrand::Rng::with_seed(6);
    let app = app(&mut random);
    let rules = rules(app).await;
    assert_eq!(rules.len(), SERVICES * ROUTES_A_SERVICE);
    let blueprint = Blueprint::resolve(&app, "dev").expect("it is legal");
    let built = Built {
        images: (0..SERVICES).map(|at| ((format!("s{at}"), format!("s{at}")), "plain:1".to_owned())).collect(),
        ..Built::default()
    };
    let spec = Spec::of(&blueprint, &built).expect("all is built");
    let stage = Stage::with(&spec.balancers);
    let mut replicas = Vec::new();
    for service in &spec.services {
        let name = service.item.clone();
        let replica = Replica::start(&service.item, move |request| {
            let words = format!("{name} {}", request.uri());
            async move { say(words) }
        });
        let replica = replica.await;
        stage.proxy.set_targets(&service.item, 8080, &[replica.target()]);
        replicas.push(replica);
    }
    let mut client = Client::to(stage.http()).await;
    let mut met = BTreeMap::<u64, usize>::new();
    for _ in 0..REQUESTS {
        let asked = Asked::of(&mut random);
        let rule = rules.iter().find(|rule| {
            let conditions = rule.properties["Conditions"].as_array().expect("a list");
            conditions.iter().all(|condition| holds(condition, &asked))
        });
        let query = if asked.query.is_empty() { String::new() } else { format!("?{}", asked.query) };
        let wanted = rule.map_or("Not Found".to_owned(), |rule| {
            *met.entry(rule.priority).or_default() += 1;
            format!("{} {}{query}", rule.service, passed_on(rule, asked.path))
        });
        let headers = asked.headers.iter().map(|(name, value)| format!("{name}: {value}"));
        let headers: Vec<String> =
            headers.chain([format!("Host: {}", asked.host), "Content-Length: 0".to_owned()]).collect();
        let headers: Vec<&str> = headers.iter().map(|header| header.as_str()).collect();
        client.ask(&format!("{} {}{query}", asked.method, asked.path), &headers).await;
        let answer = client.answer().await.expect("an answer");
        assert_eq!(answer.body, wanted, "{} {}{query} {headers:?}", asked.method, asked.path);
    }
    assert!(met.len() > 20, "{met:?}");
}
