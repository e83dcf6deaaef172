//! The store, in folders of this machine.

use std::fs;
use std::io::Write;
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::order::Line;

/// A folder of its own, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("shop-store-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn migrated() -> Self {
        let folder = Self::new();
        migrate(&folder.0).unwrap();
        folder
    }

    fn store(&self) -> Store {
        Store::open(&self.0).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn cups(quantity: u32) -> NewOrder {
    NewOrder { customer: "Ada".to_owned(), lines: vec![Line { article: "cup".to_owned(), quantity }] }
}

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

async fn place(store: &Store, quantity: u32) -> Order {
    store.place(cups(quantity), time("2026-11-22T12:00:00Z")).await.unwrap()
}

#[tokio::test]
async fn what_one_task_writes_another_reads() {
    let folder = Folder::migrated();
    let (one, other) = (folder.store(), folder.store());
    assert_eq!(place(&one, 1).await.number, 1);
    assert_eq!(place(&other, 2).await.number, 2);
    let order = other.order(1).await.unwrap();
    assert_eq!((order.customer.as_str(), order.currency.as_str(), order.price), ("Ada", "EUR", None));
    assert!(matches!(one.order(3).await, Err(StoreError::NoOrder(3))));

    let price = Price::of(&order.lines).unwrap();
    assert_eq!(one.price(1, price).await.unwrap().price, Some(price));
    let late = Price { total: 1, ..price };
    assert_eq!(other.price(1, late).await.unwrap().price, Some(price), "the first one stays");
    let waiting: Vec<u64> = other.waiting(10).await.unwrap().iter().map(|order| order.number).collect();
    assert_eq!(waiting, [2]);
}

#[tokio::test]
async fn orders_of_many_at_once_are_all_kept_under_numbers_of_their_own() {
    let folder = Folder::migrated();
    let mut running = tokio::task::JoinSet::new();
    for quantity in 1..=40 {
        let store = folder.store();
        running.spawn(async move { place(&store, quantity).await.number });
    }
    let mut numbers = running.join_all().await;
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=40).collect::<Vec<u64>>());
    assert_eq!(folder.store().waiting(100).await.unwrap().len(), 40);
}

#[tokio::test]
async fn half_a_line_of_a_task_that_was_killed_is_as_if_it_had_never_been() {
    let folder = Folder::migrated();
    let store = folder.store();
    place(&store, 1).await;
    let mut file = fs::File::options().append(true).open(folder.0.join("orders.jsonl")).unwrap();
    file.write_all(br#"{"placed":{"number":2,"pla"#).unwrap();
    assert_eq!(store.waiting(10).await.unwrap().len(), 1);
    assert_eq!(place(&store, 5).await.number, 2);
    assert_eq!(folder.store().order(2).await.unwrap().lines[0].quantity, 5);
}

#[tokio::test]
async fn days_have_the_orders_that_were_placed_in_them() {
    let folder = Folder::migrated();
    let store = folder.store();
    for placed in ["2026-11-21T22:59:59Z", "2026-11-21T23:00:00Z", "2026-11-22T12:00:00Z"] {
        store.place(cups(1), time(placed)).await.unwrap();
    }
    let date: Date = "2026-11-22".parse().unwrap();
    assert_eq!(store.day(date).await.unwrap(), None);
    let day = Day::of(date, &store.of_day(date).await.unwrap());
    assert_eq!(day.orders, 2);
    store.keep_day(day.clone()).await.unwrap();
    assert_eq!(folder.store().day(date).await.unwrap(), Some(day));
}

#[test]
fn a_store_that_was_not_migrated_is_refused() {
    let folder = Folder::new();
    let said = Store::open(&folder.0).unwrap_err().to_string();
    assert_eq!(said, "the store has form 0, and this release needs 2: run the migration first");
}

#[tokio::test]
async fn a_store_of_the_first_release_is_migrated_once() {
    let folder = Folder::new();
    fs::write(folder.0.join("version"), "1\n").unwrap();
    fs::create_dir(folder.0.join("days")).unwrap();
    let old = r#"{"placed":{"number":1,"placed":"2026-11-22T12:00:00Z","customer":"Ada","lines":[]}}"#;
    fs::write(folder.0.join("orders.jsonl"), format!("{old}\n")).unwrap();
    assert_eq!(migrate(&folder.0).unwrap(), ["orders say what is paid with"]);
    assert_eq!(migrate(&folder.0).unwrap(), [""; 0]);
    assert_eq!(folder.store().order(1).await.unwrap().currency, "EUR");
}

#[tokio::test]
async fn a_task_that_runs_during_a_migration_reads_the_new_file() {
    let folder = Folder::migrated();
    let store = folder.store();
    place(&store, 1).await;
    fs::write(folder.0.join("version"), "1\n").unwrap();
    migrate(&folder.0).unwrap();
    assert_eq!(place(&store, 2).await.number, 2);
    assert_eq!(folder.store().waiting(10).await.unwrap().len(), 2);
}
