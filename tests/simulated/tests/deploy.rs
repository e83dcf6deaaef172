//! Deploys that go well.

#![cfg(test)]

use simulated::{Account, SHOP, image};

#[tokio::test(start_paused = true)]
async fn a_deploy_and_its_repetition() {
    let account = Account::new(1);
    let outcome = account.deploy(SHOP).await;
    println!("{}\n{}", outcome.out, outcome.err);
    println!("calls {}", account.aws.take_calls().len());
    let again = account.deploy(SHOP).await.says("Nothing to do");
    println!("{}\n{}", again.out, again.err);
    let calls = account.aws.take_calls();
    for call in &calls {
        println!("{:?} {}", call.at, call.action());
    }
    assert!(calls.iter().all(|call| call.is_read()));
    image("web", "web:2");
    let again = account.deploy(SHOP).await;
    println!("{}\n{}", again.out, again.err);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}
