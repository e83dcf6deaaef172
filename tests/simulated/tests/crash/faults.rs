//! Faults on a fifth of all calls: throttling, errors of AWS's own, connections that fail, answers that are lost, and
//! reads that are behind.

use simulated::{SHOP, differences};
use simulator::random_faults;

use crate::crash::matrix::{Scenario, end};

/// How many percent of the calls meet a fault.
const PERCENT: u8 = 20;

/// Runs a command under random faults for each of these seeds, and once more without: it must come to the same end as one
/// that was not disturbed, and leave nothing behind.
pub(crate) async fn converges(scenario: Scenario, seeds: std::ops::Range<u64>) {
    let before = scenario.before().await;
    let undisturbed = before.fork();
    assert_eq!(undisturbed.run(SHOP, scenario.words()).await.code, 0);
    let expected = end(&undisturbed).await;
    for seed in seeds {
        let account = before.fork();
        account.aws.on_call(random_faults(seed, PERCENT));
        let disturbed = account.run(SHOP, scenario.words()).await;
        account.aws.pass_calls();
        let outcome = account.run(SHOP, scenario.words()).await;
        let what = format!(
            "{scenario:?} with seed {seed}\n{}\n{}\n-- then\n{}\n{}",
            disturbed.out, disturbed.err, outcome.out, outcome.err
        );
        assert_eq!(outcome.code, 0, "{what}");
        let differences = differences(&end(&account).await, &expected);
        assert!(differences.is_empty(), "{differences:#?}\n{what}");
    }
}
