//! Works out what orders cost, as they come.

use std::error::Error;
use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use shop_server::client::ApiClient;
use shop_server::{logging, serve, setting, worker};
use tokio::time::{MissedTickBehavior, interval};

/// How often it looks for orders.
const EVERY: Duration = Duration::from_millis(500);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    logging::start();
    logging::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let api = ApiClient::new(&setting::required("API_URL")?)?;
    let mut stop = pin!(serve::stop()?);
    let mut look = interval(EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    tracing::info!("looking for orders");
    loop {
        tokio::select! {
            () = &mut stop => return Ok(()),
            _ = look.tick() => {}
        }
        // What it has begun it finishes. An API that is away for a while is no reason to end.
        if let Err(error) = worker::round(&api).await {
            tracing::warn!(%error, "orders have to wait");
        }
    }
}
