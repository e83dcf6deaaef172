//! What happened to orders.

use serde::{Deserialize, Serialize};

use crate::order::Order;
use crate::price::Price;

/// A line of the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Entry {
    /// An order was placed.
    Placed(Order),
    /// It is known what an order costs.
    Priced {
        /// Its number.
        number: u64,
        /// What it costs.
        price: Price,
    },
}
