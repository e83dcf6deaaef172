//! Orders, as files in a folder that several tasks share.
//!
//! | file | holds |
//! |---|---|
//! | `version` | the form of the others, as a number: [`migrate`] raises it |
//! | `orders.jsonl` | what happened, an object a line, only ever added to |
//! | `days/{date}.json` | what a day came to |
//! | `lock` | nothing: whoever writes has it alone, whoever reads shares it |
//!
//! The lock is the operating system's. On EFS it holds between tasks, and ends with the task that has it, however that ends.

mod entry;
mod error;
mod files;
mod index;
mod migration;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;

pub use error::StoreError;
pub use migration::migrate;

use crate::day::{Day, date_of};
use crate::order::{NewOrder, Order};
use crate::price::Price;
use entry::Entry;
use index::Index;

/// The form that this release reads and writes.
pub const VERSION: u32 = 2;
/// What is paid with.
const CURRENCY: &str = "EUR";

/// The orders of the shop. A copy is another handle of the same.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
    index: Arc<Mutex<Index>>,
}

impl Store {
    /// The store in a folder. One of a later form is taken too: releases that follow each other read each other's files.
    ///
    /// # Errors
    /// When the migration has not run yet.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        match migration::version(folder)? {
            found if found < VERSION => Err(StoreError::Version { found, needed: VERSION }),
            _ => Ok(Self { folder: folder.to_owned(), index: Arc::default() }),
        }
    }

    /// Places an order that has been checked.
    pub async fn place(&self, new: NewOrder, now: Timestamp) -> Result<Order, StoreError> {
        self.write(move |index, append| {
            let order = Order {
                number: index.last() + 1,
                placed: now,
                customer: new.customer,
                lines: new.lines,
                currency: CURRENCY.to_owned(),
                price: None,
            };
            append(&Entry::Placed(order.clone()))?;
            Ok(order)
        })
        .await
    }

    /// Notes what an order costs. The first price stays: a second one, of a worker that was slow, changes nothing.
    pub async fn price(&self, number: u64, price: Price) -> Result<Order, StoreError> {
        self.write(move |index, append| {
            let mut order = index.order(number).ok_or(StoreError::NoOrder(number))?;
            if order.price.is_none() {
                append(&Entry::Priced { number, price })?;
                order.price = Some(price);
            }
            Ok(order)
        })
        .await
    }

    /// An order by its number.
    pub async fn order(&self, number: u64) -> Result<Order, StoreError> {
        self.read(move |index| index.order(number).ok_or(StoreError::NoOrder(number))).await
    }

    /// The oldest orders that have no price yet.
    pub async fn waiting(&self, most: usize) -> Result<Vec<Order>, StoreError> {
        self.read(move |index| Ok(index.waiting(most))).await
    }

    /// The orders that were placed in a day of the shop.
    pub async fn of_day(&self, date: Date) -> Result<Vec<Order>, StoreError> {
        let within = move |order: &Order| date_of(order.placed).is_ok_and(|placed| placed == date);
        self.read(move |index| Ok(index.orders().filter(within).collect())).await
    }

    /// Keeps what a day came to, in the place of what was kept.
    pub async fn keep_day(&self, day: Day) -> Result<(), StoreError> {
        let path = self.day_path(day.date);
        let lock = self.folder.clone();
        blocking(move || {
            let _lock = files::exclusive(&lock)?;
            files::replace(&path, &files::json(&day)?)
        })
        .await
    }

    /// What a day came to; none where nobody has summed it up.
    pub async fn day(&self, date: Date) -> Result<Option<Day>, StoreError> {
        let path = self.day_path(date);
        blocking(move || files::read_json(&path)).await
    }

    fn day_path(&self, date: Date) -> PathBuf {
        self.folder.join("days").join(format!("{date}.json"))
    }

    async fn read<A: Send + 'static>(
        &self,
        ask: impl FnOnce(&Index) -> Result<A, StoreError> + Send + 'static,
    ) -> Result<A, StoreError> {
        let store = self.clone();
        blocking(move || {
            let mut index = store.index.lock().unwrap_or_else(PoisonError::into_inner);
            let _lock = files::shared(&store.folder)?;
            index.follow(&mut files::orders(&store.folder)?)?;
            ask(&index)
        })
        .await
    }

    async fn write<A: Send + 'static>(
        &self,
        change: impl FnOnce(&Index, &mut dyn FnMut(&Entry) -> Result<(), StoreError>) -> Result<A, StoreError>
        + Send
        + 'static,
    ) -> Result<A, StoreError> {
        let store = self.clone();
        blocking(move || {
            let mut index = store.index.lock().unwrap_or_else(PoisonError::into_inner);
            let _lock = files::exclusive(&store.folder)?;
            let mut file = files::orders(&store.folder)?;
            index.follow(&mut file)?;
            let end = index.end();
            change(&index, &mut |entry| files::append(&mut file, end, entry))
        })
        .await
    }
}

/// Files are read and written where that keeps nobody waiting.
async fn blocking<A: Send + 'static>(
    work: impl FnOnce() -> Result<A, StoreError> + Send + 'static,
) -> Result<A, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Cut)?
}

#[cfg(test)]
mod tests;
