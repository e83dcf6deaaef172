//! The API, as the other services call it.

use std::time::Duration;

use jiff::civil::Date;
use reqwest::{Client, RequestBuilder, Response, StatusCode};

use crate::api::{Placed, Seen};
use crate::article::Article;
use crate::day::Day;
use crate::order::NewOrder;
use crate::price::Price;
use crate::problem::Written;

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The API, at the URL that `connect = [Api]` puts into `API_URL`.
#[derive(Clone, Debug)]
pub struct ApiClient {
    base: String,
    client: Client,
}

/// Why the API did not answer as hoped.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// It refuses, and says why.
    #[error("{message}")]
    Refused {
        /// The status.
        status: StatusCode,
        /// What it says.
        message: String,
    },
    /// It cannot be reached, or says what is not understood.
    #[error("the API does not answer: {0}")]
    Unreachable(#[from] reqwest::Error),
}

impl ApiClient {
    /// The API at a URL.
    pub fn new(base: &str) -> Result<Self, ApiError> {
        // What is called is inside the network: a proxy to the outside would not know it.
        let client = Client::builder().timeout(TIMEOUT).no_proxy().build()?;
        Ok(Self { base: base.trim_end_matches('/').to_owned(), client })
    }

    /// What can be bought.
    pub async fn articles(&self) -> Result<Vec<Article>, ApiError> {
        Ok(send(self.client.get(self.url("/api/articles"))).await?.json().await?)
    }

    /// Places an order.
    pub async fn place(&self, order: &NewOrder) -> Result<Placed, ApiError> {
        Ok(send(self.client.post(self.url("/api/orders")).json(order)).await?.json().await?)
    }

    /// An order; none where there is none with this receipt.
    pub async fn order(&self, number: u64, receipt: &str) -> Result<Option<Seen>, ApiError> {
        let call = self.client.get(self.url(&format!("/api/orders/{number}")));
        found(send(call.query(&[("receipt", receipt)])).await).await
    }

    /// The oldest orders without a price.
    pub async fn waiting(&self) -> Result<Vec<Seen>, ApiError> {
        Ok(send(self.client.get(self.url("/internal/waiting"))).await?.json().await?)
    }

    /// Says what an order costs.
    pub async fn price(&self, number: u64, price: Price) -> Result<(), ApiError> {
        send(self.client.put(self.url(&format!("/internal/orders/{number}/price"))).json(&price)).await?;
        Ok(())
    }

    /// The orders of a day.
    pub async fn of_day(&self, date: Date) -> Result<Vec<Seen>, ApiError> {
        Ok(send(self.client.get(self.url(&format!("/internal/days/{date}/orders")))).await?.json().await?)
    }

    /// Keeps what a day came to.
    pub async fn keep_day(&self, day: &Day) -> Result<(), ApiError> {
        send(self.client.put(self.url(&format!("/internal/days/{}", day.date))).json(day)).await?;
        Ok(())
    }

    /// What a day came to; none where nobody has summed it up.
    pub async fn day(&self, date: Date) -> Result<Option<Day>, ApiError> {
        found(send(self.client.get(self.url(&format!("/api/days/{date}")))).await).await
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

async fn send(call: RequestBuilder) -> Result<Response, ApiError> {
    let response = call.send().await?;
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    // What is no JSON comes from the load balancer between.
    let message = match response.json::<Written>().await {
        Ok(written) => written.error.message,
        Err(_) => format!("the API answers {status}"),
    };
    Err(ApiError::Refused { status, message })
}

async fn found<A: serde::de::DeserializeOwned>(answer: Result<Response, ApiError>) -> Result<Option<A>, ApiError> {
    match answer {
        Ok(response) => Ok(Some(response.json().await?)),
        Err(ApiError::Refused { status: StatusCode::NOT_FOUND, .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
