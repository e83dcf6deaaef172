//! Free ports.

use std::collections::BTreeSet;
use std::io;
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};

/// Below those that systems give to outgoing connections, so that none of them takes a port before its replica listens.
const FROM: u16 = 20_000;
const UNTIL: u16 = 32_000;
/// How often another one is tried.
const TRIES: u32 = 1_000;

/// The ports that replicas have.
#[derive(Clone, Debug, Default)]
pub(crate) struct PortPool(Arc<Mutex<BTreeSet<u16>>>);

/// A port that nobody else of the stage gets while this is there.
#[derive(Debug)]
pub(crate) struct TakenPort {
    pool: PortPool,
    /// The port.
    pub(crate) port: u16,
}

impl PortPool {
    /// A port on which nothing listens now.
    pub(crate) fn take(&self) -> io::Result<TakenPort> {
        for _ in 0..TRIES {
            let port = fastrand::u16(FROM..UNTIL);
            if self.ports().insert(port) {
                // Given back where it is dropped.
                let taken = TakenPort { pool: self.clone(), port };
                if is_free(port) {
                    return Ok(taken);
                }
            }
        }
        Err(io::Error::new(io::ErrorKind::AddrInUse, "no port is free on this machine"))
    }

    fn ports(&self) -> std::sync::MutexGuard<'_, BTreeSet<u16>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for TakenPort {
    fn drop(&mut self) {
        self.pool.ports().remove(&self.port);
    }
}

/// Programs listen on any address.
fn is_free(port: u16) -> bool {
    let address = (Ipv4Addr::UNSPECIFIED, port);
    TcpListener::bind(address).is_ok() && UdpSocket::bind(address).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_taken_once_and_given_back() {
        let pool = PortPool::default();
        let taken: Vec<TakenPort> = (0..200).map(|_| pool.take().unwrap()).collect();
        let different: BTreeSet<u16> = taken.iter().map(|taken| taken.port).collect();
        assert_eq!(different.len(), 200);
        drop(taken);
        assert!(pool.ports().is_empty());
    }

    #[test]
    fn a_port_on_which_something_listens_is_not_free() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        assert!(!is_free(listener.local_addr().unwrap().port()));
    }
}
