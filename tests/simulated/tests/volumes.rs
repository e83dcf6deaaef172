//! Volumes from the first deploy to the last.

use std::time::Duration;

use simulated::Account;
use simulator::Behaviour;

mod kept {
    use infra_aws::prelude::*;

    #[cluster]
    struct Shop;

    #[service(cluster = Shop, image = "files:1", volume("data", efs(new, root = "/files", iam), at = "/data"))]
    struct Files;

    pub(super) const APP: App = app!("shop": Shop, Files);
}

mod without {
    use infra_aws::prelude::*;

    #[cluster]
    struct Shop;

    #[service(cluster = Shop, image = "files:1")]
    struct Files;

    pub(super) const APP: App = app!("shop": Shop, Files);
}

mod disk {
    use infra_aws::prelude::*;

    #[cluster]
    struct Shop;

    #[service(cluster = Shop, image = "files:1", volume("data", ebs("20 GB"), at = "/data"), before = [Migrate])]
    struct Files;

    #[task(cluster = Shop, image = "migrate:1", volume("data", ebs("10 GB"), at = "/data"))]
    struct Migrate;

    pub(super) const APP: App = app!("shop": Shop, Files, Migrate);
}

mod bridge {
    use infra_aws::prelude::*;

    #[cluster(capacity = ec2("c5.large", 1..=4))]
    struct Fleet;

    #[service(cluster = Fleet, image = "web:1", port = 8080, route("/*"), count = 2, network_mode = bridge,
              volume("data", efs(new), at = "/data"), volume("folder", host("/var/lib/data"), at = "/folder"))]
    struct Web;

    #[task(cluster = Fleet, image = "job:1", network_mode = none)]
    struct Job;

    pub(super) const APP: App = app!("fleet": Fleet, Web, Job);
}

#[tokio::test(start_paused = true)]
async fn a_file_system_outlives_its_stage_and_is_told_of() {
    let account = Account::new(1);
    let first = account.deploy(kept::APP).await;
    assert!(!first.out.contains("earlier deployment"), "{}", first.out);
    let _same = account.deploy(kept::APP).await.says("Nothing to do");
    let gone = account.run(kept::APP, &["destroy"]).await.exits(0);
    let gone = gone.says("of `files` stays, with its data").says("aws efs delete-file-system --file-system-id fs-");
    let id = gone.out.split_once("--file-system-id ").and_then(|(_, rest)| rest.split('`').next()).unwrap().to_owned();
    assert_eq!(account.aws.violations(), Vec::<String>::new());
    let again = account.deploy(kept::APP).await.says("`files` gets a new, empty file system");
    let _again = again.says(&format!("declare `efs(\"{id}\")`"));
    let _same = account.deploy(kept::APP).await.says("Nothing to do");
}

#[tokio::test(start_paused = true)]
async fn a_file_system_that_is_declared_no_more_stays_until_its_tasks_have_let_go() {
    let account = Account::new(2);
    let _first = account.deploy(kept::APP).await;
    let plan = account.deploy(without::APP).await.says("of `files` stays, with its data");
    let _plan = plan.says("- data mount target 1").says("rolling restart of 1 task");
    account.aws.wait_until_settled().await;
    // The simulated AWS minds a mount target that goes while tasks have it mounted.
    assert_eq!(account.aws.violations(), Vec::<String>::new());
    let _same = account.deploy(without::APP).await.says("Nothing to do");
    let _gone = account.run(without::APP, &["destroy"]).await.exits(0);
}

#[tokio::test(start_paused = true)]
async fn a_disk_is_made_for_each_task_that_a_service_or_a_run_starts() {
    let account = Account::new(3);
    let done = Behaviour::Exit { after: Duration::from_secs(5), code: 0, lines: Vec::new() };
    account.aws.image("migrate", done);
    let _first = account.deploy(disk::APP).await;
    let _same = account.deploy(disk::APP).await.says("Nothing to do");
    let _run = account.run(disk::APP, &["run", "migrate"]).await.exits(0);
    let _gone = account.run(disk::APP, &["destroy"]).await.exits(0);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

mod bridges {
    use infra_aws::prelude::*;

    #[cluster(capacity = ec2("c5.large", 1..=4))]
    struct Fleet;

    #[service(cluster = Fleet, image = "web:1", port = 8080, route("/*"), network_mode = bridge)]
    struct Web;

    #[service(cluster = Fleet, image = "api:1", port = 8080, route("/api/*"), network_mode = bridge)]
    struct Api;

    pub(super) const APP: App = app!("fleet": Fleet, Web, Api);
}

#[tokio::test(start_paused = true)]
async fn services_share_the_ports_that_docker_gives_out() {
    let account = Account::new(5);
    let _first = account.deploy(bridges::APP).await;
    let _same = account.deploy(bridges::APP).await.says("Nothing to do");
    let _gone = account.run(bridges::APP, &["destroy"]).await.exits(0);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn tasks_behind_their_instances_ports_are_reached_and_go() {
    let account = Account::new(4);
    let _first = account.deploy(bridge::APP).await;
    let _same = account.deploy(bridge::APP).await.says("Nothing to do");
    let done = Behaviour::Exit { after: Duration::from_secs(5), code: 0, lines: Vec::new() };
    account.aws.image("job", done);
    let _run = account.run(bridge::APP, &["run", "job"]).await.exits(0);
    let _gone = account.run(bridge::APP, &["destroy"]).await.exits(0);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}
