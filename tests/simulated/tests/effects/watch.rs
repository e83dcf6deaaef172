//! A change as it is planned, and as it then happens.

use std::time::Duration;

use infra_aws::core::declaration::App;
use serde_json::Value;
use simulated::Account;
use simulator::{Behaviour, Identities};

use crate::effects::planned::Planned;
use crate::effects::{rest, services};

/// What the names of all things of the stage begin with.
const PREFIX: &str = "effects-dev-";

/// Deploys `before`, plans `after`, deploys it, and holds what happened against the plan.
pub(crate) async fn happens_as_planned(before: App, after: App) {
    let account = deployed(before).await;
    let plan = account.run(after, &["plan", "--json"]).await.exits(0).out;
    let planned = Planned::read(&plan);
    assert!(!planned.is_empty(), "the change is not seen");
    let was = Moment::of(&account);
    let _ = account.deploy(after).await;
    account.aws.wait_until_settled().await;
    let is = Moment::of(&account);
    let mut wrong = Vec::new();
    services::hold(&planned, &was, &is, &mut wrong);
    rest::hold(&planned, &was, &is, &mut wrong);
    wrong.extend(account.aws.violations());
    assert!(wrong.is_empty(), "{}\nwas planned:\n{plan}", wrong.join("\n"));
    let again = account.run(after, &["plan"]).await.exits(0);
    assert!(again.out.contains("Nothing to do"), "a second deploy would do something:\n{}", again.out);
}

/// Deploys `before`, and sees that neither a plan nor a deploy takes `after`, and that nothing changes.
pub(crate) async fn is_refused(before: App, after: App) {
    let account = deployed(before).await;
    let was = account.aws.identities();
    let _ = account.run(after, &["plan"]).await.exits(1);
    let _ = account.run(after, &["deploy"]).await.exits(1);
    account.aws.wait_until_settled().await;
    assert_eq!(account.aws.identities(), was);
}

/// Deploys `before`, and sees that `after` plans nothing.
pub(crate) async fn changes_nothing(before: App, after: App) -> Account {
    let account = deployed(before).await;
    let _ = account.run(after, &["plan"]).await.exits(0).says("Nothing to do");
    account
}

async fn deployed(app: App) -> Account {
    let account = Account::new(1);
    let done = Behaviour::Exit { after: Duration::from_secs(5), code: 0, lines: Vec::new() };
    account.aws.image("migrate", done);
    let _ = account.aws.put_role("given", "ecs-tasks.amazonaws.com");
    account.aws.put_hosted_zone("Z0123456789", "example.com");
    for zone in ["Z1111111111", "Z2222222222"] {
        account.aws.put_hosted_zone(zone, "example.org");
    }
    for group in ["sg-0123456789abcdef0", "sg-0123456789abcdef1"] {
        account.aws.put_security_group(group);
    }
    for group in ["/shop/given", "/shop/other"] {
        account.aws.put_log_group(group);
    }
    let _ = account.deploy(app).await;
    account.aws.wait_until_settled().await;
    account
}

/// All there is at one time: which things, and what they are.
pub(crate) struct Moment {
    pub(crate) ids: Identities,
    looks: Value,
}

impl Moment {
    fn of(account: &Account) -> Self {
        Self { ids: account.aws.identities(), looks: account.aws.snapshot() }
    }

    /// A service's fields without what its own steps don't change: what its task definition is, and how far it is.
    pub(crate) fn service(&self, key: &str) -> Value {
        let mut fields = self.looks["ecs"]["services"][key].clone();
        if let Some(fields) = fields.as_object_mut() {
            for name in ["taskDefinition", "desiredCount", "running"] {
                fields.remove(name);
            }
            // The mark of a scaling that has times comes and goes with the scaling.
            if let Some(tags) = fields.get_mut("tags").and_then(Value::as_array_mut) {
                tags.retain(|tag| tag["key"] != "infra:timed-scaling");
            }
        }
        fields
    }
}

/// The item that a stack, family, service (`cluster/name`) or resource (`service/cluster/name`) is of.
pub(crate) fn item(name: &str) -> &str {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.strip_prefix(PREFIX).unwrap_or(name)
}
