//! The API. What stands under `/api` customers reach by the load balancer; what stands under `/internal` other services reach,
//! as no route leads there.

use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::{get, put};
use axum::{Json, Router};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::article::{self, Article};
use crate::day::Day;
use crate::order::{Line, NewOrder, Order};
use crate::price::Price;
use crate::problem::Problem;
use crate::receipt::Receipts;
use crate::store::Store;

/// The most orders that a worker gets at once.
const BATCH: usize = 50;

/// What the API answers from.
#[derive(Clone)]
pub struct Api {
    /// The orders.
    pub store: Store,
    /// By what customers see theirs.
    pub receipts: Receipts,
}

/// An order that was placed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Placed {
    /// Its number.
    pub number: u64,
    /// By what it can be seen.
    pub receipt: String,
}

/// An order as its customer and other services see it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its number.
    pub number: u64,
    /// When it was placed.
    pub placed: Timestamp,
    /// Who it is for.
    pub customer: String,
    /// What.
    pub lines: Vec<Line>,
    /// What is paid with.
    pub currency: String,
    /// What it costs, once that is known.
    pub price: Option<Price>,
}

/// What the query of an order says.
#[derive(Debug, Deserialize)]
struct Shown {
    #[serde(default)]
    receipt: String,
}

type Answer<A> = Result<Json<A>, Problem>;
type Number = Result<Path<u64>, PathRejection>;
type Dated = Result<Path<Date>, PathRejection>;

/// All that it answers.
pub fn routes(api: Api) -> Router {
    Router::new()
        .route("/healthz", get(health))
        .route("/api/articles", get(articles))
        .route("/api/orders", axum::routing::post(place))
        .route("/api/orders/{number}", get(order))
        .route("/api/days/{date}", get(day))
        .route("/internal/waiting", get(waiting))
        .route("/internal/orders/{number}/price", put(price))
        .route("/internal/days/{date}/orders", get(of_day))
        .route("/internal/days/{date}", put(keep_day))
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::method())
        .with_state(api)
}

/// Healthy is who can read the store: without it nothing else is answered either.
async fn health(State(api): State<Api>) -> Answer<&'static str> {
    api.store.waiting(1).await?;
    Ok(Json("healthy"))
}

async fn articles() -> Json<Vec<Article>> {
    Json(article::all().collect())
}

async fn place(
    State(api): State<Api>,
    new: Result<Json<NewOrder>, JsonRejection>,
) -> Result<(StatusCode, Json<Placed>), Problem> {
    let Json(new) = new?;
    new.check()?;
    let number = api.store.place(new, Timestamp::now()).await?.number;
    tracing::info!(order = number, "placed");
    Ok((StatusCode::CREATED, Json(Placed { number, receipt: api.receipts.of(number) })))
}

/// A wrong receipt is answered as an order that is not there: nobody learns how many there are.
async fn order(State(api): State<Api>, number: Number, shown: Result<Query<Shown>, QueryRejection>) -> Answer<Seen> {
    let (Path(number), Query(Shown { receipt })) = (number?, shown?);
    if !api.receipts.is_of(&receipt, number) {
        return Err(Problem::not_found());
    }
    Ok(Json(api.store.order(number).await?.into()))
}

async fn day(State(api): State<Api>, date: Dated) -> Answer<Day> {
    let Path(date) = date?;
    api.store.day(date).await?.map(Json).ok_or_else(Problem::not_found)
}

async fn waiting(State(api): State<Api>) -> Answer<Vec<Seen>> {
    Ok(Json(api.store.waiting(BATCH).await?.into_iter().map(Seen::from).collect()))
}

async fn price(State(api): State<Api>, number: Number, price: Result<Json<Price>, JsonRejection>) -> Answer<Seen> {
    let (Path(number), Json(price)) = (number?, price?);
    Ok(Json(api.store.price(number, price).await?.into()))
}

async fn of_day(State(api): State<Api>, date: Dated) -> Answer<Vec<Seen>> {
    let Path(date) = date?;
    Ok(Json(api.store.of_day(date).await?.into_iter().map(Seen::from).collect()))
}

async fn keep_day(
    State(api): State<Api>,
    date: Dated,
    day: Result<Json<Day>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let (Path(date), Json(day)) = (date?, day?);
    api.store.keep_day(Day { date, ..day }).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<Order> for Seen {
    fn from(order: Order) -> Self {
        let Order { number, placed, customer, lines, currency, price } = order;
        Self { number, placed, customer, lines, currency, price }
    }
}

impl From<Seen> for Order {
    fn from(seen: Seen) -> Self {
        let Seen { number, placed, customer, lines, currency, price } = seen;
        Self { number, placed, customer, lines, currency, price }
    }
}
