//! A command that is cut off before or after any of its calls is finished by the next one.

mod faults;
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

/// The same for seeds.
macro_rules! seeds {
    ($($name:ident: $scenario:expr, $seeds:expr;)+) => {
        $(
            #[tokio::test(start_paused = true)]
            async fn $name() {
                faults::converges($scenario, $seeds).await;
            }
        )+
    };
}

seeds! {
    first_deploy_under_faults_1: Scenario::First, 0..50;
    first_deploy_under_faults_2: Scenario::First, 50..100;
    first_deploy_under_faults_3: Scenario::First, 100..150;
    first_deploy_under_faults_4: Scenario::First, 150..200;
    update_under_faults_1: Scenario::Update, 0..100;
    update_under_faults_2: Scenario::Update, 100..200;
    destroy_under_faults_1: Scenario::Destroy, 0..100;
    destroy_under_faults_2: Scenario::Destroy, 100..200;
}
