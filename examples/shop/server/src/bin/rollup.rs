//! Sums up a day: the one that has ended last, or the one that is given as `2026-11-22`.

use std::error::Error;
use std::process::ExitCode;

use jiff::Timestamp;
use shop_server::client::ApiClient;
use shop_server::day::{Day, yesterday};
use shop_server::order::Order;
use shop_server::{logging, setting};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    logging::start();
    logging::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let api = ApiClient::new(&setting::required("API_URL")?)?;
    let date = match std::env::args().nth(1) {
        Some(date) => date.parse()?,
        None => yesterday(Timestamp::now())?,
    };
    let orders: Vec<Order> = api.of_day(date).await?.into_iter().map(Order::from).collect();
    let day = Day::of(date, &orders);
    api.keep_day(&day).await?;
    tracing::info!(%date, orders = day.orders, unpriced = day.unpriced, total = day.total, "summed up");
    Ok(())
}
