//! Every option of a declaration, from the attribute to what AWS is sent.

use std::path::Path;

use serde_json::{Value, json};

use crate::harness::{Account, Running, infra};

/// What `synth` writes of the app.
fn written(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("synth-options-{name}"));
    let words = ["synth", "--stage", "dev", "--output", &folder.to_string_lossy()];
    Running::start(infra("options", &words)).finish().exits(0);
    let text = std::fs::read_to_string(folder.join("options-dev").join(name)).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_task_definition_has_what_its_container_says() {
    let definition = written("options-dev-careful.task-definition.json");
    let container = &definition["containerDefinitions"][0];
    let expected = [
        ("entryPoint", json!(["/bin/tini", "--"])),
        ("workingDirectory", json!("/srv")),
        ("user", json!("1000:1000")),
        ("readonlyRootFilesystem", json!(true)),
        ("linuxParameters", json!({ "initProcessEnabled": true })),
        ("stopTimeout", json!(60)),
        ("ulimits", json!([{ "name": "nofile", "softLimit": 65_536, "hardLimit": 65_536 }])),
    ];
    for (name, value) in expected {
        assert_eq!(container[name], value, "{name}");
    }
    assert_eq!(container["logConfiguration"]["options"]["mode"], "blocking");
}

#[test]
fn templates_have_what_clusters_targets_and_schedules_say() {
    let cluster = written("options-dev-measured.template.json");
    assert_eq!(cluster["Resources"]["Cluster"]["Properties"]["ClusterSettings"][0]["Value"], "enhanced");
    let group = |name: &str| {
        written(&format!("options-dev-{name}.template.json"))["Resources"]["TargetGroup"]["Properties"]
            ["TargetGroupAttributes"]
            .to_string()
    };
    let careful = group("careful");
    assert!(careful.contains("least_outstanding_requests") && careful.contains("\"3600\""), "{careful}");
    let slow = group("slow");
    assert!(slow.contains(r#""Key":"slow_start.duration_seconds","Value":"45""#), "{slow}");
    let nightly = written("options-dev-nightly.template.json")["Resources"]["Schedule"]["Properties"].take();
    assert_eq!(nightly["State"], "DISABLED");
    assert_eq!(nightly["FlexibleTimeWindow"]["MaximumWindowInMinutes"], 15);
    let policy = json!({ "MaximumRetryAttempts": 3, "MaximumEventAgeInSeconds": 3_600 });
    assert_eq!(nightly["Target"]["RetryPolicy"], policy);
}

#[test]
fn what_is_deployed_stays_as_it_is() {
    let account = Account::new();
    account.deploy("options");
    let created: Vec<Value> = account
        .take_calls()
        .iter()
        .filter(|call| call.action == "CreateService")
        .map(|call| serde_json::from_str(&call.body).unwrap())
        .collect();
    let deployment = |name: &str| {
        let service = created.iter().find(|service| service["serviceName"] == name).unwrap();
        service["deploymentConfiguration"].clone()
    };
    let careful = deployment("options-dev-careful");
    assert_eq!((&careful["minimumHealthyPercent"], &careful["maximumPercent"]), (&json!(50), &json!(150)));
    let threshold = json!({ "type": "COUNT", "value": 3 });
    assert_eq!(careful["deploymentCircuitBreaker"]["thresholdConfiguration"], threshold);
    let slow = deployment("options-dev-slow");
    assert_eq!(slow["deploymentCircuitBreaker"].get("thresholdConfiguration"), None);
    account.run("options", &["deploy"]).exits(0).says("Nothing to do");
    account.destroy("options");
}
