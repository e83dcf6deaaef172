//! Images that are built of an app: built only when they would differ, pushed only when they are not there, deployed only
//! when they are others.

use infra_aws::core::declaration::App;
use infra_aws::prelude::*;
use simulated::generated::built;
use simulated::{Account, Outcome};
use simulator::{Behaviour, Reaction};

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
    assert!(!again.out.contains("image"), "{}", again.out);
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
async fn what_can_be_gone_back_to_is_kept_and_the_rest_is_deleted() {
    let account = account(7);
    for version in 0..14 {
        account.images.source("web", &format!("fn main() {{ {version} }}"));
        let _ = deploy(&account).await.exits(0);
    }
    let tagged = tags(&account, WEB);
    let retired: Vec<&String> = tagged.iter().filter(|tag| tag.starts_with("retired-")).collect();
    assert!(!retired.is_empty() && retired.len() <= 4, "{tagged:?}");
    // An older source again: its image is in the repository still, and is not deleted any more.
    account.images.source("web", "fn main() { 0 }");
    let _ = account.images.take();
    let _ = deploy(&account).await.exits(0).says("used again: it is not deleted");
    assert_eq!(account.images.take(), [] as [&str; 0]);
    tokio::time::sleep(std::time::Duration::from_hours(72)).await;
    let left = account.aws.images(WEB).unwrap();
    assert!(left.len() >= 10, "{left:?}");
    assert!(left.iter().all(|(_, tags)| tags.len() == 1), "{left:?}");
    // One that was deleted is pushed again.
    account.images.source("web", "fn main() { 1 }");
    let _ = deploy(&account).await.exits(0).says("to push 7.4 MB");
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
    let _ = account.run(SHOP, &["rollback", "web"]).await;
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}

/// Deploys the pages in versions of their own.
async fn deploy_versions(account: &Account, versions: std::ops::Range<u32>) {
    for version in versions {
        account.images.source("web", &format!("fn main() {{ {version} }}"));
        let _ = deploy(account).await.exits(0);
    }
}

fn marked(account: &Account) -> Vec<String> {
    tags(account, WEB).into_iter().filter(|tag| tag.starts_with("retired-")).collect()
}

