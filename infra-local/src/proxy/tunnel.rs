//! A connection that has changed its protocol: bytes both ways.

use std::sync::Arc;
use std::time::Duration;

use hyper::Response;
use hyper::body::Incoming;
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::io::copy_bidirectional;

use super::body::AnswerBody;
use super::connection::Client;
use super::passage::Passage;

/// Passes the answer on by which a replica changes the protocol, and then everything that either side sends, until one of
/// them ends, or both are quiet for the idle time. It is open at the replica for as long.
pub(super) fn open(
    client: &Client,
    mut response: Response<Incoming>,
    upgrade: OnUpgrade,
    passage: Passage,
    idle: Duration,
) -> Response<AnswerBody> {
    let replica = hyper::upgrade::on(&mut response);
    let activity = Arc::clone(&client.activity);
    tokio::spawn(async move {
        let _open = passage;
        let (Ok(upgraded), Ok(replica)) = tokio::join!(upgrade, replica) else { return };
        let (mut upgraded, mut replica) = (TokioIo::new(upgraded), TokioIo::new(replica));
        tokio::select! {
            _ = copy_bidirectional(&mut upgraded, &mut replica) => {}
            // Whatever the replica sends is written to the client, and noted there.
            () = activity.idle(|| idle) => {}
        }
    });
    response.map(|_| AnswerBody::Own(bytes::Bytes::new()))
}
