//! `exec`.

use std::os::unix::fs::PermissionsExt;

use infra_aws::prelude::*;
use simulated::Account;

/// The shop.
#[cluster(capacity = fargate)]
struct Shop;

/// The pages.
#[service(cluster = Shop, image = "web:1", port = 8080, stage(prod, count = 2))]
struct Web;

/// The pages, without a shell.
mod shut {
    use infra_aws::prelude::*;

    /// The pages.
    #[service(cluster = super::Shop, image = "web:1", port = 8080, init, exec = off)]
    pub(super) struct Web;
}

/// The same with one.
mod open {
    use infra_aws::prelude::*;

    /// The pages.
    #[service(cluster = super::Shop, image = "web:1", port = 8080, init)]
    pub(super) struct Web;
}

/// The pages, with a role that is given.
mod given {
    use infra_aws::prelude::*;

    /// The pages.
    #[service(cluster = super::Shop, image = "web:1", port = 8080, role = "arn:aws:iam::111122223333:role/web")]
    pub(super) struct Web;
}

const GIVEN: App = app!("shop": Shop, given::Web);
const SHOP: App = app!("shop": Shop, Web; stages = [dev, prod], protect = [prod]);
const SHUT: App = app!("shop": Shop, shut::Web);
const OPEN: App = app!("shop": Shop, open::Web);

/// Installs a plugin that prints what it is called with, and exits with 3.
fn install(account: &mut Account) {
    let folder = account.folder.0.join("bin");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let plugin = folder.join("session-manager-plugin");
    std::fs::write(&plugin, "#!/bin/sh\nfor word in \"$@\"; do echo \"<$word>\"; done\nexit 3\n")
        .expect("a plugin can be written");
    std::fs::set_permissions(&plugin, std::fs::Permissions::from_mode(0o755)).expect("it can be made executable");
    account.variables.push(("PATH", folder.display().to_string()));
}

#[tokio::test(start_paused = true)]
async fn a_shell_is_opened_by_the_plugin_and_its_exit_code_is_told() {
    let mut account = Account::new(1);
    account.deploy(SHOP).await;
    let missing = account.run(SHOP, &["exec", "web"]).await.exits(1);
    let _ = missing.complains("session-manager-plugin, which is not in the PATH").complains("install it");
    install(&mut account);
    let words = ["exec", "Web", "--", "sh", "-c", "echo $HOME"];
    let words: Vec<&str> = ["--stage", "dev"].into_iter().chain(words).collect();
    let ended = account.run_as_is(SHOP, &words).await.exits(3);
    let lines: Vec<&str> = ended.out.lines().collect();
    assert_eq!(lines.len(), 6, "{}", ended.out);
    assert!(lines[0].contains("\"sessionId\":\"ecs-execute-command-"), "{}", lines[0]);
    assert!(lines[0].contains("\"tokenValue\""), "{}", lines[0]);
    assert_eq!(&lines[1..4], ["<eu-central-1>", "<StartSession>", "<>"]);
    assert!(lines[4].starts_with("<{\"Target\":\"ecs:shop-dev-shop_"), "{}", lines[4]);
    assert!(lines[5].starts_with("<https://ecs."), "{}", lines[5]);
    assert!(!ended.err.contains("tokenValue"), "{}", ended.err);
    let calls = account.aws.calls();
    let call = calls.iter().find(|call| call.operation == "ExecuteCommand").unwrap();
    assert_eq!(call.request["command"], "sh -c 'echo $HOME'");
}

#[tokio::test(start_paused = true)]
async fn what_keeps_a_shell_shut_is_said_with_the_way_out() {
    let mut account = Account::new(2);
    install(&mut account);
    let _ = account.run(SHUT, &["exec", "web"]).await.exits(2).complains("is not deployed in this stage");
    account.deploy(SHUT).await;
    let _ = account.run(SHUT, &["exec", "web"]).await.exits(2).complains("declare `exec = on`");
    let _ = account.run(OPEN, &["exec", "web"]).await.exits(1).complains("it is declared on: deploy it");
    let none = account.run(SHUT, &["exec", "web", "--task", "none"]).await.exits(2);
    let _ = none.complains("has no task none that runs");
    let none = account.run(SHUT, &["exec", "web", "--container", "proxy"]).await.exits(2);
    let _ = none.complains("has no container `proxy`").complains("it has web");
}

#[tokio::test(start_paused = true)]
async fn a_switch_is_for_all_tasks_and_so_restarts_them() {
    let mut account = Account::new(3);
    install(&mut account);
    account.deploy(SHUT).await;
    let _ = account.run(OPEN, &["plan"]).await.exits(0).says("exec: off -> on").says("rolling restart of 1 task");
    account.deploy(OPEN).await;
    let _ = account.run(OPEN, &["exec", "web"]).await.exits(3);
    let _ = account.run(OPEN, &["plan", "--detailed-exitcode"]).await.exits(0);
    account.deploy(SHUT).await;
    let _ = account.run(SHUT, &["exec", "web"]).await.exits(2).complains("`exec` is off");
}

#[tokio::test(start_paused = true)]
async fn a_protected_stage_has_no_shells_unless_it_says_so() {
    let mut account = Account::new(4);
    install(&mut account);
    let _ = account.run_as_is(SHOP, &["deploy", "--stage", "prod", "--yes"]).await.exits(0);
    let ended = account.run_as_is(SHOP, &["exec", "web", "--stage", "prod"]).await.exits(2);
    let _ = ended.complains("off in protected stages");
}

#[tokio::test(start_paused = true)]
async fn a_given_role_must_allow_what_a_shell_needs_and_everything_says_so() {
    let mut account = Account::new(4);
    install(&mut account);
    let role = account.aws.put_role("web", "ecs-tasks.amazonaws.com");
    let plan =
        account.run(GIVEN, &["plan"]).await.exits(0).says("`role` of `web`, arn:aws:iam::111122223333:role/web,");
    let _ = plan.says("ssmmessages:OpenDataChannel");
    let verified = account.run(GIVEN, &["verify"]).await.exits(0);
    let verified =
        verified.says("role for `exec`: arn:aws:iam::111122223333:role/web does not let `exec` open a shell");
    let statement = "\"ssmmessages:OpenDataChannel\"";
    let _ = verified.says(statement);
    account.deploy(GIVEN).await;
    let shut = account.run(GIVEN, &["exec", "web"]).await.exits(1);
    let _ = shut.complains("the agent that opens shells is stopped").complains(&role).complains(statement);
}
