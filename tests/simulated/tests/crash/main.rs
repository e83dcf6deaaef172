//! A command that is cut off before or after any of its calls is finished by the next one.

#![cfg(test)]

mod matrix;

use matrix::{Scenario, converges};

/// One test a part of the matrix, so that they run side by side.
macro_rules! parts {
    ($($name:ident: $scenario:expr, $part:literal of $parts:literal;)+) => {
        $(
            #[tokio::test(start_paused = true)]
            async fn $name() {
                converges($scenario, $part, $parts).await;
            }
        )+
    };
}

parts! {
    first_deploy_1: Scenario::First, 0 of 4;
    first_deploy_2: Scenario::First, 1 of 4;
    first_deploy_3: Scenario::First, 2 of 4;
    first_deploy_4: Scenario::First, 3 of 4;
    update_1: Scenario::Update, 0 of 2;
    update_2: Scenario::Update, 1 of 2;
    destroy_1: Scenario::Destroy, 0 of 2;
    destroy_2: Scenario::Destroy, 1 of 2;
}
