//! The example of a grown platform: planned, deployed, changed nothing, and gone again.

use std::path::PathBuf;
use std::time::Duration;

use platform::APP;
use serde_json::Value;
use simulated::Account;
use simulator::Behaviour;

use crate::lint;

/// The words of a command in the stage that is protected.
const PROD: [&str; 3] = ["--stage", "prod", "--yes"];

/// An account in which the migration comes to its end.
fn account(seed: u64) -> Account {
    let account = Account::new(seed);
    let done = Behaviour::Exit { after: Duration::from_secs(20), code: 0, lines: Vec::new() };
    account.aws.image("postgres:17-alpine", done);
    account
}

/// Fails the test if a stack, a service or a task definition is left.
#[track_caller]
fn assert_empty(account: &Account) {
    let left = account.aws.snapshot();
    for part in ["/stacks", "/ecs/services", "/ecs/families"] {
        let part = left.pointer(part).and_then(Value::as_object);
        assert!(part.is_none_or(serde_json::Map::is_empty), "{part:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_first_deploy_is_planned_and_leaves_nothing_to_do() {
    let account = account(1);
    let planned = account.run(APP, &["plan"]).await.exits(0);
    for words in ["storefront service (new)", "compute stack (new)", "Cost: about", "Next runs of report"] {
        assert!(planned.out.contains(words), "{words:?} is not in\n{}", planned.out);
    }
    let _ = account.deploy(APP).await.says("Deployed.");
    assert!(account.aws.wait_until_settled().await);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
    let _ = account.aws.take_calls();
    let _ = account.deploy(APP).await.says("Nothing to do");
    let writes: Vec<_> = account.aws.take_calls().into_iter().filter(|call| !call.is_read()).collect();
    assert!(writes.is_empty(), "{writes:?}");
}

#[tokio::test(start_paused = true)]
async fn what_is_ejected_is_valid_and_complete() {
    let account = account(3);
    account.deploy(APP).await;
    let ejected = account.run(APP, &["eject"]).await.exits(0);
    let files: Vec<PathBuf> = ejected.out.lines().map(PathBuf::from).collect();
    let readme = std::fs::read_to_string(account.folder.0.join("ejected/README.md")).unwrap();
    let mut templates = Vec::new();
    for file in files.iter().filter(|file| !file.ends_with("README.md")) {
        let (text, name) = (std::fs::read_to_string(file).unwrap(), file.file_name().unwrap().to_string_lossy());
        let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(readme.contains(&format!("file://{name}")), "{name} is not named in\n{readme}");
        // Templates hand the tags on to instances and volumes.
        assert!(!value.is_null() && (name.ends_with(".template.json") || !text.contains("infra:item")), "{name}");
        if name.ends_with(".template.json") {
            templates.push(file.clone());
        } else {
            // Only what the scaling API answers is open: everything else stands.
            let open = text.replace("${ARN of policy", "").contains("${");
            assert!(!open, "{name} has something open:\n{text}");
        }
    }
    let made = account.aws.snapshot();
    let stacks = made["stacks"].as_object().unwrap();
    assert_eq!(templates.len(), stacks.len(), "{templates:?}");
    let services = made["ecs"]["services"].as_object().unwrap().len();
    assert_eq!(files.iter().filter(|file| file.to_string_lossy().ends_with(".create-service.json")).count(), services);
    lint::finds_nothing(&templates);
}

#[tokio::test(start_paused = true)]
async fn a_destroy_leaves_what_it_says_and_nothing_else() {
    let account = account(2);
    account.deploy(APP).await;
    let gone = account.run(APP, &["destroy"]).await.exits(0);
    assert!(gone.out.contains("file system"), "{}", gone.out);
    assert!(account.aws.wait_until_settled().await);
    assert_empty(&account);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn the_stage_that_customers_use_is_deployed_once_and_destroyed_by_its_name() {
    let account = account(3);
    // Its domain's.
    account.aws.put_hosted_zone("Z0123456789ABCDEFGHIJ", "example.com");
    let run = async |words: &[&str]| account.run_as_is(APP, &[words, &PROD].concat()).await;
    let _ = run(&["deploy"]).await.exits(0).says("Deployed.");
    assert!(account.aws.wait_until_settled().await);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
    let _ = account.aws.take_calls();
    let _ = run(&["deploy"]).await.exits(0).says("Nothing to do");
    let writes: Vec<_> = account.aws.take_calls().into_iter().filter(|call| !call.is_read()).collect();
    assert!(writes.is_empty(), "{writes:?}");

    let _ = run(&["destroy"]).await.exits(2).complains("--confirm prod");
    assert!(account.aws.take_calls().iter().all(simulator::Call::is_read));
    let gone = run(&["destroy", "--confirm", "prod"]).await.exits(0);
    assert!(gone.out.contains("file system"), "{}", gone.out);
    assert!(account.aws.wait_until_settled().await);
    assert_empty(&account);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}
