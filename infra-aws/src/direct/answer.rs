//! What a service answers that is called directly: errors, in XML or JSON, and the text of elements.

use aws_sdk_ecs::error::ErrorMetadata;
use aws_smithy_xml::decode::{Document, ScopedDecoder, try_data};
use serde_json::Value;

/// How much of an answer that is no service's is shown: enough to recognise a proxy's or a gateway's page.
const SHOWN: usize = 200;

/// Reads an error: the service's own, or the status and the start of the text where something else answered in its
/// place. `kind` is the header in which a service that is asked by a path tells the code.
pub(super) fn error(status: u16, kind: Option<&str>, text: &str) -> ErrorMetadata {
    let (code, message) = of_json(text).unwrap_or_else(|| of_xml(text));
    let kind = kind.and_then(|kind| kind.split(':').next());
    ErrorMetadata::builder()
        .code(code.or_else(|| kind.map(str::to_owned)).unwrap_or_else(|| format!("HTTP {status}")))
        .message(message.unwrap_or_else(|| text.trim().chars().take(SHOWN).collect()))
        .build()
}

type Told = (Option<String>, Option<String>);

fn of_json(text: &str) -> Option<Told> {
    let value: Value = serde_json::from_str(text).ok()?;
    let word =
        |names: [&str; 3]| names.iter().find_map(|name| value.get(name)).and_then(Value::as_str).map(str::to_owned);
    // The code may have a namespace before it; EFS has a name of its own for it.
    let code = word(["__type", "code", "ErrorCode"]).map(|code| code.rsplit('#').next().unwrap_or(&code).to_owned());
    Some((code, word(["message", "Message", "errorMessage"])))
}

fn of_xml(text: &str) -> Told {
    let mut told = (None, None);
    let mut document = Document::new(text);
    if let Ok(mut root) = document.root_element() {
        find_error(&mut root, &mut told);
    }
    told
}

/// EC2 has a list of errors in its answer, the others have one error.
fn find_error(element: &mut ScopedDecoder<'_, '_>, told: &mut Told) {
    while let Some(mut inner) = element.next_tag() {
        match inner.start_el().local() {
            "Errors" => find_error(&mut inner, told),
            "Error" => {
                while let Some(mut field) = inner.next_tag() {
                    match field.start_el().local() {
                        "Code" => told.0 = data(&mut field),
                        "Message" => told.1 = data(&mut field),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// The text of an element, if it has any.
pub(crate) fn data(element: &mut ScopedDecoder<'_, '_>) -> Option<String> {
    let text = try_data(element).ok()?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_has_ec2_s_code_and_words() {
        let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<Response><Errors><Error><Code>AuthFailure</Code><Message>AWS was not able to validate the provided access
credentials</Message></Error></Errors><RequestID>ea966190-f9aa-478e-9ede-example</RequestID></Response>"#;
        let error = error(401, None, text);
        assert_eq!(error.code(), Some("AuthFailure"));
        assert_eq!(error.message(), Some("AWS was not able to validate the provided access\ncredentials"));
    }

    #[test]
    fn an_error_of_something_else_has_its_status_and_start() {
        let page = error(502, None, &format!("\n<html><h1>Bad Gateway</h1>{}</html>", "x".repeat(500)));
        assert_eq!(page.code(), Some("HTTP 502"));
        assert!(page.message().unwrap().starts_with("<html><h1>Bad Gateway</h1>xxx"));
        assert_eq!(page.message().unwrap().len(), SHOWN);
        assert_eq!(error(403, None, "").code(), Some("HTTP 403"));
    }

    #[test]
    fn an_error_of_the_other_services_is_read_too() {
        let text = "<ErrorResponse><Error><Type>Sender</Type><Code>TargetGroupNotFound</Code><Message>One or more \
                    target groups not found</Message></Error><RequestId>1</RequestId></ErrorResponse>";
        let xml = error(400, None, text);
        assert_eq!(
            (xml.code(), xml.message()),
            (Some("TargetGroupNotFound"), Some("One or more target groups not found"))
        );
        let json = error(400, None, r#"{"__type":"com.amazonaws.tagging#ThrottledException","Message":"slow down"}"#);
        assert_eq!((json.code(), json.message()), (Some("ThrottledException"), Some("slow down")));
        let efs =
            error(404, None, r#"{"ErrorCode":"FileSystemNotFound","Message":"File system 'fs-1' does not exist."}"#);
        assert_eq!(efs.code(), Some("FileSystemNotFound"));
        let scheduler = error(404, Some("ResourceNotFoundException:http://a"), r#"{"Message":"no schedule"}"#);
        assert_eq!(scheduler.code(), Some("ResourceNotFoundException"));
    }
}
