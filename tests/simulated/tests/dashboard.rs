//! The dashboard of a cluster.

use serde_json::Value;
use simulated::Account;

/// A shop whose cluster has these keys.
macro_rules! shop_with {
    ($name:ident: $($keys:tt)*) => {
        mod $name {
            use infra_aws::prelude::*;

            /// The ${shop}, whose words are no placeholders.
            #[cluster($($keys)*)]
            struct Shop;

            #[service(cluster = Shop, image = "web:1", cpu = 256, memory = 512, port = 8080, route("/*"))]
            struct Web;

            #[task(cluster = Shop, image = "rollup:1", cpu = 256, memory = 512, schedule = "rate(1 day)")]
            struct Rollup;

            pub(super) const APP: App = app!("shop": Shop, Web, Rollup);
        }
    };
}

shop_with!(plain: insights = on);
shop_with!(watched: insights = on, dashboard);
shop_with!(watched_less: insights = off, dashboard);

#[tokio::test(start_paused = true)]
async fn a_dashboard_comes_changes_and_goes_in_place() {
    let account = Account::new(1);
    let _ = account.deploy(plain::APP).await;
    let made = account.deploy(watched::APP).await.says("~ shop stack (in place, nothing restarts)");
    let _made = made.says("+ dashboard");
    let _outcome = account.deploy(watched::APP).await.says("Nothing to do");
    let link = "https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/\
                shop-dev-shop";
    let _status = account.run(watched::APP, &["status"]).await.exits(0).says(link);
    let json = account.run(watched::APP, &["status", "--json"]).await.exits(0);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["dashboards"][0], link);
    let _changed = account.deploy(watched_less::APP).await.says("~ dashboard: DashboardBody");
    let _outcome = account.deploy(watched_less::APP).await.says("Nothing to do");
    let _gone = account.deploy(plain::APP).await.says("- dashboard");
    let _outcome = account.deploy(plain::APP).await.says("Nothing to do");
    let _ = account.deploy(watched::APP).await;
    let _destroyed = account.run(watched::APP, &["destroy"]).await.exits(0).says("Destroyed.");
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}
