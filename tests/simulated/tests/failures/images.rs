//! Images that do not come.

use simulator::Behaviour;

use crate::failures::failed::image_that;

#[tokio::test(start_paused = true)]
async fn an_image_that_is_missing() {
    let failed =
        image_that(Behaviour::ImageMissing).await.is("image-missing", "the image web:2 is not in its registry");
    let failed = failed.shows("CannotPullContainerError").shows("web:2: not found").hints("push web:2");
    failed.was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn an_image_for_another_platform() {
    let failed = image_that(Behaviour::WrongPlatform).await;
    let failed = failed.is("image-platform", "the image web:2 has no variant for linux/amd64");
    let failed = failed.shows("descriptor matching platform 'linux/amd64'").hints("docker buildx build --platform");
    failed.was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_registry_without_a_way_to_it() {
    let failed = image_that(Behaviour::RegistryUnreachable).await;
    let failed = failed.is("image-unreachable", "the registry of web:2 does not answer from the task's subnets");
    failed.shows("dial tcp: i/o timeout").hints("give the tasks a way out").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_registry_that_refuses() {
    let failed = image_that(Behaviour::RegistryForbidden).await;
    let failed = failed.is("image-denied", "the registry refuses the image web:2").shows("403 Forbidden");
    failed.hints("allow the pull in the repository's policy").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_disk_that_is_full() {
    let failed = image_that(Behaviour::DiskFull).await.is("disk-full", "the disk of the task is full");
    failed.shows("no space left on device").hints("make the image smaller").was_rolled_back().await;
}
