//! What a task needs beside its image.

use simulator::Behaviour;

use crate::failures::failed::image_that;

#[tokio::test(start_paused = true)]
async fn a_file_system_that_cannot_be_mounted() {
    let failed = image_that(Behaviour::FileSystem).await.is("volume", "a volume cannot be attached");
    failed.shows("EFS utils").hints("a mount target in each zone, open to port 2049").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_network_interface_that_cannot_be_had() {
    let failed = image_that(Behaviour::NetworkInterface).await;
    let failed = failed.is("network-interface", "the task gets no network interface");
    failed.shows("has no free addresses").hints("whether the subnets have free addresses").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_volume_that_cannot_be_attached() {
    let failed = image_that(Behaviour::Volume).await.is("volume", "a volume cannot be attached");
    failed.shows("Timeout waiting for EBS volume attachment").was_rolled_back().await;
}
