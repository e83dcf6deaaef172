//! Values as XML.

use std::fmt::Write as _;

use serde_json::Value;

use super::{Asked, Protocol};
use crate::error::AwsError;

/// The answer of an operation.
pub(super) fn answer(protocol: Protocol, asked: &Asked, answer: &Value, id: &str) -> String {
    let operation = &asked.operation;
    let mut text = format!("<{operation}Response>");
    if protocol == Protocol::Ec2 {
        write_fields(&mut text, answer, "item");
        let _ = write!(text, "<requestId>{id}</requestId>");
    } else if protocol == Protocol::Rest {
        // The one list that is told has elements of its own name.
        write_fields(&mut text, answer, "HostedZone");
    } else {
        let _ = write!(text, "<{operation}Result>");
        write_fields(&mut text, answer, "member");
        let _ = write!(text, "</{operation}Result><ResponseMetadata><RequestId>{id}</RequestId></ResponseMetadata>");
    }
    let _ = write!(text, "</{operation}Response>");
    text
}

/// A refusal.
pub(super) fn error(protocol: Protocol, error: &AwsError, id: &str) -> String {
    let (code, message) = (escape(&error.code), escape(&error.message));
    if protocol == Protocol::Ec2 {
        let error = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
        return format!("<Response><Errors>{error}</Errors><RequestID>{id}</RequestID></Response>");
    }
    let whose = if error.status < 500 { "Sender" } else { "Receiver" };
    let error = format!("<Type>{whose}</Type><Code>{code}</Code><Message>{message}</Message>");
    format!("<ErrorResponse><Error>{error}</Error><RequestId>{id}</RequestId></ErrorResponse>")
}

fn write_fields(text: &mut String, value: &Value, element: &str) {
    for (key, value) in value.as_object().into_iter().flatten() {
        if !value.is_null() {
            write_element(text, key, value, element);
        }
    }
}

fn write_element(text: &mut String, name: &str, value: &Value, element: &str) {
    let _ = write!(text, "<{name}>");
    match value {
        Value::Object(_) => write_fields(text, value, element),
        Value::Array(list) => list.iter().for_each(|value| write_element(text, element, value, element)),
        Value::String(value) => text.push_str(&escape(value)),
        other => text.push_str(&other.to_string()),
    }
    let _ = write!(text, "</{name}>");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn asked(protocol: Protocol) -> Asked {
        Asked { protocol, service: "sts", operation: "Get".to_owned(), request: Value::Null }
    }

    #[test]
    fn lists_have_the_elements_of_their_protocol() {
        let told = json!({"Names": ["a&b", "c"], "None": null, "Count": 1});
        let query = answer(Protocol::Query, &asked(Protocol::Query), &told, "id");
        assert!(
            query.contains(
                "<GetResult><Count>1</Count><Names><member>a&amp;b</member><member>c</member></Names></GetResult>"
            ),
            "{query}"
        );
        let ec2 = answer(Protocol::Ec2, &asked(Protocol::Ec2), &told, "id");
        assert!(ec2.contains("<Names><item>a&amp;b</item><item>c</item></Names><requestId>id</requestId>"), "{ec2}");
    }

    #[test]
    fn refusals_have_the_form_of_their_protocol() {
        let refusal = AwsError::validation("no <such> thing");
        let query = error(Protocol::Query, &refusal, "id");
        assert!(query.starts_with("<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>"), "{query}");
        let ec2 = error(Protocol::Ec2, &refusal, "id");
        assert!(ec2.starts_with("<Response><Errors><Error><Code>ValidationError</Code>"), "{ec2}");
    }
}
