//! The listener.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinSet;

use super::answer::answer;
use super::{Access, Runs};

/// How long nothing is accepted after an error.
const AFTER_ERROR: Duration = Duration::from_millis(20);

/// Answers from when it is opened until it is aborted, and its connections with it. `of` gives what has the access.
pub(crate) async fn serve<R: Runs>(
    runs: Arc<R>,
    access: impl Fn(&R) -> &Access + Copy + Send + Sync + 'static,
    mut opened: UnboundedReceiver<TcpListener>,
) {
    let Some(Ok(listener)) = opened.recv().await.map(tokio::net::TcpListener::from_std) else { return };
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let runs = Arc::clone(&runs);
                let service = service_fn(move |request| {
                    let runs = Arc::clone(&runs);
                    async move { Ok::<_, core::convert::Infallible>(answer(&*runs, access(&runs), request).await) }
                });
                let mut server = http1::Builder::new();
                let connection = server.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
                connections.spawn(async move {
                    // A caller that goes away in the middle of something is no error.
                    let _ = connection.await;
                });
            }
            // Of too many open files: some are closed soon.
            Err(_) => tokio::time::sleep(AFTER_ERROR).await,
        }
        while connections.try_join_next().is_some() {}
    }
}
