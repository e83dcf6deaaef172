//! Policy documents of IAM.

use serde_json::Value;

/// The values of an element: IAM takes one in the place of a list.
pub(crate) fn one_or_many(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_value_is_a_list_of_one() {
        assert_eq!(one_or_many(Some(&json!("sts:AssumeRole"))), [&json!("sts:AssumeRole")]);
        assert_eq!(one_or_many(Some(&json!(["a", "b"]))), [&json!("a"), &json!("b")]);
        assert_eq!(one_or_many(None), Vec::<&Value>::new());
    }
}
