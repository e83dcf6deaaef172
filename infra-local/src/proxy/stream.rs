//! Streams: bytes both ways, as a Network Load Balancer passes them.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, copy_bidirectional};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::activity::{Activity, Watched};
use super::group::{Group, Unhealthy};
use super::passage::{Arrival, Passage};

/// How long a connection may be quiet.
///
/// Source: User Guide for Network Load Balancers, "Connection idle timeout": 350 seconds for TCP.
pub(super) const IDLE: Duration = Duration::from_secs(350);
/// How long a replica may take to accept a connection.
const CONNECT: Duration = Duration::from_secs(10);

/// Passes a connection on to a replica of the group. Where none accepts it, it is closed.
pub(super) async fn pass(
    mut client: impl AsyncRead + AsyncWrite + Unpin,
    (group, unhealthy): (&Group, Unhealthy),
    activity: &Arc<Activity>,
) {
    let Some((replica, _open)) = connect(group, unhealthy).await else { return };
    let mut replica = Watched::new(replica, activity);
    tokio::select! {
        _ = copy_bidirectional(&mut client, &mut replica) => {}
        () = activity.idle(|| IDLE) => {}
    }
}

/// A connection to the first replica that accepts one.
async fn connect(group: &Group, unhealthy: Unhealthy) -> Option<(TcpStream, Passage)> {
    let arrival = Arrival::new(&group.service).has_no_answer();
    let mut been = Vec::new();
    loop {
        let flight = group.choose(&been, unhealthy, |_| false)?;
        been.push(flight.member.address);
        if let Ok(Ok(stream)) = timeout(CONNECT, TcpStream::connect(flight.member.address)).await {
            let _ = stream.set_nodelay(true);
            return Some((stream, Passage::of_stream(arrival, flight)));
        }
    }
}
