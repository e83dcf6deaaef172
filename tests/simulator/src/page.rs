//! Answers in pages.

use serde_json::{Value, json};

use crate::text::Request;

/// One page of what was found: `key` names the list, `token` the field of the next page's token in the request and the
/// answer, `limit` the request's field of the most elements, of which `most` is the bound and the default.
pub(crate) fn page(key: &str, token: &str, found: &[Value], request: &Value, limit: &str, most: usize) -> Value {
    let size = request.number(limit).and_then(|size| usize::try_from(size).ok()).unwrap_or(most).clamp(1, most);
    let start = request.text(token).parse().unwrap_or(0usize).min(found.len());
    let end = (start + size).min(found.len());
    let mut answer = json!({key: found[start..end]});
    if end < found.len() {
        answer[token] = json!(end.to_string());
    }
    answer
}
