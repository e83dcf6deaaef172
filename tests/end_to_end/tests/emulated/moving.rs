//! A service whose deployments move its traffic between two target groups. The emulators move none: what is shown is what
//! AWS is told, and that it is told once.

use serde_json::{Value, json};

use crate::harness::{Account, Call};

/// The body of the one call of this action.
fn body(calls: &[Call], action: &str) -> Value {
    let bodies: Vec<&Call> = calls.iter().filter(|call| call.action == action).collect();
    assert_eq!(bodies.len(), 1, "{action}");
    serde_json::from_str(&bodies[0].body).unwrap()
}

#[test]
fn what_moves_the_traffic_is_made_told_and_taken_back() {
    let account = Account::new();
    account.deploy("moving");
    let calls = account.take_calls();
    let service = body(&calls, "CreateService");
    let deployment = &service["deploymentConfiguration"];
    assert_eq!((&deployment["strategy"], &deployment["bakeTimeInMinutes"]), (&json!("BLUE_GREEN"), &json!(1)));
    let timeout = json!({ "timeoutInMinutes": 60, "action": "ROLLBACK" });
    let hook = json!({
        "targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"], "timeoutConfiguration": timeout,
    });
    assert_eq!(deployment["lifecycleHooks"], json!([hook]));
    let moving = &service["loadBalancers"][0]["advancedConfiguration"];
    for (name, part) in [
        ("alternateTargetGroupArn", ":targetgroup/"),
        ("productionListenerRule", ":listener-rule/"),
        ("testListenerRule", ":listener-rule/"),
        ("roleArn", ":role/"),
    ] {
        assert!(moving[name].as_str().is_some_and(|arn| arn.contains(part)), "{name}: {moving}");
    }
    account.run("moving", &["deploy"]).exits(0).says("Nothing to do");

    account.take_calls();
    account.deploy("settled").says("deployments of `pages` are rolling again");
    let calls = account.take_calls();
    let service = body(&calls, "UpdateService");
    assert_eq!(service["deploymentConfiguration"]["strategy"], "ROLLING");
    assert_eq!(service["deploymentConfiguration"]["lifecycleHooks"], json!([]));
    assert!(service["loadBalancers"][0].get("advancedConfiguration").is_none(), "{service}");
    let place = |action: &str| calls.iter().position(|call| call.action == action);
    assert!(place("UpdateService") < place("UpdateStack"), "the service lets go first");
    account.run("settled", &["deploy"]).exits(0).says("Nothing to do");

    account.deploy("moving").says("move its traffic from now on");
    account.run("moving", &["deploy"]).exits(0).says("Nothing to do");
    account.destroy("moving");
}
