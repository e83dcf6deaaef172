//! Templates of the user's own in a cluster's stack, and their outputs in the environment of containers.

use serde_json::Value;
use simulated::Account;

/// A shop whose cluster has these keys, and whose service these variables.
macro_rules! shop_with {
    ($name:ident: [$($cluster:tt)*] [$($variables:tt)*]) => {
        mod $name {
            use infra_aws::prelude::*;

            #[cluster($($cluster)*)]
            struct Shop;

            #[service(cluster = Shop, image = "web:1", cpu = 256, memory = 512, port = 8080, route("/*"),
                      env(LEVEL = "info", $($variables)*))]
            struct Web;

            #[task(cluster = Shop, image = "rollup:1", cpu = 256, memory = 512, schedule = "rate(1 day)")]
            struct Rollup;

            pub(super) const APP: App = app!("shop": Shop, Web, Rollup);
        }
    };
}

shop_with!(without: [insights = on] []);
shop_with!(queue: [include = "templates/queue.yaml"] [ORDERS = output("OrdersUrl")]);
shop_with!(patient: [include = "templates/patient.yaml"] [ORDERS = output("OrdersUrl")]);
shop_with!(renamed: [include = "templates/renamed.yaml"] [ORDERS = output("OrdersUrl")]);
shop_with!(both: [include = "templates/queue.yaml", include = "templates/events.json"]
           [ORDERS = output("OrdersUrl"), EVENTS = output("EventsArn")]);
shop_with!(astray: [include = "templates/astray.yaml"] []);
shop_with!(twice: [include = "templates/queue.yaml", include = "templates/renamed.yaml"] []);
shop_with!(misspelt: [include = "templates/queue.yaml"] [ORDERS = output("OrderUrl")]);

/// The address of the queue that stands, as snapshots show it.
const URL: &str = "<shop-dev-shop.Orders>";

/// The value of a variable of the service's newest revision.
fn variable(account: &Account, name: &str) -> Option<String> {
    let described = account.aws.snapshot();
    let newest = &described["ecs"]["families"]["shop-dev-web"];
    let variables = newest.pointer("/containerDefinitions/0/environment")?.as_array()?;
    let found = variables.iter().find(|variable| variable["name"] == name)?;
    found["value"].as_str().map(str::to_owned)
}

#[tokio::test(start_paused = true)]
async fn a_queue_comes_with_the_cluster_and_its_address_with_the_environment() {
    let account = Account::new(1);
    let planned = account.run(queue::APP, &["plan"]).await.exits(0);
    let _planned = planned.says("env ORDERS: output OrdersUrl, known after the cluster's stack");
    let _ = account.deploy(queue::APP).await;
    assert_eq!(variable(&account, "ORDERS").as_deref(), Some(URL));
    let _same = account.deploy(queue::APP).await.says("Nothing to do");
    let first = account.aws.active_revisions("shop-dev-web");

    // In place: nobody else sees it.
    let changed = account.run(patient::APP, &["plan", "--json"]).await.exits(0);
    let plan: Value = serde_json::from_str(&changed.out).unwrap();
    assert_eq!(plan["steps"].as_array().unwrap().len(), 1, "{}", changed.out);
    assert_eq!(plan["steps"][0]["effect"]["kind"], "in_place");
    let _changed = account.deploy(patient::APP).await.says("~ orders: VisibilityTimeout");
    let _same = account.deploy(patient::APP).await.says("Nothing to do");

    // Another queue: whoever has its address starts anew.
    let renamed = account.deploy(renamed::APP).await.says("env ORDERS");
    let _renamed = renamed.says("known after the cluster's stack");
    assert_eq!(variable(&account, "ORDERS"), Some(URL.to_owned()));
    assert_ne!(account.aws.active_revisions("shop-dev-web"), first);
    let _same = account.deploy(renamed::APP).await.says("Nothing to do");

    let _gone = account.deploy(without::APP).await.says("- orders");
    assert_eq!(variable(&account, "ORDERS"), None);
    let _same = account.deploy(without::APP).await.says("Nothing to do");
    let _ = account.deploy(both::APP).await;
    let _destroyed = account.run(both::APP, &["destroy"]).await.exits(0).says("Destroyed.");
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn files_leave_open_what_only_aws_knows() {
    let account = Account::new(1);
    let _ejected = account.run(queue::APP, &["eject", "--output", "out"]).await.exits(0);
    let definition = std::fs::read_to_string(account.folder.0.join("out/web.register-task-definition.json")).unwrap();
    assert!(definition.contains("${shop-dev-shop.OrdersUrl}"), "{definition}");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_included_is_refused_before_anything_changes() {
    for (app, why) in [
        (
            astray::APP,
            "templates/astray.yaml:5:18: the cluster's stack has no resource or parameter `Clutser`; did you mean",
        ),
        (twice::APP, "templates/renamed.yaml:5:3: `Days` is in templates/queue.yaml:5:3 already"),
        (
            misspelt::APP,
            "`web`: `ORDERS = output(\"OrderUrl\")`: no included template has such an output; did you mean",
        ),
    ] {
        let account = Account::new(1);
        for words in [&["plan"][..], &["deploy"], &["synth"], &["eject", "--output", "out"]] {
            let refused = account.run(app, words).await.exits(1);
            assert!(refused.err.contains(why), "{words:?}: {}", refused.err);
        }
        assert!(account.aws.snapshot()["stacks"].as_object().unwrap().is_empty());
    }
}
