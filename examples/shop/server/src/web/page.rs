//! How pages look.

use crate::api::Seen;
use crate::article::Article;
use crate::price::amount;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;\
                     color-scheme:light dark}td,th{padding:.3rem 1rem .3rem 0;text-align:left}input{width:6rem;font:inherit}\
                     input[name=customer]{width:16rem}";

/// What can be bought, with the form to order it.
pub(super) fn shop(articles: &[Article]) -> String {
    let row = |article: &Article| {
        let (id, name) = (escaped(&article.id), escaped(&article.name));
        format!(
            "<tr><td><label for=\"{id}\">{name}</label></td><td>{} €</td><td><input id=\"{id}\" name=\"{id}\" \
             type=\"number\" min=\"0\" max=\"1000\"></td></tr>",
            amount(article.cents)
        )
    };
    let rows: String = articles.iter().map(row).collect();
    let form = format!(
        "<form method=\"post\" action=\"/orders\"><table><tr><th>Article</th><th>Each</th><th>How many</th></tr>{rows}\
         </table><p><label>Your name <input name=\"customer\" required maxlength=\"200\"></label> \
         <button>Order</button></p></form>"
    );
    page("The shop", &form)
}

/// An order. Until its price is known the page asks again each second.
pub(super) fn order(order: &Seen) -> String {
    let line = |(article, quantity): (&str, u32)| format!("<li>{quantity} × {}</li>", escaped(article));
    let lines: String = order.lines.iter().map(|line| (line.article.as_str(), line.quantity)).map(line).collect();
    let price = match order.price {
        Some(price) => format!(
            "<p>{} {} in all, {} of it for its way and {} tax.</p>",
            amount(price.total),
            escaped(&order.currency),
            amount(price.shipping),
            amount(price.tax)
        ),
        None => "<p>We are working out what it costs.</p><meta http-equiv=\"refresh\" content=\"1\">".to_owned(),
    };
    let body = format!("<p>Thank you, {}.</p><ul>{lines}</ul>{price}", escaped(&order.customer));
    page(&format!("Order {}", order.number), &body)
}

/// What could not be done.
pub(super) fn failed(text: &str) -> String {
    page("Sorry", &format!("<p>{}</p><p><a href=\"/\">Back to the shop</a></p>", escaped(text)))
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style><h1>{title}</h1>{body}</html>"
    )
}

/// Text as it stands in HTML, also within an attribute.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::price::Price;

    fn seen(customer: &str, price: Option<Price>) -> Seen {
        let placed = "2026-11-22T12:00:00Z".parse().unwrap();
        Seen { number: 7, placed, customer: customer.to_owned(), lines: Vec::new(), currency: "EUR".to_owned(), price }
    }

    #[test]
    fn what_customers_write_is_text() {
        let page = order(&seen("<script>alert('x')</script>", None));
        assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"), "{page}");
        assert!(!page.contains("<script"));
    }

    #[test]
    fn an_order_says_what_it_costs_once_that_is_known() {
        let price = Price { goods: 1_275, discount: 0, shipping: 490, total: 1_765, tax: 282 };
        assert!(order(&seen("Ada", Some(price))).contains("17.65 EUR in all, 4.90 of it for its way and 2.82 tax."));
        assert!(order(&seen("Ada", None)).contains("We are working out what it costs."));
    }
}
