//! Datagrams: what one source sends goes to one replica, and what that sends comes back to it.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::UdpSocket;
use tokio::task::JoinSet;

use super::activity::Activity;
use super::group::{Group, Member, Unhealthy};
use super::listener::{Facing, Front};
use super::passage::{Arrival, Passage};

/// How long a flow may be quiet.
///
/// Source: User Guide for Network Load Balancers, "Connection idle timeout": 120 seconds for UDP.
const IDLE: Duration = Duration::from_mins(2);
/// How long a replica that was taken out of balance may still answer.
const LAST_ANSWERS: Duration = Duration::from_secs(1);
/// The longest datagram.
const LONGEST: usize = 64 * 1024;

/// What one source has sent.
struct Flow {
    socket: Arc<UdpSocket>,
    member: Arc<Member>,
    activity: Arc<Activity>,
}

/// Passes datagrams on as long as the listener is open.
pub(super) async fn serve(socket: UdpSocket, facing: Arc<Facing>) {
    let socket = Arc::new(socket);
    let mut flows: HashMap<SocketAddr, Flow> = HashMap::new();
    // Who passes answers back, by their source: they end with the listener.
    let mut ways_back: JoinSet<(SocketAddr, Arc<UdpSocket>)> = JoinSet::new();
    let mut buffer = vec![0; LONGEST];
    loop {
        tokio::select! {
            received = socket.recv_from(&mut buffer) => {
                // An error is of an earlier datagram, whose receiver is gone.
                let Ok((length, source)) = received else { continue };
                let Some(bytes) = buffer.get(..length) else { continue };
                if flows.get(&source).is_none_or(|flow| flow.member.has_left()) {
                    let Front::Stream { group, unhealthy } = facing.front() else { continue };
                    let Ok(Some((flow, passage))) = open(&group, unhealthy).await else { continue };
                    let (listener, replica, activity) = (Arc::clone(&socket), Arc::clone(&flow.socket), Arc::clone(&flow.activity));
                    ways_back.spawn(async move {
                        back(&listener, source, &replica, &activity, &passage).await;
                        (source, replica)
                    });
                    flows.insert(source, flow);
                }
                if let Some(flow) = flows.get(&source) {
                    flow.activity.note();
                    let _ = flow.socket.send(bytes).await;
                }
            }
            Some(Ok((source, ended))) = ways_back.join_next() => {
                // Its source may have another one by now.
                if flows.get(&source).is_some_and(|flow| Arc::ptr_eq(&flow.socket, &ended)) {
                    flows.remove(&source);
                }
            }
        }
    }
}

async fn open(group: &Group, unhealthy: Unhealthy) -> io::Result<Option<(Flow, Passage)>> {
    let Some(flight) = group.choose(&[], unhealthy, |_| false) else { return Ok(None) };
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    socket.connect(flight.member.address).await?;
    let flow = Flow { socket: Arc::new(socket), member: Arc::clone(&flight.member), activity: Activity::new() };
    Ok(Some((flow, Passage::of_stream(Arrival::new(&group.service), flight))))
}

/// Passes what a replica sends back to the source, until both are quiet, or the replica has left.
async fn back(listener: &UdpSocket, source: SocketAddr, replica: &UdpSocket, activity: &Activity, passage: &Passage) {
    let mut buffer = vec![0; LONGEST];
    let pass = async {
        loop {
            // An error says that nobody listens there: a later datagram may find somebody.
            let Ok(length) = replica.recv(&mut buffer).await else { continue };
            activity.note();
            if let Some(bytes) = buffer.get(..length) {
                let _ = listener.send_to(bytes, source).await;
            }
        }
    };
    tokio::select! {
        () = pass => {}
        () = activity.idle(|| IDLE) => {}
        () = async {
            passage.member().leaving().await;
            tokio::time::sleep(LAST_ANSWERS).await;
        } => {}
    }
}
