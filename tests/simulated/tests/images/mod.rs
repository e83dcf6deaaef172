//! Images that are built of an app: built only when they would differ, pushed only when they are not there, deployed only
//! when they are others.

mod apart;
mod kept;
mod named;
mod repositories;

use infra_aws::core::declaration::App;
use infra_aws::prelude::*;
use simulated::{Account, Outcome};
use simulator::Behaviour;

const WEB: &str = "shop-dev-web";

#[cluster]
struct Shop;

/// The pages.
#[service(cluster = Shop, image = cargo("web"), cpu = 256, memory = 512, port = 8080, route("/*"), count = 2)]
struct Web;

/// The API, of another source, and a container beside it of the same one as the pages.
#[service(
    cluster = Shop,
    image = dockerfile("api/Dockerfile"),
    cpu = 256,
    memory = 512,
    container("mirror", image = cargo("web"), essential = false),
)]
struct Api;

/// A task a night.
#[task(cluster = Shop, image = cargo("rollup"), schedule = "cron(0 3 * * ? *)")]
struct Rollup;

const SHOP: App = app!("shop": Shop, Web, Api, Rollup);

/// The same where the pages are an image that is there.
mod settled {
    use infra_aws::core::declaration::App;
    use infra_aws::prelude::*;

    #[cluster]
    struct Shop;

    #[service(cluster = Shop, image = "web:1", cpu = 256, memory = 512, port = 8080, route("/*"), count = 2)]
    struct Web;

    pub(super) const SHOP: App = app!("shop": Shop, Web);
}

/// The same with all else.
mod both {
    use infra_aws::core::declaration::App;
    use infra_aws::prelude::*;

    /// The pages.
    #[service(cluster = super::Shop, image = "web:1", cpu = 256, memory = 512, port = 8080, route("/*"), count = 2)]
    struct Web;

    pub(super) const SHOP: App = app!("shop": super::Shop, Web, super::Api, super::Rollup);
}

fn account(seed: u64) -> Account {
    let account = Account::new(seed);
    account.aws.stack_pace(20);
    for (name, text) in [("web", "fn main() { one }"), ("api/Dockerfile", "FROM scratch"), ("rollup", "fn main() {}")] {
        account.images.source(name, text);
    }
    account
}

/// The calls since they were taken last that changed something.
fn writes(account: &Account) -> Vec<String> {
    let calls = account.aws.take_calls();
    calls.iter().filter(|call| !call.is_read() && call.service != "sts").map(simulator::Call::action).collect()
}

async fn deploy(account: &Account) -> Outcome {
    account.run(SHOP, &["deploy"]).await
}

fn tags(account: &Account, repository: &str) -> Vec<String> {
    account.aws.images(repository).unwrap_or_default().into_iter().flat_map(|(_, tags)| tags).collect()
}

