//! The listener of the page.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::Source;
use super::answer::answer;

/// Where the page is shown, unless that port is taken.
pub const PORT: u16 = 4700;
/// How long nothing is accepted after an error.
const AFTER_ERROR: Duration = Duration::from_millis(20);

/// The page of a stage: it is shown until this is dropped.
#[derive(Debug)]
pub struct Page {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Page {
    /// Shows what `source` tells, on `port` of 127.0.0.1, or on a free one where that is taken.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn open(source: impl Source, port: u16) -> io::Result<Self> {
        let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => listener,
            Err(_) => TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?,
        };
        let address = listener.local_addr()?;
        Ok(Self { address, task: tokio::spawn(accept(listener, Arc::new(source))) })
    }

    /// Where it is shown: `http://localhost:4700/`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://localhost:{}/", self.address.port())
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves until it is aborted, and its connections with it.
async fn accept<S: Source>(listener: TcpListener, source: Arc<S>) {
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => _ = connections.spawn(serve(stream, Arc::clone(&source))),
            // The browser has gone already, or there are too many open files: then others must end first.
            Err(_) => tokio::time::sleep(AFTER_ERROR).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn serve<S: Source>(stream: TcpStream, source: Arc<S>) {
    let service = service_fn(|request| {
        let source = Arc::clone(&source);
        async move { Ok::<_, core::convert::Infallible>(answer(&source, request).await) }
    });
    let connection = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
    // A browser that goes away in the middle of something is no error.
    let _ = connection.await;
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;
    use crate::page::browser::Fake;

    /// The whole answer to a request.
    async fn ask(page: &Page, request: &str) -> String {
        let mut stream = TcpStream::connect(page.address()).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8(answer).unwrap()
    }

    fn get(path: &str, host: &str) -> String {
        format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n")
    }

    #[tokio::test]
    async fn the_page_and_its_parts_are_answered() {
        let page = Page::open(Fake::new(), 0).await.unwrap();
        for (path, kind) in [("/", "text/html"), ("/page.css", "text/css"), ("/page.js", "text/javascript")] {
            let answer = ask(&page, &get(path, "localhost")).await;
            assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
            assert!(answer.contains(&format!("content-type: {kind}; charset=utf-8")), "{answer}");
            assert!(answer.contains("content-security-policy: default-src 'none'"), "{answer}");
        }
        assert!(ask(&page, &get("/other", "localhost")).await.starts_with("HTTP/1.1 404"));
    }

    #[tokio::test]
    async fn a_name_of_somebody_elses_that_leads_here_shows_nothing() {
        let page = Page::open(Fake::new(), 0).await.unwrap();
        for path in ["/", "/events", "/page.js"] {
            let answer = ask(&page, &get(path, "shop.example.com")).await;
            assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
            assert!(!answer.contains("web"), "{answer}");
        }
        let posted = "POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
        assert!(ask(&page, posted).await.starts_with("HTTP/1.1 405"));
    }

    #[tokio::test]
    async fn a_port_that_is_taken_has_another_in_its_place() {
        let first = Page::open(Fake::new(), 0).await.unwrap();
        let second = Page::open(Fake::new(), first.address().port()).await.unwrap();
        assert_ne!(first.address(), second.address());
    }

    #[tokio::test]
    async fn a_page_that_is_dropped_closes_its_connections() {
        let page = Page::open(Fake::new(), 0).await.unwrap();
        let mut stream = TcpStream::connect(page.address()).await.unwrap();
        stream.write_all(get("/events", "localhost").as_bytes()).await.unwrap();
        let mut begun = [0; 12];
        stream.read_exact(&mut begun).await.unwrap();
        assert_eq!(&begun, b"HTTP/1.1 200");
        drop(page);
        // It ends, as one that is reset or as one that is closed.
        let _ = stream.read_to_end(&mut Vec::new()).await;
    }
}
