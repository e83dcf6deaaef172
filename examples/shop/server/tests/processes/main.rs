//! The binaries as processes: what they answer, store and compute, and how they end.

#![cfg(test)]

mod process;

use process::{Folder, Process, get, run};
use serde_json::{Value, json};
use shop_server::client::{ApiClient, ApiError};
use shop_server::order::{Line, NewOrder};

const KEY: (&str, &str) = ("RECEIPT_KEY", "a key of some length");

fn cups(quantity: u32) -> NewOrder {
    NewOrder { customer: "Ada <Lovelace>".to_owned(), lines: vec![Line { article: "cup".to_owned(), quantity }] }
}

/// An API with a store that was migrated, and where it listens.
fn api(folder: &Folder) -> (Process, String) {
    let migrated = run(env!("CARGO_BIN_EXE_migrate"), &[], &[("DATA", folder.path())]);
    assert!(migrated.status.success(), "{migrated:?}");
    let mut api = Process::start(env!("CARGO_BIN_EXE_api"), &[("PORT", "0"), ("DATA", folder.path()), KEY]);
    let url = api.url();
    (api, url)
}

#[tokio::test]
async fn an_order_is_placed_priced_shown_and_summed_up() {
    let folder = Folder::new();
    let (mut api, url) = api(&folder);
    let client = ApiClient::new(&url).unwrap();
    let placed = client.place(&cups(10)).await.unwrap();
    assert_eq!(placed.number, 1);

    let mut worker = Process::start(env!("CARGO_BIN_EXE_worker"), &[("API_URL", &url)]);
    let line = worker.line("priced");
    assert_eq!(line["total"], json!(12_112));
    let seen = client.order(1, &placed.receipt).await.unwrap().unwrap();
    assert_eq!(seen.price.unwrap().total, 12_112);

    let mut web = Process::start(env!("CARGO_BIN_EXE_web"), &[("PORT", "0"), ("API_URL", &url)]);
    let pages = web.url();
    let (status, page) = get(&format!("{pages}/orders/1?receipt={}", placed.receipt)).await;
    assert_eq!(status, 200);
    assert!(page.contains("Ada &lt;Lovelace&gt;") && page.contains("121.12 EUR in all"), "{page}");
    assert_eq!(get(&format!("{pages}/orders/1?receipt=00")).await.0, 404);
    assert!(get(&pages).await.1.contains("Teapot of cast iron"));

    let date = shop_server::day::date_of(seen.placed).unwrap();
    assert_eq!(client.day(date).await.unwrap(), None);
    let summed = run(env!("CARGO_BIN_EXE_rollup"), &[&date.to_string()], &[("API_URL", &url)]);
    assert!(summed.status.success(), "{summed:?}");
    let day = client.day(date).await.unwrap().unwrap();
    assert_eq!((day.orders, day.unpriced, day.total), (1, 0, 12_112));

    for process in [&mut web, &mut worker, &mut api] {
        process.stop();
    }
}

#[tokio::test]
async fn a_form_leads_to_the_order_that_it_placed() {
    let folder = Folder::new();
    let (_api, url) = api(&folder);
    let mut web = Process::start(env!("CARGO_BIN_EXE_web"), &[("PORT", "0"), ("API_URL", &url)]);
    let pages = web.url();
    let answer = reqwest::Client::new()
        .post(format!("{pages}/orders"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body("customer=Ada&cup=2&kettle=&teapot=0")
        .send()
        .await
        .unwrap();
    assert!(answer.url().path().ends_with("/orders/1"), "{}", answer.url());
    assert!(answer.text().await.unwrap().contains("2 × cup"));
}

#[tokio::test]
async fn what_cannot_be_is_answered_as_json() {
    let folder = Folder::new();
    let (_api, url) = api(&folder);
    for (path, status, code) in [
        ("/api/nothing", 404, "not_found"),
        ("/api/orders/seven", 404, "not_found"),
        ("/api/orders/1?receipt=0123456789abcdef0123456789abcdef", 404, "not_found"),
        ("/api/orders", 405, "method_not_allowed"),
        ("/api/days/2026-11-22", 404, "not_found"),
    ] {
        let (answered, body) = get(&format!("{url}{path}")).await;
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((answered, &body["error"]["code"]), (status, &json!(code)), "{path}");
    }
    let client = ApiClient::new(&url).unwrap();
    let Err(ApiError::Refused { status, message }) = client.place(&cups(0)).await else { panic!("it was placed") };
    assert_eq!((status.as_u16(), message.as_str()), (422, "1 to 1000 of `cup` can be ordered"));
}

#[tokio::test]
async fn pages_say_so_when_the_api_is_away() {
    let folder = Folder::new();
    let (mut api, url) = api(&folder);
    let mut web = Process::start(env!("CARGO_BIN_EXE_web"), &[("PORT", "0"), ("API_URL", &url)]);
    let pages = web.url();
    api.stop();
    assert_eq!(get(&pages).await.0, 502);
    assert_eq!(get(&format!("{pages}/healthz")).await.0, 200, "that is no reason to start it anew");
}

#[test]
fn an_api_whose_store_was_not_migrated_says_what_to_do() {
    let folder = Folder::new();
    let ended = run(env!("CARGO_BIN_EXE_api"), &[], &[("PORT", "0"), ("DATA", folder.path()), KEY]);
    assert_eq!(ended.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&ended.stdout).contains("run the migration first"), "{ended:?}");
}
