//! The matrix: each call of a command, cut off before it is carried out and before it is answered.

use serde_json::Value;
use simulated::{Account, SHOP, change, differences, image};

/// What is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scenario {
    /// A first deploy.
    First,
    /// A deploy that changes images, a route, scaling and a count.
    Update,
    /// A destroy.
    Destroy,
}

impl Scenario {
    /// The account before the command, with the app as the command finds it.
    pub(crate) async fn before(self) -> Account {
        let account = Account::new(7);
        // The fewer polls, the fewer calls to be cut off at.
        account.aws.stack_pace(20);
        if self != Self::First {
            let _ = account.deploy(SHOP).await;
            assert!(account.aws.wait_until_settled().await);
        }
        if self == Self::Update {
            update();
        }
        account
    }

    pub(crate) fn words(self) -> &'static [&'static str] {
        match self {
            Self::First | Self::Update => &["deploy"],
            Self::Destroy => &["destroy"],
        }
    }
}

/// Two new images, one service more tasks, another scaling, another health check.
fn update() {
    image("web", "web:2");
    image("orders", "orders:2");
    change("mail", |mut spec| {
        spec.count = Some(3);
        spec
    });
    change("api", |mut spec| {
        if let Some(scale) = &mut spec.scale {
            scale.cpu = Some(50);
        }
        spec
    });
    change("admin", |mut spec| {
        let mut health = spec.health();
        health.interval_seconds = 15;
        spec.health = Some(health);
        spec
    });
}

/// Cuts the command off at each of its calls of one part of all, and runs it again each time: it must come to the same
/// end as one that was not disturbed, and leave nothing behind.
pub(crate) async fn converges(scenario: Scenario, part: usize, parts: usize) {
    let before = scenario.before().await;
    let undisturbed = before.fork();
    let outcome = undisturbed.run(SHOP, scenario.words()).await;
    assert_eq!(outcome.code, 0, "{}\n{}", outcome.out, outcome.err);
    let expected = end(&undisturbed).await;
    let calls = undisturbed.aws.take_calls().len();
    for number in (1..=calls).skip(part).step_by(parts) {
        for carried_out in [false, true] {
            let account = before.fork();
            // Two runs may differ by a poll or two at the end.
            if !account.cut_off(SHOP, scenario.words(), number, carried_out).await {
                continue;
            }
            let at = account.aws.take_calls().last().map(|call| call.action()).unwrap_or_default();
            let what = format!("{scenario:?} cut off at call {number} of {calls}, {at}, carried out: {carried_out}");
            let outcome = account.run(SHOP, scenario.words()).await;
            assert_eq!(outcome.code, 0, "{what}\n{}\n{}", outcome.out, outcome.err);
            let differences = differences(&end(&account).await, &expected);
            assert!(differences.is_empty(), "{what}\n{differences:#?}\n{}\n{}", outcome.out, outcome.err);
        }
    }
}

/// All there is once nothing moves any more; nothing of it may be wrong.
pub(crate) async fn end(account: &Account) -> Value {
    assert!(account.aws.wait_until_settled().await, "something moves for ever");
    assert_eq!(account.aws.violations(), Vec::<String>::new());
    account.end()
}
