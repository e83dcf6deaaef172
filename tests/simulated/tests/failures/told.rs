//! The same truth for programs.

use serde_json::Value;
use simulated::SHOP;
use simulator::Behaviour;

use crate::failures::failed::changed;

#[tokio::test(start_paused = true)]
async fn programs_get_events_of_the_same() {
    let account = changed().await;
    account.aws.image("web:2", Behaviour::crash(3, &["no database"]));
    let outcome = account.run(SHOP, &["deploy", "--json"]).await.exits(1);
    let events: Vec<Value> = outcome.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let named = |name: &str| events.iter().filter(|event| event["event"] == name).collect::<Vec<_>>();
    let report = named("report").last().copied().cloned().unwrap_or_default();
    let mut kept = account.reports().into_iter().next().unwrap();
    kept["event"] = "report".into();
    assert_eq!(report, kept);
    assert_eq!((&report["cause"], &report["state"]), (&"crash".into(), &"rolled_back".into()));
    assert_eq!(report["logs"][0]["lines"][0], "no database");
    let items = named("outcome").last().unwrap()["items"].as_array().unwrap().clone();
    let of = |name: &str| items.iter().find(|item| item["item"] == name).unwrap()["state"].clone();
    assert_eq!(of("web"), serde_json::json!({"rollout": "rolled_back"}));
    assert_eq!((of("mail"), of("api")), ("done".into(), "unchanged".into()));
    let error = events.last().unwrap();
    assert_eq!((&error["event"], &error["kind"]), (&"error".into(), &"rollout".into()));
    assert!(error["message"].as_str().unwrap().contains("[crash]") && error["hints"][0].is_string(), "{error}");
    assert!(named("deployed").is_empty());
}

#[tokio::test(start_paused = true)]
async fn github_shows_what_failed_beside_the_change() {
    let mut account = changed().await;
    account.variables.push(("GITHUB_ACTIONS", "true".to_owned()));
    account.aws.image("web:2", Behaviour::crash(3, &["no database"]));
    let outcome = account.run(SHOP, &["deploy"]).await.exits(1);
    let annotations: Vec<&str> = outcome.err.lines().filter(|line| line.starts_with("::error")).collect();
    assert_eq!(annotations.len(), 1, "{annotations:?}");
    let begin = "::error title=web rolled back::revision 2: container web ended with exit code 3 [crash]%0A";
    assert!(annotations[0].starts_with(begin), "{annotations:?}");
}

#[tokio::test(start_paused = true)]
async fn github_shows_a_step_that_failed_too() {
    let mut account = changed().await;
    account.variables.push(("GITHUB_ACTIONS", "true".to_owned()));
    account.aws.on_call(|call| match call.action().as_str() {
        "ecs:RegisterTaskDefinition" => simulator::Reaction::error("ClientException", "Too many concurrent attempts"),
        _ => simulator::Reaction::Pass,
    });
    let outcome = account.run(SHOP, &["deploy"]).await.exits(1);
    let _outcome = outcome.complains("::error title=web task definition failed::");
}
