//! A port of loopback at another address of this machine: how a container reaches a process of its task.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::proxy::listen_at;

/// Passes connections on as long as it is there.
#[derive(Debug)]
pub(super) struct Forward {
    /// Where it listens.
    pub(super) address: SocketAddr,
    task: JoinHandle<()>,
}

impl Forward {
    /// Listens at an address on any port, and passes on to a port of loopback.
    pub(super) fn open(at: Ipv4Addr, port: u16) -> io::Result<Self> {
        let (listener, address) = listen_at(at)?;
        Ok(Self { address, task: tokio::spawn(pass(listener, port)) })
    }
}

impl Drop for Forward {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn pass(listener: TcpListener, port: u16) {
    let mut open = JoinSet::new();
    loop {
        tokio::select! {
            Ok((mut client, _)) = listener.accept() => {
                open.spawn(async move {
                    if let Ok(mut process) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await {
                        // Either of them ends it as it likes.
                        let _ = copy_bidirectional(&mut client, &mut process).await;
                    }
                });
            }
            Some(_) = open.join_next() => {}
        }
    }
}
