//! Images apart from a deploy.

use super::{SHOP, account, deploy, settled, tags, writes};

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
    // Of an app whose images are there already there is nothing to push.
    let nothing = account.run(settled::SHOP, &[&to[..2], &to[3..]].concat()).await.exits(0);
    let _ = nothing.says("No image of this app is built.");
}
