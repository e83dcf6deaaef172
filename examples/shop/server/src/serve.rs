//! A service from its start to its end.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Instant;

use axum::Router;
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::{self, Next};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Answers requests until it is asked to stop; those that it has by then are answered.
pub async fn serve(routes: Router, port: u16) -> io::Result<()> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::UNSPECIFIED, port))).await?;
    let stop = stop()?;
    tracing::info!(port = listener.local_addr()?.port(), "listening");
    let routes = routes.layer(middleware::from_fn(log));
    axum::serve(listener, routes).with_graceful_shutdown(stop).await?;
    tracing::info!("stopped");
    Ok(())
}

/// Is over when somebody asks to stop: ECS and the local target by SIGTERM, a terminal by SIGINT. From the call on, not only
/// once it is awaited.
pub fn stop() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("asked to stop");
    })
}

/// Tells of each request, without its query: that may have a receipt in it. What is asked every second, by health checks and
/// by the worker, is told at `debug`.
async fn log(request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let begun = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    let is_routine = method == Method::GET && (path == "/healthz" || path.starts_with("/internal/"));
    if is_routine && response.status().is_success() {
        tracing::debug!(%method, path, status, micros, "answered");
    } else {
        tracing::info!(%method, path, status, micros, "answered");
    }
    response
}
