//! Secrets that cannot be read.

use simulator::{Behaviour, SecretFailure};

use crate::failures::failed::{Failed, image_that};

const SECRET: &str = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop/key-Ab12Cd";

async fn secret_that_is(failure: SecretFailure) -> Failed {
    image_that(Behaviour::Secret { secret: SECRET.to_owned(), failure }).await.shows(SECRET)
}

#[tokio::test(start_paused = true)]
async fn a_secret_that_may_not_be_read() {
    let failed = secret_that_is(SecretFailure::Denied).await;
    let failed = failed.is("secret-denied", "the execution role may not read a secret");
    failed.shows("AccessDeniedException").hints("the key that encrypts it").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_secret_that_does_not_exist() {
    let failed = secret_that_is(SecretFailure::Missing).await;
    let failed = failed.is("secret-missing", "a secret that it is given does not exist");
    failed.shows("ResourceNotFoundException").hints("`secret(..)` of `web`").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_secret_without_a_way_to_it() {
    let failed = secret_that_is(SecretFailure::NoRoute).await;
    let failed = failed.is("secret-unreachable", "secrets cannot be read from the task's subnets");
    failed.shows("context deadline exceeded").hints("secretsmanager or ssm").was_rolled_back().await;
}
