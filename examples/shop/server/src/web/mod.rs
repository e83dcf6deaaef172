//! The pages.

mod page;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

use crate::client::{ApiClient, ApiError};
use crate::order::{Line, NewOrder};

/// A page that tells of a failure.
struct Failed(StatusCode, String);

#[derive(Deserialize)]
struct Shown {
    #[serde(default)]
    receipt: String,
}

/// All that it answers.
pub fn routes(api: ApiClient) -> Router {
    Router::new()
        .route("/", get(shop))
        .route("/orders", axum::routing::post(order))
        .route("/orders/{number}", get(placed))
        .route("/healthz", get(async || "healthy\n"))
        .fallback(async || Failed(StatusCode::NOT_FOUND, "There is no such page.".to_owned()))
        .with_state(api)
}

async fn shop(State(api): State<ApiClient>) -> Result<Html<String>, Failed> {
    Ok(Html(page::shop(&api.articles().await?)))
}

/// The form has the customer, and a quantity under the id of each article.
async fn order(
    State(api): State<ApiClient>,
    form: Result<Form<BTreeMap<String, String>>, FormRejection>,
) -> Result<Redirect, Failed> {
    let Form(fields) = form.map_err(|rejection| Failed(rejection.status(), rejection.body_text()))?;
    let order = read(fields).map_err(|text| Failed(StatusCode::BAD_REQUEST, text))?;
    let placed = api.place(&order).await?;
    Ok(Redirect::to(&format!("/orders/{}?receipt={}", placed.number, placed.receipt)))
}

async fn placed(
    State(api): State<ApiClient>,
    Path(number): Path<u64>,
    Query(Shown { receipt }): Query<Shown>,
) -> Result<Html<String>, Failed> {
    match api.order(number, &receipt).await? {
        Some(order) => Ok(Html(page::order(&order))),
        None => Err(Failed(StatusCode::NOT_FOUND, "There is no such order.".to_owned())),
    }
}

/// What was filled in. A field that is empty is none of that article.
fn read(mut fields: BTreeMap<String, String>) -> Result<NewOrder, String> {
    let customer = fields.remove("customer").unwrap_or_default();
    let filled = fields.into_iter().filter(|(_, text)| !matches!(text.trim(), "" | "0"));
    let line = |(article, text): (String, String)| match text.trim().parse() {
        Ok(quantity) => Ok(Line { article, quantity }),
        Err(_) => Err(format!("`{text}` is no number.")),
    };
    Ok(NewOrder { customer, lines: filled.map(line).collect::<Result<_, _>>()? })
}

impl From<ApiError> for Failed {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Refused { status, message } if status.is_client_error() => Self(status, message),
            error => {
                tracing::error!(%error, "the API does not answer");
                Self(StatusCode::BAD_GATEWAY, "The shop is being looked after. Please try again.".to_owned())
            }
        }
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (self.0, Html(page::failed(&self.1))).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_form_is_an_order_of_what_was_filled_in() {
        let order = read(fields(&[("customer", "Ada"), ("cup", "2"), ("kettle", ""), ("teapot", "0")])).unwrap();
        assert_eq!(order.customer, "Ada");
        assert_eq!(order.lines, [Line { article: "cup".to_owned(), quantity: 2 }]);
        assert_eq!(read(fields(&[("cup", "two")])), Err("`two` is no number.".to_owned()));
    }
}
