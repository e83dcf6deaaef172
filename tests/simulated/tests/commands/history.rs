//! `history`.

use serde_json::Value;
use simulated::SHOP;

use crate::commands::{fail_to_release, release, running};

#[tokio::test(start_paused = true)]
async fn each_deployment_has_its_row() {
    let account = running().await;
    fail_to_release(&account, "web:2").await;
    release(&account, "web:3").await;
    let history = account.run(SHOP, &["history", "web"]).await.exits(0);
    let rows: Vec<&str> = history.out.lines().collect();
    assert_eq!(rows.len(), 4, "{}", history.out);
    for (row, parts) in rows.iter().zip([
        ["SERVICE", "BEGAN", "STATUS", "IMAGES"],
        ["web", "2026-11-22", " successful ", "web:3"],
        ["web", "2026-11-22", " rollback successful ", "web:2"],
        ["web", "2026-11-22", " successful ", "web:1"],
    ]) {
        assert!(parts.iter().all(|part| row.contains(part)), "{parts:?} {row}");
    }
    assert!(rows[1].contains("shop-dev-web:3 ") && rows[1].contains("simulator"), "{}", rows[1]);
}

#[tokio::test(start_paused = true)]
async fn all_services_have_theirs_and_a_count_cuts_it() {
    let account = running().await;
    release(&account, "web:2").await;
    let history = account.run(SHOP, &["history", "--count", "1", "--json"]).await.exits(0);
    let told: Value = serde_json::from_str(history.out.trim()).unwrap();
    let services: Vec<(&str, usize)> = told.as_array().unwrap().iter().map(of_service).collect();
    assert_eq!(services, [("web", 1), ("api", 1), ("admin", 1), ("mail", 1), ("orders", 1)]);
    assert_eq!(told[0]["deployments"][0]["status"], "SUCCESSFUL");
}

fn of_service(history: &Value) -> (&str, usize) {
    (history["service"].as_str().unwrap(), history["deployments"].as_array().unwrap().len())
}
