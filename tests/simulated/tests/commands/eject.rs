//! `eject`.

use serde_json::Value;
use simulated::{Account, SHOP};

fn read(account: &Account, name: &str) -> String {
    let path = account.folder.0.join("ejected").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[tokio::test(start_paused = true)]
async fn what_stands_is_written_as_the_requests_that_made_it() {
    let account = Account::new(1);
    account.deploy(SHOP).await;
    let made = account.aws.calls();
    let ejected = account.run(SHOP, &["eject"]).await.exits(0).says("shop-dev-web.template.json");
    let _ejected = ejected.complains("the files have the values of what stands");
    for name in ["shop-dev-web", "shop-dev-api"] {
        let call = made.iter().find(|call| call.operation == "CreateService" && call.request["serviceName"] == name);
        let call = &call.unwrap().request;
        let item = name.trim_start_matches("shop-dev-");
        let file: Value = serde_json::from_str(&read(&account, &format!("{item}.create-service.json"))).unwrap();
        for (key, value) in file.as_object().unwrap() {
            if !["tags", "taskDefinition", "propagateTags"].contains(&key.as_str()) {
                assert_eq!(value, &call[key], "{name}: {key}");
            }
        }
        assert_eq!(file["taskDefinition"], name);
    }
    let readme = read(&account, "README.md");
    for file in readme.split("file://").skip(1).map(|rest| rest.split_whitespace().next().unwrap()) {
        assert!(!read(&account, file.trim_end_matches('`')).is_empty());
    }
    assert!(readme.contains("aws ecs update-service --cluster shop-dev-shop --service shop-dev-web"), "{readme}");
    assert!(!readme.contains("${"), "everything is known:\n{readme}");
    let parameters = read(&account, "shop-dev-web.parameters.json");
    assert!(parameters.contains("vpc-") && !parameters.contains("${"), "{parameters}");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_overwritten_without_force() {
    let account = Account::new(1);
    let ejected = account.run(SHOP, &["eject"]).await.exits(0).complains("nothing of the stage stands");
    drop(ejected);
    let service = read(&account, "web.create-service.json");
    assert!(service.contains("${shop-dev-web.SecurityGroupId}"), "{service}");
    let refused = account.run(SHOP, &["eject"]).await.exits(2).complains("is not empty");
    let _refused =
        refused.complains("Hint: give another folder with `--output`, or overwrite what is there with `--force`");
    let _forced = account.run(SHOP, &["eject", "--force"]).await.exits(0);
    assert!(account.aws.calls().iter().all(simulator::Call::is_read));
}
