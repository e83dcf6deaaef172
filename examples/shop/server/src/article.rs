//! What can be bought.

use serde::{Deserialize, Serialize};

/// Something that can be bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// How orders name it.
    pub id: String,
    /// What customers read.
    pub name: String,
    /// What one costs, with tax, in cents.
    pub cents: u64,
}

const ARTICLES: [(&str, &str, u64); 4] = [
    ("kettle", "Kettle, 1.2 litres", 3_900),
    ("teapot", "Teapot of cast iron", 6_450),
    ("cup", "Cup without a handle", 1_275),
    ("oolong", "Oolong, 100 g", 1_890),
];

/// All of them, in the order of the page.
pub fn all() -> impl Iterator<Item = Article> {
    let article = |(id, name, cents): (&str, &str, u64)| Article { id: id.to_owned(), name: name.to_owned(), cents };
    ARTICLES.into_iter().map(article)
}

/// What one of an article costs, in cents; none where there is no such article.
#[must_use]
pub fn cents(id: &str) -> Option<u64> {
    ARTICLES.iter().find(|(known, ..)| *known == id).map(|(.., cents)| *cents)
}
