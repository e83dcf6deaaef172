//! Orders.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::article;
use crate::price::Price;

/// The most that one order may have of an article.
const MOST: u32 = 1_000;
/// The most lines of an order.
const LINES: usize = 50;
/// The longest name of a customer, in bytes.
const NAME: usize = 200;

/// What a customer orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    /// Who it is for.
    pub customer: String,
    /// What.
    pub lines: Vec<Line>,
}

/// An article, and how many of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The article's id.
    pub article: String,
    /// How many.
    pub quantity: u32,
}

/// An order as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its number: 1 for the first.
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
    #[serde(skip)]
    pub price: Option<Price>,
}

/// Why an order cannot be placed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody is named.
    #[error("say who the order is for, in at most {NAME} bytes")]
    Customer,
    /// Nothing, or too much of it.
    #[error("an order has 1 to {LINES} lines")]
    Lines,
    /// There is no such article.
    #[error("there is no article `{0}`")]
    Article(String),
    /// None, or too many of an article.
    #[error("1 to {MOST} of `{0}` can be ordered")]
    Quantity(String),
}

impl NewOrder {
    /// Whether it can be placed.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.customer.trim().is_empty() || self.customer.len() > NAME {
            return Err(Refusal::Customer);
        }
        if self.lines.is_empty() || self.lines.len() > LINES {
            return Err(Refusal::Lines);
        }
        for line in &self.lines {
            if article::cents(&line.article).is_none() {
                return Err(Refusal::Article(line.article.clone()));
            }
            if !(1..=MOST).contains(&line.quantity) {
                return Err(Refusal::Quantity(line.article.clone()));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(customer: &str, lines: &[(&str, u32)]) -> NewOrder {
        let line = |(article, quantity): &(&str, u32)| Line { article: (*article).to_owned(), quantity: *quantity };
        NewOrder { customer: customer.to_owned(), lines: lines.iter().map(line).collect() }
    }

    #[test]
    fn an_order_names_a_customer_and_articles_that_there_are() {
        assert_eq!(order("Ada", &[("cup", 2)]).check(), Ok(()));
        assert_eq!(order(" ", &[("cup", 2)]).check(), Err(Refusal::Customer));
        assert_eq!(order("Ada", &[]).check(), Err(Refusal::Lines));
        assert_eq!(order("Ada", &[("cop", 2)]).check(), Err(Refusal::Article("cop".to_owned())));
        assert_eq!(order("Ada", &[("cup", 0)]).check(), Err(Refusal::Quantity("cup".to_owned())));
        assert_eq!(order("Ada", &[("cup", 1_001)]).check(), Err(Refusal::Quantity("cup".to_owned())));
    }
}
