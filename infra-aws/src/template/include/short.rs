//! The short forms of CloudFormation's functions, as `!Ref`.

use serde_json::Value;

use super::node::{Content, Entry, Fault, Node, Place};

/// Those whose long form begins with `Fn::`.
const FUNCTIONS: [&str; 16] = [
    "And",
    "Base64",
    "Cidr",
    "Equals",
    "FindInMap",
    "GetAZs",
    "GetAtt",
    "If",
    "ImportValue",
    "Join",
    "Not",
    "Or",
    "Select",
    "Split",
    "Sub",
    "Transform",
];

/// The long form of what stands behind a tag, the tag without its `!`.
pub(super) fn long(tag: &str, argument: Node, place: Place) -> Result<Node, Fault> {
    let (key, argument) = match tag {
        "Ref" | "Condition" => (tag.to_owned(), argument),
        "GetAtt" => ("Fn::GetAtt".to_owned(), attribute(argument)?),
        _ if FUNCTIONS.contains(&tag) => (format!("Fn::{tag}"), argument),
        _ => {
            return Err(place.fault(format!(
                "`!{tag}` is no function of CloudFormation; functions are !Ref, !Condition, !{}",
                FUNCTIONS.join(", !")
            )));
        }
    };
    Ok(Node { content: Content::Map(vec![Entry { key, place, value: argument }]), place })
}

/// `Resource.Attribute` in its two parts; an attribute may have dots of its own.
fn attribute(argument: Node) -> Result<Node, Fault> {
    let Some(text) = argument.text() else { return Ok(argument) };
    let place = argument.place;
    let Some((resource, name)) = text.split_once('.') else {
        return Err(place.fault(format!("`!GetAtt {text}` names no attribute; write `!GetAtt Resource.Attribute`")));
    };
    let part = |text: &str| Node { content: Content::Scalar(Value::from(text)), place };
    Ok(Node { content: Content::List(vec![part(resource), part(name)]), place })
}
