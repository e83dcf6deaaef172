//! An answer in XML as a value.

use aws_smithy_xml::decode::{Document, ScopedDecoder};
use serde_json::{Map, Value};

use super::answer::data;

/// What an element holds.
enum Shape {
    /// Text, or nothing.
    Leaf,
    /// Elements.
    Branch(Vec<Shape>),
}

/// Reads an answer. Elements are fields by their names, texts are strings; elements called `item` or `member` are the
/// members of a list. The `..Result` that the Query protocol puts around an answer is left out. None where the text is no
/// XML.
pub(super) fn of(text: &str) -> Option<Value> {
    // Only after its end it is known what an element holds: the text is gone through twice.
    let mut document = Document::new(text);
    let shape = shape(&mut document.root_element().ok()?);
    let mut document = Document::new(text);
    let mut root = document.root_element().ok()?;
    let mut value = read(&mut root, &shape);
    if let Some(fields) = value.as_object_mut()
        && let Some(result) = fields.keys().find(|name| name.ends_with("Result")).cloned()
    {
        return fields.remove(&result);
    }
    Some(value)
}

/// The members of a list in an answer, none where there is no such list.
pub(crate) fn list<'value>(value: &'value Value, name: &str) -> &'value [Value] {
    value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// A text in an answer, empty where there is none.
pub(crate) fn text<'value>(value: &'value Value, name: &str) -> &'value str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn shape(element: &mut ScopedDecoder<'_, '_>) -> Shape {
    let mut inner = Vec::new();
    while let Some(mut tag) = element.next_tag() {
        inner.push(shape(&mut tag));
    }
    if inner.is_empty() { Shape::Leaf } else { Shape::Branch(inner) }
}

fn read(element: &mut ScopedDecoder<'_, '_>, shape: &Shape) -> Value {
    let Shape::Branch(shapes) = shape else {
        return data(element).map_or(Value::Null, Value::String);
    };
    let (mut fields, mut members) = (Map::new(), Vec::new());
    for shape in shapes {
        let Some(mut tag) = element.next_tag() else { break };
        let name = tag.start_el().local().to_owned();
        let value = read(&mut tag, shape);
        if name == "item" || name == "member" {
            members.push(value);
        } else {
            fields.insert(name, value);
        }
    }
    if members.is_empty() { Value::Object(fields) } else { Value::Array(members) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_of_ec2_is_a_value() {
        let text = r#"<?xml version="1.0"?><DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
  <requestId>1</requestId>
  <vpcSet><item><vpcId>vpc-1</vpcId><tagSet><item><key>a&amp;b</key></item></tagSet></item><item><vpcId>vpc-2</vpcId>
  <tagSet/></item></vpcSet></DescribeVpcsResponse>"#;
        let value = of(text).unwrap();
        let vpcs = json!([{ "vpcId": "vpc-1", "tagSet": [{ "key": "a&b" }] }, { "vpcId": "vpc-2", "tagSet": null }]);
        assert_eq!(value, json!({ "requestId": "1", "vpcSet": vpcs }));
        assert_eq!(list(&value, "vpcSet").len(), 2);
        assert_eq!((list(&value, "nothing").len(), value.get("requestId")), (0, Some(&json!("1"))));
    }

    #[test]
    fn the_result_of_a_query_is_its_answer() {
        let text = "<GetRoleResponse><GetRoleResult><Role><Arn>arn</Arn></Role></GetRoleResult><ResponseMetadata>\
                    <RequestId>1</RequestId></ResponseMetadata></GetRoleResponse>";
        assert_eq!(of(text), Some(json!({ "Role": { "Arn": "arn" } })));
        assert_eq!(of("no XML"), None);
    }
}
