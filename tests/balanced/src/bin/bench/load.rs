//! Clients that ask as fast as they are answered.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::Request;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::Broken;

/// So many clients that ask for so long.
#[derive(Clone, Copy)]
pub(super) struct Load {
    pub(super) connections: usize,
    pub(super) time: Duration,
    pub(super) path: &'static str,
}

/// What they saw.
pub(super) struct Seen {
    pub(super) took: Duration,
    /// How long each answer took, in ascending order.
    pub(super) latencies: Vec<Duration>,
}

impl Load {
    pub(super) async fn run(self, address: SocketAddr) -> Result<Seen, Broken> {
        let begin = Instant::now();
        let clients: Vec<_> = (0..self.connections).map(|_| tokio::spawn(self.ask(address, begin))).collect();
        let mut latencies = Vec::new();
        for client in clients {
            latencies.extend(client.await??);
        }
        let took = begin.elapsed();
        latencies.sort_unstable();
        Ok(Seen { took, latencies })
    }

    async fn ask(self, address: SocketAddr, begin: Instant) -> Result<Vec<Duration>, Broken> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let mut latencies = Vec::new();
        while begin.elapsed() < self.time {
            let asked = Instant::now();
            let request = Request::get(self.path).header("host", "localhost").body(Empty::<Bytes>::new())?;
            sender.ready().await?;
            let answer = sender.send_request(request).await?;
            if answer.status() != 200 {
                return Err(format!("{} from {address}", answer.status()).into());
            }
            let mut body = answer.into_body();
            while let Some(frame) = body.frame().await {
                frame?;
            }
            latencies.push(asked.elapsed());
        }
        Ok(latencies)
    }
}
