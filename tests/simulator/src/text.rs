//! Reading requests.

use serde_json::Value;

/// What requests are asked for by name.
pub(crate) trait Request {
    /// The text of a key, empty where it is absent.
    fn text(&self, key: &str) -> &str;
    /// The elements of a list, none where it is absent.
    fn list(&self, key: &str) -> &[Value];
    /// The number of a key.
    fn number(&self, key: &str) -> Option<i64>;
    /// Whether a key is there and true.
    fn truth(&self, key: &str) -> bool;
}

impl Request for Value {
    fn text(&self, key: &str) -> &str {
        self.get(key).and_then(Self::as_str).unwrap_or_default()
    }

    fn list(&self, key: &str) -> &[Value] {
        self.get(key).and_then(Self::as_array).map_or(&[], Vec::as_slice)
    }

    fn number(&self, key: &str) -> Option<i64> {
        let value = self.get(key)?;
        value.as_i64().or_else(|| value.as_str()?.parse().ok())
    }

    fn truth(&self, key: &str) -> bool {
        let value = self.get(key);
        value.and_then(Self::as_bool).unwrap_or_else(|| value.and_then(Self::as_str) == Some("true"))
    }
}

/// The texts of a list.
pub(crate) fn texts(list: &[Value]) -> impl Iterator<Item = &str> {
    list.iter().filter_map(Value::as_str)
}
