//! What a process finds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use infra_local::control::ApplyRequest;
use infra_local::secrets::Value;
use infra_local::spec::{Connection, SecretSource, Spec};
use local::{Events, Stage, calls, line, program, routed, service, unit};

use crate::SERVER;

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

/// A service with a secret of this name.
fn guarded(variable: &str, version: &str) -> Spec {
    let mut spec = routed(0, vec![service("web", program(SERVER), &[("VERSION", version)])]);
    let source = SecretSource { reference: "ssm:/shop/dev/key".to_owned() };
    spec.services[0].units[0].secrets = vec![(variable.to_owned(), source)];
    spec
}

/// The files below a folder in which these words are.
fn with(folder: &Path, words: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found = entries.flat_map(|path| match std::fs::metadata(&path) {
        Ok(found) if found.is_dir() => with(&path, words),
        Ok(found) if found.is_file() => {
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            if text.contains(words) { vec![path] } else { Vec::new() }
        }
        _ => Vec::new(),
    });
    found.collect()
}

#[tokio::test]
async fn a_secret_of_the_environment_of_a_later_deploy_reaches_what_runs_and_no_file() {
    let stage = Stage::new().await;
    stage.deploy(&routed(0, vec![service("web", program(SERVER), &[("VERSION", "1")])])).await;
    let deploy = async |version, given: &[(&str, &str)]| {
        let secrets = given.iter().map(|(name, value)| ((*name).to_owned(), Value::new((*value).to_owned())));
        let mut request = ApplyRequest::of_this_command(guarded("INFRA_TEST_TOKEN", version));
        request.secrets = secrets.collect();
        assert!(!format!("{request:?}").contains("very"), "{request:?}");
        let events = Events::default();
        let succeeded = stage.supervisor.apply(request, events.teller()).await;
        assert!(!format!("{:?}", events.all()).contains("very"));
        succeeded
    };
    assert!(!deploy("2", &[]).await, "nobody has it");
    assert!(deploy("2", &[("INFRA_TEST_TOKEN", "very secret")]).await);
    assert_eq!(stage.get("/env/INFRA_TEST_TOKEN").await.body, "very secret");
    // What is started later has it, too, also when a deploy of other things does not know it.
    assert!(deploy("3", &[("INFRA_TEST_OTHER", "x")]).await);
    assert_eq!(stage.get("/env/INFRA_TEST_TOKEN").await.body, "very secret");
    assert_eq!(with(stage.place.root(), "very secret"), Vec::<PathBuf>::new());
    assert!(!format!("{:?}{:?}", stage.state(), stage.supervisor.spec()).contains("very"));
    // The file stands above it.
    std::fs::create_dir_all(stage.place.secrets().parent().unwrap()).unwrap();
    std::fs::write(stage.place.secrets(), "INFRA_TEST_TOKEN=of the file\n").unwrap();
    assert!(deploy("4", &[("INFRA_TEST_TOKEN", "very secret")]).await);
    assert_eq!(stage.get("/env/INFRA_TEST_TOKEN").await.body, "of the file");
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn a_command_is_given_the_environment_of_a_replica() {
    let stage = Stage::new().await;
    let mut web = service("web", program(SERVER), &[("MODE", "dev")]);
    web.connections.push(calls("api"));
    web.units.push(unit("beside", line("sleep 100000"), &[("OWN", "1")]));
    stage.deploy(&routed(0, vec![web, service("api", program(SERVER), &[("VERSION", "1")])])).await;
    let id = stage.healthy("web")[0].id.clone();
    let client = stage.supervisor.client();
    let environment: BTreeMap<String, String> = client.environment(&id, "web").await.unwrap().into_iter().collect();
    assert_eq!(environment["MODE"], "dev");
    for variable in ["API_URL", "PORT", "PATH"] {
        assert_eq!(environment[variable], stage.get(&format!("/env/{variable}")).await.body);
    }
    assert!(client.environment(&id, "beside").await.unwrap().contains(&("OWN".to_owned(), "1".to_owned())));
    let gone = client.environment("nobody", "web").await.unwrap_err().to_string();
    assert!(gone.contains("replica nobody does not run any more"), "{gone}");
    stage.supervisor.stop().await;
}
