//! The replica: it answers at once, with little or with much.

use std::convert::Infallible;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use super::Broken;

/// The length of a small answer.
const SMALL: usize = 1024;
/// The length of a large one.
pub(super) const LARGE: usize = 16 * 1024 * 1024;

/// Answers until it is killed.
pub(super) async fn serve() -> Result<(), Broken> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("{}", listener.local_addr()?);
    let (small, large) = (Bytes::from(vec![b'x'; SMALL]), Bytes::from(vec![b'x'; LARGE]));
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let (small, large) = (small.clone(), large.clone());
        let service = service_fn(move |request: Request<Incoming>| {
            let body = if request.uri().path() == "/large" { large.clone() } else { small.clone() };
            async move { Ok::<_, Infallible>(Response::new(Full::new(body))) }
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}
