//! What was sold in a day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::order::Order;

/// Where the shop is: its days begin at this zone's midnight.
const ZONE: &str = "Europe/Berlin";

/// What was sold in a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// Which.
    pub date: Date,
    /// How many orders were placed.
    pub orders: u64,
    /// How many of them have no price yet, and are not part of the sums.
    pub unpriced: u64,
    /// What was paid, in cents.
    pub total: u64,
    /// How much of it was tax.
    pub tax: u64,
    /// How many of each article were sold.
    pub sold: BTreeMap<String, u64>,
}

impl Day {
    /// Sums up the orders of a day.
    #[must_use]
    pub fn of(date: Date, orders: &[Order]) -> Self {
        let mut day = Self { date, orders: 0, unpriced: 0, total: 0, tax: 0, sold: BTreeMap::new() };
        for order in orders {
            day.orders += 1;
            let Some(price) = order.price else {
                day.unpriced += 1;
                continue;
            };
            day.total += price.total;
            day.tax += price.tax;
            for line in &order.lines {
                *day.sold.entry(line.article.clone()).or_default() += u64::from(line.quantity);
            }
        }
        day
    }
}

/// The day of the shop in which something happened.
pub fn date_of(time: Timestamp) -> Result<Date, jiff::Error> {
    Ok(time.to_zoned(TimeZone::get(ZONE)?).date())
}

/// The day that has ended last.
pub fn yesterday(now: Timestamp) -> Result<Date, jiff::Error> {
    date_of(now)?.checked_sub(1.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::Line;
    use crate::price::Price;

    fn order(number: u64, lines: &[(&str, u32)], priced: bool) -> Order {
        let line = |(article, quantity): &(&str, u32)| Line { article: (*article).to_owned(), quantity: *quantity };
        let lines: Vec<Line> = lines.iter().map(line).collect();
        let price = priced.then(|| Price::of(&lines)).flatten();
        let placed = "2026-11-22T12:00:00Z".parse().unwrap();
        Order { number, placed, customer: "Ada".to_owned(), lines, currency: "EUR".to_owned(), price }
    }

    #[test]
    fn a_day_counts_all_orders_and_sums_those_that_have_a_price() {
        let orders = [
            order(1, &[("teapot", 1), ("cup", 4)], true),
            order(2, &[("teapot", 1)], true),
            order(3, &[("cup", 9)], false),
        ];
        let day = Day::of("2026-11-22".parse().unwrap(), &orders);
        assert_eq!((day.orders, day.unpriced, day.total), (3, 1, 6_450 + 5_100 + 6_450));
        assert_eq!(day.sold, BTreeMap::from([("cup".to_owned(), 4), ("teapot".to_owned(), 2)]));
    }

    #[test]
    fn days_begin_at_midnight_in_berlin() {
        let date = |time: &str| date_of(time.parse().unwrap()).unwrap().to_string();
        assert_eq!(date("2026-11-22T22:59:59Z"), "2026-11-22");
        assert_eq!(date("2026-11-22T23:00:00Z"), "2026-11-23");
        assert_eq!(date("2026-06-22T22:00:00Z"), "2026-06-23", "in summer an hour earlier");
        assert_eq!(yesterday("2026-11-23T02:00:00Z".parse().unwrap()).unwrap().to_string(), "2026-11-22");
    }
}
