//! Where the balancers listen.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, UdpSocket};

use serde::{Deserialize, Serialize};

use super::error::Error;

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 1024;

/// The ports that were found for listeners, so that the next supervisor of the stage finds the same: kept in the stage's
/// folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ports(BTreeMap<String, u16>);

/// A listener that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listening {
    /// The cluster.
    pub cluster: String,
    /// What it speaks.
    pub kind: Kind,
    /// The declared port.
    pub declared: u16,
    /// Where it listens.
    pub address: SocketAddr,
    /// Why that is not the declared port.
    pub instead: Option<Instead>,
    /// The service, of a stream.
    pub service: Option<String>,
    /// The declared port of the listener to which everything is redirected.
    pub redirect: Option<u16>,
}

/// What a listener speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// HTTP/1.1.
    Http,
    /// HTTP/1.1 and HTTP/2 over TLS.
    Https,
    /// A stream.
    Tcp,
    /// A stream within TLS, which ends here.
    Tls,
    /// Datagrams.
    Udp,
}

/// Why a listener has another port than the declared one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Instead {
    /// Another program listens there.
    Taken,
    /// Only the administrator may listen there.
    Privileged,
}

impl Listening {
    /// Its URL: `http://localhost:8080`, without the port where it is the usual one.
    #[must_use]
    pub fn url(&self) -> String {
        let (scheme, usual) = match self.kind {
            Kind::Http => ("http", Some(80)),
            Kind::Https => ("https", Some(443)),
            Kind::Tcp => ("tcp", None),
            Kind::Tls => ("tls", None),
            Kind::Udp => ("udp", None),
        };
        match self.address.port() {
            port if Some(port) == usual => format!("{scheme}://localhost"),
            port => format!("{scheme}://localhost:{port}"),
        }
    }

    /// Why it has another port than the declared one, in a sentence; none where it has that.
    pub(crate) fn note(&self) -> Option<String> {
        let why = match self.instead? {
            Instead::Privileged => "only the administrator may listen on",
            Instead::Taken => "another program listens on",
        };
        Some(format!("{}: {why} port {}, it is {}", self.cluster, self.declared, self.url()))
    }
}

impl Ports {
    /// Opens a listener on loopback: on the declared port, else on the one that was found last time, else on any.
    pub(super) fn open<T: Open>(
        &mut self,
        key: String,
        declared: u16,
    ) -> Result<(T, SocketAddr, Option<Instead>), Error> {
        let found = self.0.get(&key).copied().filter(|port| *port != declared);
        let mut instead = None;
        for port in [Some(declared).filter(|port| *port > 0), found, Some(0)].into_iter().flatten() {
            match T::open(SocketAddr::from((Ipv4Addr::LOCALHOST, port))) {
                Ok((socket, address)) => {
                    self.0.insert(key, address.port());
                    return Ok((socket, address, instead));
                }
                Err(error) if port > 0 => {
                    let why =
                        if error.kind() == ErrorKind::PermissionDenied { Instead::Privileged } else { Instead::Taken };
                    instead = instead.or(Some(why));
                }
                Err(source) => return Err(Error::Port { port: declared, source }),
            }
        }
        Err(Error::Port { port: declared, source: ErrorKind::AddrInUse.into() })
    }
}

/// The same port for who calls this machine by its address of IPv6, as some do for `localhost`. Where it cannot be had they
/// find nobody, and try the other.
pub(super) fn also_v6(address: SocketAddr) -> Option<tokio::net::TcpListener> {
    let address = SocketAddr::from((Ipv6Addr::LOCALHOST, address.port()));
    tokio::net::TcpListener::open(address).ok().map(|(listener, _)| listener)
}

/// Listens on any port of an address that this machine may not have yet: the network of an engine is only there while a container
/// is in it.
pub(crate) fn listen_at(address: Ipv4Addr) -> io::Result<(tokio::net::TcpListener, SocketAddr)> {
    let socket = tokio::net::TcpSocket::new_v4()?;
    #[cfg(target_os = "linux")]
    rustix::net::sockopt::set_ip_freebind(&socket, true)?;
    socket.bind(SocketAddr::from((address, 0)))?;
    let listener = socket.listen(BACKLOG)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// A socket that is opened at an address.
pub(super) trait Open: Sized {
    fn open(address: SocketAddr) -> io::Result<(Self, SocketAddr)>;
}

impl Open for tokio::net::TcpListener {
    fn open(address: SocketAddr) -> io::Result<(Self, SocketAddr)> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok((Self::from_std(listener)?, address))
    }
}

impl Open for tokio::net::UdpSocket {
    fn open(address: SocketAddr) -> io::Result<(Self, SocketAddr)> {
        let socket = UdpSocket::bind(address)?;
        socket.set_nonblocking(true)?;
        let address = socket.local_addr()?;
        Ok((Self::from_std(socket)?, address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_port_that_is_taken_has_another_in_its_place_which_stays() {
        let (_other, taken) = tokio::net::TcpListener::open((Ipv4Addr::LOCALHOST, 0).into()).expect("a free port");
        let mut ports = Ports::default();
        let open = |ports: &mut Ports| {
            let (listener, address, instead) =
                ports.open::<tokio::net::TcpListener>("a/1".to_owned(), taken.port()).expect("open");
            assert_eq!(instead, Some(Instead::Taken));
            drop(listener);
            address
        };
        let first = open(&mut ports);
        assert_ne!(first, taken);
        let kept = serde_json::to_string(&ports).expect("JSON");
        let mut ports: Ports = serde_json::from_str(&kept).expect("ports");
        assert_eq!(open(&mut ports), first);
    }
}
