//! The work on orders that have come.

use crate::client::{ApiClient, ApiError};
use crate::price::Price;

/// Works out what the orders cost that wait for it, and says how many there were. Two workers may do the same order: the API
/// keeps the first price, and both come to the same.
pub async fn round(api: &ApiClient) -> Result<usize, ApiError> {
    let mut done = 0;
    for order in api.waiting().await? {
        let Some(price) = Price::of(&order.lines) else {
            tracing::error!(order = order.number, "an article of this order is not sold any more");
            continue;
        };
        api.price(order.number, price).await?;
        tracing::info!(order = order.number, total = price.total, "priced");
        done += 1;
    }
    Ok(done)
}
