//! What is known of the file with what happened: as much of it as has been read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::StoreError;
use super::entry::Entry;
use super::files::{ORDERS, at};
use crate::order::Order;

/// The orders, and how far the file has been read for them.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Device and number of the file: a migration puts another in its place.
    file: (u64, u64),
    end: u64,
    orders: BTreeMap<u64, Order>,
}

impl Index {
    /// Reads what others have added since the last time. Half a line is not read: it is as if it had never been begun.
    pub(super) fn follow(&mut self, file: &mut File) -> Result<(), StoreError> {
        let metadata = file.metadata().map_err(at(Path::new(ORDERS)))?;
        let identity = (metadata.dev(), metadata.ino());
        if identity != self.file || metadata.len() < self.end {
            *self = Self { file: identity, ..Self::default() };
        }
        file.seek(SeekFrom::Start(self.end)).map_err(at(Path::new(ORDERS)))?;
        let mut reader = BufReader::new(file);
        let mut line = Vec::new();
        loop {
            line.clear();
            let length = reader.read_until(b'\n', &mut line).map_err(at(Path::new(ORDERS)))?;
            if line.last() != Some(&b'\n') {
                return Ok(());
            }
            let entry = serde_json::from_slice(&line);
            self.take(entry.map_err(|source| StoreError::Content { path: ORDERS.into(), source })?);
            self.end += length as u64;
        }
    }

    /// Where the last whole line ends.
    pub(super) fn end(&self) -> u64 {
        self.end
    }

    /// The number of the last order; 0 where there is none.
    pub(super) fn last(&self) -> u64 {
        self.orders.last_key_value().map_or(0, |(number, _)| *number)
    }

    pub(super) fn order(&self, number: u64) -> Option<Order> {
        self.orders.get(&number).cloned()
    }

    pub(super) fn orders(&self) -> impl Iterator<Item = Order> {
        self.orders.values().cloned()
    }

    pub(super) fn waiting(&self, most: usize) -> Vec<Order> {
        self.orders.values().filter(|order| order.price.is_none()).take(most).cloned().collect()
    }

    fn take(&mut self, entry: Entry) {
        match entry {
            Entry::Placed(order) => {
                self.orders.insert(order.number, order);
            }
            Entry::Priced { number, price } => {
                if let Some(order) = self.orders.get_mut(&number) {
                    order.price.get_or_insert(price);
                }
            }
        }
    }
}
