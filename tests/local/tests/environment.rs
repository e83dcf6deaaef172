//! What a process finds.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "functions of tests are tests")]

use infra_local::spec::{Connection, SecretSource};
use local::{Stage, program, routed, service};

const SERVER: &str = env!("CARGO_BIN_EXE_local-server");

#[tokio::test]
async fn a_service_calls_another_by_its_url_whichever_replica_that_is() {
    let stage = Stage::new().await;
    let mut web = service("web", program(SERVER), &[("VERSION", "web")]);
    web.connections.push(Connection {
        variable: "API_URL".to_owned(),
        scheme: "http".to_owned(),
        service: "api".to_owned(),
        port: 8080,
    });
    let with = |version| routed(0, vec![web.clone(), service("api", program(SERVER), &[("VERSION", version)])]);
    stage.deploy(&with("1")).await;
    let url = stage.get("/env/API_URL").await.body;
    let address = url.strip_prefix("http://").unwrap().parse().unwrap();
    assert!(local::get(address, "/").await.unwrap().body.starts_with("1 "));
    let web = stage.pid("web");
    stage.deploy(&with("2")).await;
    assert!(local::get(address, "/").await.unwrap().body.starts_with("2 "));
    assert_eq!(stage.pid("web"), web, "who calls need not start anew");
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn a_process_has_what_it_would_have_on_ecs_and_no_more() {
    let stage = Stage::new().await;
    stage.deploy(&routed(0, vec![service("web", program(SERVER), &[("MODE", "dev")])])).await;
    let variable = async |name: &str| stage.get(&format!("/env/{name}")).await.body;
    assert_eq!(variable("MODE").await, "dev");
    assert_eq!(variable("PATH").await, std::env::var("PATH").unwrap());
    // Of the test that started it: cargo gives it to tests.
    assert!(std::env::var("CARGO_MANIFEST_DIR").is_ok());
    assert_eq!(variable("CARGO_MANIFEST_DIR").await, "");
    assert_eq!(variable("PORT").await, variable("PORT_8080").await);
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn a_secret_is_read_at_each_start_and_a_missing_one_is_told() {
    let stage = Stage::new().await;
    let mut spec = routed(0, vec![service("web", program(SERVER), &[("VERSION", "1")])]);
    let source = SecretSource { reference: "ssm:/shop/dev/infra-test-key".to_owned() };
    spec.services[0].units[0].secrets = vec![("INFRA_TEST_KEY".to_owned(), source)];
    let (succeeded, events) = stage.apply(&spec).await;
    assert!(!succeeded);
    let report = &events.reports()[0];
    assert!(report.explanation.contains("INFRA_TEST_KEY"), "{report}");
    std::fs::create_dir_all(stage.place.secrets().parent().unwrap()).unwrap();
    std::fs::write(stage.place.secrets(), "INFRA_TEST_KEY=very secret\n").unwrap();
    stage.deploy(&spec).await;
    assert_eq!(stage.get("/env/INFRA_TEST_KEY").await.body, "very secret");
    stage.supervisor.stop().await;
}
