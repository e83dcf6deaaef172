//! Each request goes where the pure function says: the rules and the requests are made by chance, always the same.

use std::net::{IpAddr, Ipv4Addr};

use balanced::{Client, Replica, Stage, balancer, to};
use infra_core::balance::{Conditions, Request, first};
use infra_core::declaration::{HeaderCondition, QueryCondition, Route as Declared};
use infra_local::spec::{Route, Rule};

const RULES: usize = 60;
const REQUESTS: usize = 4000;

const PATHS: [&str; 14] =
    ["/", "/*", "/a", "/a/*", "/a/?", "/*/b", "/A/*", "/a/*/c", "/*.png", "/a%20b", "/b/*", "/?/b*", "/b//c", "/a/b"];
const HOSTS: [&str; 6] = ["a.example.com", "*.example.com", "A.Example.com", "?.example.com", "example.com", "*.com"];
const METHODS: [&str; 5] = ["GET", "POST", "DELETE", "M-SEARCH", "PATCH"];
const VALUES: [&str; 7] = ["1", "1*", "?", "yes", "YES", "*b*", "a%62c"];
const SOURCES: [&str; 4] = ["127.0.0.0/8", "127.0.0.1/32", "10.0.0.0/8", "::/0"];

fn one<'a>(random: &mut fastrand::Rng, of: &[&'a str]) -> &'a str {
    of[random.usize(..of.len())]
}

/// A route that compares something with about this chance.
fn route(random: &mut fastrand::Rng) -> Declared {
    let mut route = Declared::new(one(random, &PATHS));
    if random.u8(..10) < 3 {
        route.host = Some(one(random, &HOSTS));
    }
    if random.u8(..10) < 3 {
        route.methods = vec![one(random, &METHODS), one(random, &METHODS)].leak();
    }
    if random.u8(..10) < 3 {
        let values: &[&str] = vec![one(random, &VALUES), one(random, &VALUES)].leak();
        route.headers = vec![HeaderCondition::new(one(random, &["X-Version", "x-beta"]), values)].leak();
    }
    if random.u8(..10) < 3 {
        route.query = vec![QueryCondition::new(one(random, &["v", "V*", "?"]), one(random, &VALUES))].leak();
    }
    if random.u8(..10) < 2 {
        route.sources = vec![one(random, &SOURCES)].leak();
    }
    route
}

fn of_spec(route: &Declared) -> Route {
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    Route {
        path: route.path.to_owned(),
        host: route.host.map(str::to_owned),
        methods: texts(route.methods),
        headers: route.headers.iter().map(|header| (header.name.to_owned(), texts(header.values))).collect(),
        query: route.query.iter().map(|pair| (pair.name.to_owned(), pair.value.to_owned())).collect(),
        sources: texts(route.sources),
        strip: false,
    }
}

/// What is asked.
struct Asked {
    method: &'static str,
    target: String,
    headers: Vec<(&'static str, &'static str)>,
}

fn asked(random: &mut fastrand::Rng) -> Asked {
    let path = one(
        random,
        &["/", "/a", "/A/b", "/a/b", "/a/x/c", "/x/b", "/i.png", "/a%20b", "/b/c/d", "/b//c", "/c/bb", "/a/"],
    );
    let query = one(random, &["", "?", "?v=1", "?V=12", "?w=ABC&v=a%62C", "?x=yes&=1", "?v", "?va=1&b=b"]);
    let mut headers =
        vec![("Host", one(random, &["a.example.com", "A.example.COM:8080", "example.com", "b.com", "localhost"]))];
    for name in ["X-Version", "X-Beta", "x-version"] {
        if random.u8(..10) < 5 {
            headers.push((name, one(random, &["1", "12", "yes", "abc", "-", "Yes"])));
        }
    }
    Asked {
        method: one(random, &["GET", "POST", "DELETE", "M-SEARCH", "get"]),
        target: format!("{path}{query}"),
        headers,
    }
}

#[tokio::test]
async fn each_request_goes_where_the_rules_say() {
    let mut random = fastrand::Rng::with_seed(6);
    let routes: Vec<Declared> = (0..RULES).map(|_| route(&mut random)).collect();
    // Listed in another order than that of their priorities.
    let mut rules: Vec<Rule> =
        routes.iter().zip(1..).map(|(route, at)| to(at * 7, of_spec(route), &format!("s{at}"))).collect();
    random.shuffle(&mut rules);
    let stage = Stage::with(&[balancer(&rules)]);
    let mut replicas = Vec::new();
    for at in 1..=RULES {
        let replica = Replica::named(&format!("s{at}")).await;
        stage.set(&replica.id, &[&replica]);
        replicas.push(replica);
    }
    let expected: Vec<(Conditions, String)> =
        routes.iter().zip(1..).map(|(route, at)| (Conditions::from(route), format!("s{at}"))).collect();
    let mut client = Client::to(stage.http()).await;
    let mut met = std::collections::BTreeMap::<String, usize>::new();
    for _ in 0..REQUESTS {
        let Asked { method, target, headers } = asked(&mut random);
        let (path, query) = target.split_once('?').map_or((&*target, None), |(path, query)| (path, Some(query)));
        let wanted = first(
            &expected,
            &Request {
                method,
                path,
                query,
                host: headers.first().map(|(_, host)| *host),
                headers: &headers.as_slice(),
                source: IpAddr::V4(Ipv4Addr::LOCALHOST),
            },
        );
        let lines: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let lines: Vec<&str> = lines.iter().map(|line| line.as_str()).chain(["Content-Length: 0"]).collect();
        client.ask(&format!("{method} {target}"), &lines).await;
        let answer = client.answer().await.expect("an answer");
        let wanted = wanted.map_or("Not Found", |(_, service)| service);
        assert_eq!(answer.body, wanted, "{method} {target} {headers:?}");
        *met.entry(answer.body).or_default() += 1;
    }
    // They meet many of the rules, and not always the same.
    assert!(met.len() > 15, "{met:?}");
}
