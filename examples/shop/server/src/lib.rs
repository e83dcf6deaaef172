//! What runs in the shop, but for the few lines of each binary that begin and end it.

pub mod api;
pub mod article;
pub mod client;
pub mod day;
pub mod logging;
pub mod order;
pub mod price;
pub mod problem;
pub mod receipt;
pub mod serve;
pub mod setting;
pub mod store;
pub mod web;
pub mod worker;
