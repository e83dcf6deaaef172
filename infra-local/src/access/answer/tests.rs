//! Who gets what.

use std::sync::Mutex;

use super::*;
use crate::access::{Begun, Grant, Told};

/// Keeps what is asked for.
#[derive(Default)]
struct Fake(Mutex<Vec<String>>);

impl Runs for Fake {
    fn begin(&self, grant: &Grant, overrides: Overrides) -> Result<Option<Begun>, String> {
        let variables: Vec<&str> = overrides.environment.iter().map(|pair| pair.name.as_str()).collect();
        let said = format!("{} runs {} {:?} {variables:?}", grant.service, grant.task, overrides.command);
        self.0.lock().unwrap().push(said);
        Ok(Some(Begun { id: "1".to_owned() }))
    }

    fn told(&self, _task: &str, id: &str) -> Option<Told> {
        (id == "1").then(|| Told { id: id.to_owned(), status: "RUNNING", exit_code: None, reason: String::new() })
    }

    fn stop(&self, task: &str, id: &str) {
        self.0.lock().unwrap().push(format!("{task} {id} stops"));
    }
}

/// An access with what a service is told of a task.
fn told() -> (Access, String, String) {
    let (access, _) = Access::new();
    let grant = Grant { service: "api".to_owned(), task: "rollup".to_owned() };
    let told = access.tell(&grant).unwrap();
    assert_eq!(told, access.tell(&grant).unwrap(), "all replicas are told the same");
    let told: Value = serde_json::from_str(&told).unwrap();
    (access, told["url"].as_str().unwrap().to_owned(), told["token"].as_str().unwrap().to_owned())
}

async fn ask(fake: &Fake, access: &Access, request: Request<Full<Bytes>>) -> (u16, Value) {
    let answer = answer(fake, access, request).await;
    let status = answer.status().as_u16();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&body).unwrap())
}

fn request(method: &str, url: &str, token: &str, more: &[(&str, &str)], body: &str) -> Request<Full<Bytes>> {
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut request = Request::builder().method(method).uri(format!("/{path}")).header("host", host);
    if !token.is_empty() {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let request = more.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request.body(Full::new(Bytes::from(body.to_owned()))).unwrap()
}

#[tokio::test]
async fn a_run_is_started_looked_at_and_stopped() {
    let ((access, url, token), fake) = (told(), Fake::default());
    let body = r#"{"command":["2026-11-22"],"environment":[{"name":"DRY","value":"1"}]}"#;
    let (status, begun) = ask(&fake, &access, request("POST", &url, &token, &[], body)).await;
    assert_eq!((status, begun["id"].as_str()), (201, Some("1")));
    let run = begun["url"].as_str().unwrap();
    assert_eq!(run, format!("{url}/1"));
    let (status, state) = ask(&fake, &access, request("GET", run, &token, &[], "")).await;
    assert_eq!((status, &state["status"], &state["exit_code"]), (200, &json!("RUNNING"), &Value::Null));
    assert_eq!(ask(&fake, &access, request("DELETE", run, &token, &[], "")).await.0, 200);
    assert_eq!(*fake.0.lock().unwrap(), [r#"api runs rollup ["2026-11-22"] ["DRY"]"#, "rollup 1 stops"]);
    assert_eq!(ask(&fake, &access, request("POST", &url, &token, &[], "")).await.0, 201, "nothing is changed");
}

#[tokio::test]
async fn nobody_else_starts_anything() {
    let ((access, url, token), fake) = (told(), Fake::default());
    let other = url.replace("rollup", "migrate");
    let long = format!(r#"{{"command":["{}"]}}"#, "x".repeat(LONGEST));
    for (asked, status) in [
        (request("POST", &url, "", &[], ""), 401),
        (request("POST", &url, "0123", &[], ""), 401),
        (request("POST", &other, &token, &[], ""), 404),
        (request("POST", &url, &token, &[("origin", "http://localhost:4700")], ""), 403),
        (request("POST", "http://shop.example.com/tasks/rollup/runs", &token, &[], ""), 403),
        (request("GET", &url, &token, &[], ""), 405),
        (request("PUT", &format!("{url}/1"), &token, &[], ""), 405),
        (request("GET", &format!("{url}/2"), &token, &[], ""), 404),
        (request("POST", &format!("{url}/"), &token, &[], ""), 404),
        (request("POST", &url, &token, &[], r#"{"cpu":1}"#), 400),
        (request("POST", &url, &token, &[], r#"{"name":"proxy"}"#), 400),
        (request("POST", &url, &token, &[], &long), 413),
    ] {
        let said = format!("{} {}", asked.method(), asked.uri());
        assert_eq!(ask(&fake, &access, asked).await.0, status, "{said}");
    }
    access.keep(|_| false);
    assert_eq!(ask(&fake, &access, request("POST", &url, &token, &[], "")).await.0, 401, "it is taken back");
    assert_eq!(*fake.0.lock().unwrap(), Vec::<String>::new());
}
