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
