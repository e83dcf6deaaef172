//! Greets whoever comes, at the port in `PORT`, until it is asked to stop.

use std::error::Error;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let port: u16 = std::env::var("PORT")?.parse()?;
    let listener = TcpListener::bind(("0.0.0.0", port)).await?;
    let stop = signal(SignalKind::terminate())?;
    axum::serve(listener, app()).with_graceful_shutdown(asked(stop)).await?;
    Ok(())
}

/// Every path has the same answer, which is also what the load balancer's health check asks for.
fn app() -> Router {
    Router::new().fallback(get(async || format!("Hello from process {}.\n", std::process::id())))
}

/// A deploy and a smaller `count` stop a task by SIGTERM. What it is answering then is answered.
async fn asked(mut stop: Signal) {
    stop.recv().await;
}
