//! What an order costs. All amounts are cents: nothing is lost to fractions.

use serde::{Deserialize, Serialize};

use crate::article;
use crate::order::Line;

/// From how many of one article on they are cheaper.
const MANY: u32 = 10;
/// By how much, in percent.
const DISCOUNT_PERCENT: u64 = 5;
/// Orders of less than this pay for their way.
const FREE_FROM: u64 = 5_000;
/// What that costs.
const SHIPPING: u64 = 490;
/// The tax that is part of each price, in percent.
const TAX_PERCENT: u64 = 19;

/// What an order costs, in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// The articles, after discounts.
    pub goods: u64,
    /// How much less that is for the discounts.
    pub discount: u64,
    /// Their way to the customer.
    pub shipping: u64,
    /// All that is paid.
    pub total: u64,
    /// How much of it is tax.
    pub tax: u64,
}

impl Price {
    /// The price of an order; none where it names an article that there is no more.
    #[must_use]
    pub fn of(lines: &[Line]) -> Option<Self> {
        let (mut full, mut discount) = (0, 0);
        for line in lines {
            let sum = article::cents(&line.article)? * u64::from(line.quantity);
            full += sum;
            if line.quantity >= MANY {
                discount += share(sum, DISCOUNT_PERCENT, 100);
            }
        }
        let goods = full - discount;
        let shipping = if goods < FREE_FROM { SHIPPING } else { 0 };
        let total = goods + shipping;
        let tax = share(total, TAX_PERCENT, 100 + TAX_PERCENT);
        Some(Self { goods, discount, shipping, total, tax })
    }
}

/// So many parts of `whole` as the quotient says, rounded half up.
const fn share(whole: u64, parts: u64, of: u64) -> u64 {
    (2 * whole * parts + of) / (2 * of)
}

/// Cents as they are read: `64.50`.
#[must_use]
pub fn amount(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(lines: &[(&str, u32)]) -> Price {
        let line = |(article, quantity): &(&str, u32)| Line { article: (*article).to_owned(), quantity: *quantity };
        Price::of(&lines.iter().map(line).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn small_orders_pay_for_their_way() {
        assert_eq!(price(&[("cup", 1)]), Price { goods: 1_275, discount: 0, shipping: 490, total: 1_765, tax: 282 });
        assert_eq!(price(&[("teapot", 1)]), Price { goods: 6_450, discount: 0, shipping: 0, total: 6_450, tax: 1_030 });
    }

    #[test]
    fn ten_of_one_article_are_cheaper_but_not_ten_in_all() {
        assert_eq!(price(&[("cup", 10)]).discount, 638, "5 percent of 127.50, rounded");
        assert_eq!(price(&[("cup", 9), ("oolong", 9)]).discount, 0);
    }

    #[test]
    fn what_is_not_sold_has_no_price() {
        assert_eq!(Price::of(&[Line { article: "samovar".to_owned(), quantity: 1 }]), None);
    }

    #[test]
    fn amounts_have_two_places() {
        assert_eq!(amount(6_405), "64.05");
    }
}