#[tokio::test(start_paused = true)]
async fn all_is_built_before_anything_changes_and_pushed_before_anything_runs() {
    let account = account(1);
    let outcome = deploy(&account).await.exits(0).says("to build: no build of it is known");
    assert!(outcome.out.contains("Note: images are built before anything changes"), "{}", outcome.out);
    let said = account.images.take();
    assert_eq!(said[..4], ["build web", "build api/Dockerfile", "build web", "build rollup"]);
    let mut pushed = said[4..].to_vec();
    pushed.sort();
    let repositories = ["shop-dev-api", "shop-dev-api-mirror", "shop-dev-rollup", "shop-dev-web"];
    assert_eq!(pushed, repositories.map(|name| format!("push {name}")));
    let calls = account.aws.calls();
    let built = account.images.take_calls()[3];
    assert!(calls[..built].iter().all(|call| call.is_read()), "something changed before all was built");
    let first = |action: &str| calls.iter().position(|call| call.action() == action);
    assert!(first("ecr:GetAuthorizationToken") < first("ecs:RegisterTaskDefinition"));
    for repository in repositories {
        assert_eq!(tags(&account, repository).len(), 1, "{repository}");
    }
    let _ = writes(&account);

    let again = deploy(&account).await.exits(0).says("Nothing to do");
    let unchanged = "Note: images that stay as they are: web, api, api-mirror, rollup\n\nNothing to do";
    assert!(again.out.contains(unchanged) && !again.out.contains("to build"), "{}", again.out);
    assert_eq!(account.images.take(), [] as [&str; 0]);
    assert_eq!(writes(&account), [] as [&str; 0]);
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn an_edit_is_built_and_pushed_before_anything_changes() {
    let account = account(2);
    let _ = deploy(&account).await.exits(0);
    let _ = (account.images.take(), account.images.take_calls(), account.aws.take_calls());
    account.images.source("web", "fn main() { two }");
    let plan = account.run(SHOP, &["plan"]).await.says("to build: file web/src/main.rs changed");
    assert!(plan.out.contains("web image"), "{}", plan.out);
    assert!(plan.out.contains("web service"), "{}", plan.out);
    assert!(account.images.take().is_empty() && writes(&account).is_empty(), "a plan builds nothing");

    let _ = deploy(&account).await.exits(0).says("to build: file web/src/main.rs changed");
    let mut said = account.images.take();
    said.sort();
    assert_eq!(said, ["build web", "build web", "push shop-dev-api-mirror", "push shop-dev-web"]);
    let calls = account.aws.calls();
    let pushed = *account.images.take_calls().last().unwrap();
    assert!(calls[..pushed].iter().all(|call| call.is_read()), "something changed before all was pushed");
    assert_eq!(tags(&account, WEB).len(), 2);
    let _ = deploy(&account).await.exits(0).says("Nothing to do");
}

#[tokio::test(start_paused = true)]
async fn what_comes_out_as_it_runs_is_not_deployed() {
    let account = account(3);
    let _ = deploy(&account).await.exits(0);
    let _ = (account.images.take(), writes(&account));
    account.images.source("web", "fn main() { one }// a comment");
    let _ = deploy(&account).await.exits(0).says("Built, and the same as what runs: nothing to deploy.");
    // The repositories are told of what it was built, too.
    let said = ["build web", "build web", "push shop-dev-web", "push shop-dev-api-mirror"];
    assert_eq!(account.images.take(), said);
    assert_eq!(writes(&account), [] as [&str; 0]);
    let _ = deploy(&account).await.exits(0).says("Nothing to do");
    account.images.clean();
    let _ = deploy(&account).await.exits(0).says("Nothing to do");
    assert_eq!(account.images.take(), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn what_would_not_differ_is_built_where_that_is_asked_for() {
    let account = account(15);
    let _ = deploy(&account).await.exits(0);
    let _ = (account.images.take(), writes(&account));
    let again = async || account.run(SHOP, &["deploy", "--rebuild"]).await.exits(0);
    let _ = again().await.says("web image").says("to build: `--rebuild` asks for it").says("Deployed.");
    let built = ["build web anew", "build api/Dockerfile anew", "build web anew", "build rollup anew"];
    assert_eq!(account.images.take()[..4], built);
    assert_eq!(tags(&account, WEB).len(), 2);
    // What came of it runs, and stays: here, and on a machine that built the older one.
    let _ = deploy(&account).await.exits(0).says("Nothing to do");
    account.images.clean();
    let _ = deploy(&account).await.exits(0).says("Nothing to do");
    assert_eq!(account.images.take(), [] as [&str; 0]);
    let _ = again().await.says("Built, and the same as what runs: nothing to deploy.");
    assert_eq!(account.images.take()[..4], built);

    let _ = account.run(SHOP, &["image", "build", "rollup", "--rebuild"]).await.exits(0).says("built");
    assert_eq!(account.images.take(), ["build rollup anew"]);
    let local = account.run(SHOP, &["--target", "local", "deploy", "--rebuild"]).await;
    let _ = local.exits(2).complains("everything is built with each deploy");
}

#[tokio::test(start_paused = true)]
async fn a_build_that_fails_changes_nothing() {
    let account = account(4);
    account.images.breaks("rollup", true);
    let _ = deploy(&account).await.exits(1).complains("rollup could not be built").complains("mend rollup");
    assert_eq!(writes(&account), [] as [&str; 0]);
    account.images.breaks("rollup", false);
    let _ = deploy(&account).await.exits(0);
    let _ = writes(&account);
    account.images.source("rollup", "other");
    account.images.source("web", "other");
    account.images.breaks("rollup", true);
    let _ = deploy(&account).await.exits(1);
    assert_eq!(writes(&account), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn an_image_that_cannot_be_pushed_changes_nothing_of_others_either() {
    let account = account(7);
    let _ = deploy(&account).await.exits(0);
    let _ = writes(&account);
    account.images.source("rollup", "other");
    account.images.source("web", "other");
    account.images.full("shop-dev-rollup", true);
    let failed = deploy(&account).await.exits(1).complains("repository shop-dev-rollup: there is no room");
    let _ = failed.complains("Hint: make room");
    assert_eq!(writes(&account), [] as [&str; 0]);
    // What was built is pushed as it is.
    account.images.full("shop-dev-rollup", false);
    let _ = account.images.take();
    let _ = deploy(&account).await.exits(0);
    assert_eq!(account.images.take(), ["push shop-dev-rollup"]);
    let _ = deploy(&account).await.exits(0).says("Nothing to do");
}

#[tokio::test(start_paused = true)]
async fn an_interrupted_build_changes_nothing() {
    let account = account(5);
    account.images.hangs(true);
    account.interrupts.press();
    let _ = deploy(&account).await.exits(130);
    assert_eq!(writes(&account), [] as [&str; 0]);
    let running = account.clone();
    let (outcome, ()) = tokio::join!(async { deploy(&running).await }, async {
        tokio::time::sleep(std::time::Duration::from_mins(1)).await;
        account.interrupts.press();
    });
    let _ = outcome.exits(130).complains("nothing has changed");
    assert_eq!(writes(&account), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn another_machine_builds_nothing_that_runs_already() {
    let account = account(6);
    let _ = deploy(&account).await.exits(0);
    let _ = (account.images.take(), writes(&account));
    account.images.clean();
    let _ = deploy(&account).await.exits(0).says("Nothing to do");
    assert_eq!(account.images.take(), [] as [&str; 0]);
    assert_eq!(writes(&account), [] as [&str; 0]);
    account.images.source("web", "fn main() { two }");
    let _ = deploy(&account).await.exits(0).says("to build: file web/src/main.rs changed");
    assert_eq!(account.images.take().iter().filter(|said| said.starts_with("build")).count(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_shop_of_the_examples_is_deployed_to_aws() {
    let account = Account::new(12);
    account.aws.stack_pace(20);
    // The migration does its work and ends.
    account.aws.image("shop-dev-migrate", Behaviour::crash(0, &[]));
    let _ = account.run(shop::APP, &["deploy"]).await.exits(0).says("web image");
    let _ = (account.images.take(), writes(&account));
    let _ = account.run(shop::APP, &["deploy"]).await.exits(0).says("Nothing to do");
    assert_eq!(account.images.take(), [] as [&str; 0]);
    assert_eq!(writes(&account), [] as [&str; 0]);
    let _ = account.run(shop::APP, &["image", "ls"]).await.exits(0).says("shop-dev-web");
    let _ = account.run(shop::APP, &["destroy"]).await.exits(0);
    assert_eq!(account.aws.images("shop-dev-web"), None);
}