#[tokio::test(start_paused = true)]
async fn nothing_is_marked_where_it_is_not_known_what_is_needed() {
    let before = account(14);
    deploy_versions(&before, 0..11).await;
    assert_eq!(marked(&before), [] as [&str; 0]);
    for operation in ["ecr:DescribeImages", "ecs:ListTaskDefinitions", "ecs:ListTasks", "ecs:DescribeServiceRevisions"]
    {
        let account = before.fork();
        let mut is_updated = false;
        account.aws.on_call(move |call| {
            let action = call.action();
            is_updated |= action == "ecs:UpdateService";
            if is_updated && action == operation {
                return Reaction::error("AccessDeniedException", "not for you");
            }
            Reaction::Pass
        });
        account.images.source("web", "fn main() { 11 }");
        let _ = deploy(&account).await.exits(0).complains("old images stay until the next deploy: ");
        assert_eq!(marked(&account), [] as [&str; 0], "{operation}");
    }
    deploy_versions(&before, 11..12).await;
    assert!(!marked(&before).is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_a_task_runs_is_not_marked() {
    const ROLLUP: &str = "shop-dev-rollup";
    let account = account(15);
    let _ = deploy(&account).await.exits(0);
    let (_, own) = account.aws.images(ROLLUP).unwrap().remove(0);
    // Nobody waits for its end any more: it goes on.
    let (outcome, ()) = tokio::join!(account.run(SHOP, &["run", "rollup"]), async {
        account.called("ecs:RunTask", 60).await;
        account.interrupts.press();
    });
    let _ = outcome.exits(130);
    for version in 1..16 {
        account.images.source("rollup", &format!("fn main() {{ {version} }}"));
        let _ = deploy(&account).await.exits(0);
    }
    assert!(!account.aws.active_revisions(ROLLUP).contains(&1), "the task alone needs the image");
    let marks: Vec<String> = tags(&account, ROLLUP).into_iter().filter(|tag| tag.starts_with("retired-")).collect();
    let running = format!("retired-{}", own.first().unwrap());
    assert!(!marks.is_empty() && !marks.contains(&running), "{marks:?} {running}");
    tokio::time::sleep(std::time::Duration::from_hours(72)).await;
    assert!(account.aws.images(ROLLUP).unwrap().len() < 16);
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn an_image_that_two_deploys_left_marked_though_it_runs_loses_its_mark() {
    let account = account(16);
    let _ = deploy(&account).await.exits(0);
    let (digest, own) = account.aws.images(WEB).unwrap().remove(0);
    // Another deploy did not know yet that it would be needed.
    let mark = format!("retired-{}", own.first().unwrap());
    assert!(account.aws.pushed(WEB, &digest, &mark, ""));
    account.images.source("web", "fn main() { two }");
    let _ = deploy(&account).await.exits(0);
    assert_eq!(marked(&account), [] as [&str; 0]);
    tokio::time::sleep(std::time::Duration::from_hours(72)).await;
    assert_eq!(account.aws.images(WEB).unwrap().len(), 2);
    let _ = account.run(SHOP, &["rollback", "web"]).await.exits(0);
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn an_image_that_is_used_again_is_there_or_nothing_changes() {
    let before = account(17);
    deploy_versions(&before, 0..14).await;
    for is_deleted in [false, true] {
        let account = before.fork();
        account.images.source("web", "fn main() { 0 }");
        let _ = writes(&account);
        let mut is_first = true;
        account.aws.on_call(move |call| {
            if call.action() == "ecr:BatchDeleteImage" && std::mem::take(&mut is_first) {
                return Reaction::Hang { carried_out: !is_deleted };
            }
            Reaction::Pass
        });
        let (outcome, ()) = tokio::join!(deploy(&account), async {
            account.called("ecr:BatchDeleteImage", 1).await;
            if is_deleted {
                account.aws.delete_images(WEB, "retired-");
            }
        });
        if is_deleted {
            let _ = outcome.exits(1).complains("was deleted meanwhile").complains("deploy again");
            assert!(writes(&account).iter().all(|action| action == "ecr:BatchDeleteImage"));
            account.aws.pass_calls();
            let _ = deploy(&account).await.exits(0).says("to push 7.4 MB");
        } else {
            let _ = outcome.exits(0).says("used again: it is not deleted");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_repository_goes_with_what_it_is_for() {
    let account = account(8);
    let _ = deploy(&account).await.exits(0);
    // The pages become an image that is there, and all else goes.
    let _ = account.run(settled::SHOP, &["deploy"]).await.exits(0);
    assert_eq!(account.aws.images(WEB), None);
    assert_eq!(account.aws.images("shop-dev-rollup"), None);
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
    // And back.
    let _ = deploy(&account).await.exits(0);
    assert_eq!(tags(&account, WEB).len(), 1);
    let _ = account.run(SHOP, &["destroy"]).await.exits(0);
    assert_eq!(account.aws.images(WEB), None);
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}

const NAMED: &str = "web:1";

#[tokio::test(start_paused = true)]
async fn a_tag_is_deployed_by_what_it_stands_for() {
    let account = account(9);
    let _ = account.run(settled::SHOP, &["deploy"]).await.exits(0).says("image: web:1");
    account.images.name(NAMED, "one", &["linux/amd64", "linux/arm64"]);
    let first = account.run(settled::SHOP, &["deploy"]).await.exits(0);
    let first =
        first.says("Note: `web`: web:1 is deployed by its digest from now on").says("image: web:1 -> web@sha256:");
    assert!(first.out.contains("rolling restart"), "{}", first.out);
    let _ = account.run(settled::SHOP, &["deploy"]).await.exits(0).says("Nothing to do");
    // The tag moves.
    account.images.name(NAMED, "two", &["linux/amd64"]);
    let moved = account.run(settled::SHOP, &["deploy"]).await.exits(0);
    let _ = moved.says("web:1 is another image than the one that was deployed").says("image: web@sha256:");
    // The registry does not answer: what runs stays.
    account.images.unreachable(NAMED);
    let _ = writes(&account);
    let _ =
        account.run(settled::SHOP, &["deploy"]).await.exits(0).says("Nothing to do").says("stays as it was deployed");
    assert_eq!(writes(&account), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_tag_stays_a_tag_where_nobody_can_be_asked_or_shall_be() {
    let account = account(10);
    account.images.unreachable(NAMED);
    let outcome = account.run(settled::SHOP, &["deploy"]).await.exits(0);
    let _ = outcome.says("so that it is deployed by its tag: web:1: cannot be reached").says("image: web:1");
    let mut keeping = account.clone();
    account.images.name(NAMED, "one", &["linux/amd64"]);
    let _ = account.run(settled::SHOP, &["deploy", "--keep-tags"]).await.exits(0).says("Nothing to do");
    keeping.variables = vec![("INFRA_KEEP_TAGS", "1".to_owned())];
    let _ = keeping.run(settled::SHOP, &["deploy"]).await.exits(0).says("Nothing to do");
}

#[tokio::test(start_paused = true)]
async fn an_image_for_another_processor_is_refused_in_the_plan() {
    let account = account(11);
    account.images.name(NAMED, "one", &["linux/arm64", "linux/s390x"]);
    let refused = account.run(settled::SHOP, &["plan"]).await.exits(2);
    let refused = refused.complains("`web`: web:1 is there for linux/arm64 and linux/s390x, and not for linux/amd64");
    let _ = refused.complains("declare `arch` as the image is");
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

#[tokio::test(start_paused = true)]
async fn hundreds_of_items_have_repositories_of_their_own() {
    let account = Account::new(14);
    account.aws.stack_pace(20);
    let _ = account.run(built(300), &["deploy"]).await.exits(0);
    for number in [0, 299] {
        assert_eq!(tags(&account, &format!("generated-dev-service-{number}")).len(), 1);
    }
    let _ = writes(&account);
    // One that goes takes nothing but its own.
    let _ = account.run(built(299), &["deploy"]).await.exits(0);
    let mut changed = writes(&account);
    changed.retain(|call| call.starts_with("cloudformation"));
    assert_eq!(changed, ["cloudformation:DeleteStack"]);
    assert_eq!(account.aws.images("generated-dev-service-299"), None);
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_repository_goes_when_the_last_task_is_gone_that_pulls_from_it() {
    let account = account(15);
    let _ = deploy(&account).await.exits(0);
    let _ = writes(&account);
    // The new tasks crash: those that go on pull from the repository whenever they start again.
    account.aws.image("web:1", Behaviour::crash(1, &["no"]));
    let _ = account.run(both::SHOP, &["deploy"]).await.exits(1);
    assert_eq!(tags(&account, WEB).len(), 1);
    assert!(!writes(&account).contains(&"cloudformation:UpdateStack".to_owned()), "the stack is as it was");
    account.aws.image("web:1", Behaviour::default());
    let outcome = account.run(both::SHOP, &["deploy"]).await.exits(0);
    let _ = outcome.says("Note: the images in shop-dev-web go with it once no task of `web` runs them");
    assert_eq!(account.aws.images(WEB), None);
    let mut changed = writes(&account);
    changed.retain(|call| ["cloudformation:UpdateStack", "ecs:UpdateService"].contains(&call.as_str()));
    assert_eq!(changed, ["ecs:UpdateService", "cloudformation:UpdateStack"]);
    let _ = account.run(both::SHOP, &["deploy"]).await.exits(0).says("Nothing to do");
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn images_are_built_and_pushed_apart_from_a_deploy() {
    let account = account(13);
    let _ = account.run(SHOP, &["image", "build", "rollup"]).await.exits(0).says("rollup").says("built");
    let _ = account.run(SHOP, &["image", "build", "rollup"]).await.exits(0).says("unchanged");
    assert_eq!(account.images.take(), ["build rollup"]);
    assert_eq!(writes(&account), [] as [&str; 0]);
    let _ = account.run(SHOP, &["image", "build", "nothing"]).await.exits(2).complains("those that are: web, api");
    // A first deploy makes the repositories.
    let _ = account.run(SHOP, &["image", "push", "rollup"]).await.exits(1).complains("no repository shop-dev-rollup");
    let _ = deploy(&account).await.exits(0);
    account.images.source("rollup", "another");
    let _ = account.run(SHOP, &["image", "push", "rollup"]).await.exits(0).says("shop-dev-rollup@sha256:");
    assert_eq!(tags(&account, "shop-dev-rollup").len(), 2);
    let listed = account.run(SHOP, &["image", "ls", "--json"]).await.exits(0);
    let listed: serde_json::Value = serde_json::from_str(&listed.out).unwrap();
    let used = listed["images"].as_array().unwrap().iter().filter(|image| image["used_by"][0].is_string());
    assert_eq!(used.count(), 4, "{listed}");
}

#[tokio::test(start_paused = true)]
async fn images_are_pushed_to_any_registry_without_asking_aws() {
    let account = account(14);
    let to = ["image", "push", "rollup", "--to", "ghcr.io/acme/"];
    let pushed = account.run(SHOP, &to).await.exits(0).says("rollup  ghcr.io/acme/rollup@sha256:");
    let digest = pushed.out.split("@sha256:").nth(1).unwrap()[..16].to_owned();
    assert_eq!(account.images.take(), ["build rollup".to_owned(), format!("push ghcr.io/acme/rollup:{digest}")]);
    let _ = account.run(SHOP, &[&to[..], &["--tag", "v1"]].concat()).await.exits(0);
    assert_eq!(account.images.take(), ["push ghcr.io/acme/rollup:v1"]);
    assert_eq!(account.aws.take_calls().len(), 0);
    // What cannot be pushed is not built.
    for wrong in [["--to", "ghcr.io/Acme"], ["--to", "ghcr.io/acme --tag .v"]] {
        let wrong: Vec<&str> = wrong.iter().flat_map(|word| word.split(' ')).collect();
        let _ =
            account.run(SHOP, &[&["image", "push", "web"][..], &wrong].concat()).await.exits(2).complains("`ghcr.io/");
    }
    assert_eq!(account.images.take(), [] as [&str; 0]);
    let _ = account.run(SHOP, &["image", "push", "--tag", "v1"]).await.exits(2).complains("--to");
}

/// An app with as many tags as it may have, and a service with all of this library's own.
mod tagged {
    use infra_aws::core::declaration::App;
    use infra_aws::prelude::*;

    #[rustfmt::skip]
    #[cluster(tags(t0 = "", t1 = "", t2 = "", t3 = "", t4 = "", t5 = "", t6 = "", t7 = "", t8 = "", t9 = "", t10 = "", t11 = "", t12 = "", t13 = "", t14 = "", t15 = "", t16 = "", t17 = "", t18 = "", t19 = "", t20 = "", t21 = "", t22 = "", t23 = "", t24 = "", t25 = "", t26 = "", t27 = "", t28 = "", t29 = "", t30 = "", t31 = "", t32 = "", t33 = "", t34 = "", t35 = "", t36 = "", t37 = "", t38 = "", t39 = "", t40 = "", t41 = "", t42 = "", t43 = "", t44 = ""))]
    struct Shop;

    #[service(
        cluster = Shop,
        image = "web:1",
        cpu = 256,
        memory = 512,
        port = 8080,
        route("/*"),
        scale(1..=4, cpu = 60, at("cron(0 7 * * ? *)", 2..=8)),
        patch("/service/deploymentConfiguration/maximumPercent", "250"),
    )]
    struct Web;

    pub(super) const SHOP: App = app!("shop": Shop, Web);
}

#[tokio::test(start_paused = true)]
async fn as_many_tags_as_may_be_declared_leave_room_for_our_own() {
    let account = account(18);
    account.images.name(NAMED, "one", &["linux/amd64"]);
    let _ = account.run(tagged::SHOP, &["deploy"]).await.exits(0);
    let _ = account.run(tagged::SHOP, &["deploy"]).await.exits(0).says("Nothing to do");
}
