//! Images: push, and use again.

use super::Tell;
use crate::Error;
use crate::images::Shipper;

/// Pushes an image into its repository.
pub(super) async fn push(tell: &Tell<'_>, repository: &str, digest: Option<&str>) -> Result<(), Error> {
    let digest = digest.ok_or_else(|| Error::Conflict(format!("the image for {repository} was not built")))?;
    let told = |bytes, of| tell.sent(bytes, of);
    shipper(tell)?.push(&tell.context.clients, repository, digest, &told).await
}

/// Takes the mark off an image that nobody needed any more.
pub(super) async fn revive(tell: &Tell<'_>, repository: &str, digest: &str, tag: &str) -> Result<(), Error> {
    shipper(tell)?.revive(&tell.context.clients, repository, digest, tag).await
}

fn shipper<'tell>(tell: &'tell Tell<'_>) -> Result<&'tell Shipper, Error> {
    let shipper = tell.context.shipper.as_deref();
    shipper.ok_or_else(|| Error::Conflict("there is nothing that pushes images".to_owned()))
}
