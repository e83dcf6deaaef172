//! Which values of a template follow from its resources.

use std::collections::BTreeSet;

use serde_json::Value;

/// The resources and parameters whose values change, wholly or in one attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Moved {
    wholes: BTreeSet<String>,
    attributes: BTreeSet<(String, String)>,
}

impl Moved {
    /// Every value of `id` changes.
    pub(super) fn whole(&mut self, id: &str) {
        self.wholes.insert(id.to_owned());
    }

    /// One attribute of `id` changes.
    pub(super) fn attribute(&mut self, id: &str, name: &str) {
        self.attributes.insert((id.to_owned(), name.to_owned()));
    }

    /// Whether `value` refers to anything that changes.
    pub(super) fn touches(&self, value: &Value) -> bool {
        match value {
            Value::Array(members) => members.iter().any(|member| self.touches(member)),
            Value::Object(members) => members.iter().any(|(key, member)| match (key.as_str(), member) {
                ("Ref", Value::String(id)) => self.has(id, None),
                ("Fn::GetAtt", Value::String(text)) => self.has_path(text),
                ("Fn::GetAtt", Value::Array(parts)) => match parts.as_slice() {
                    [Value::String(id), Value::String(name)] => self.has(id, Some(name)),
                    _ => false,
                },
                ("Fn::Sub", Value::String(text)) => self.in_text(text),
                ("Fn::Sub", Value::Array(parts)) => {
                    parts.iter().any(|part| part.as_str().map_or_else(|| self.touches(part), |text| self.in_text(text)))
                }
                _ => self.touches(member),
            }),
            _ => false,
        }
    }

    /// `Id` or `Id.Attribute`.
    fn has_path(&self, path: &str) -> bool {
        path.split_once('.').map_or_else(|| self.has(path, None), |(id, name)| self.has(id, Some(name)))
    }

    fn has(&self, id: &str, attribute: Option<&str>) -> bool {
        self.wholes.contains(id)
            || attribute.is_some_and(|name| self.attributes.contains(&(id.to_owned(), name.to_owned())))
    }

    /// Every `${..}` of a text, but for `${!..}`, which is a literal.
    fn in_text(&self, text: &str) -> bool {
        text.split("${").skip(1).filter_map(|rest| rest.split_once('}')).any(|(path, _)| self.has_path(path))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_way_to_refer_is_seen() {
        let mut moved = Moved::default();
        moved.whole("Vpc");
        moved.attribute("Template", "Version");
        for value in [
            json!({ "Ref": "Vpc" }),
            json!([{ "a": { "Fn::GetAtt": ["Vpc", "CidrBlock"] } }]),
            json!({ "Fn::GetAtt": "Vpc.CidrBlock" }),
            json!({ "Fn::Sub": "a-${AWS::Region}-${Vpc}" }),
            json!({ "Fn::Sub": ["a-${b}", { "b": { "Ref": "Vpc" } }] }),
            json!({ "Fn::Join": [",", [{ "Ref": "Vpc" }]] }),
            json!({ "Fn::GetAtt": ["Template", "Version"] }),
            json!({ "Fn::Sub": "${Template.Version}" }),
        ] {
            assert!(moved.touches(&value), "{value}");
        }
    }

    #[test]
    fn nothing_else_is() {
        let mut moved = Moved::default();
        moved.whole("Vpc");
        moved.attribute("Template", "Version");
        for value in [
            json!("Vpc"),
            json!({ "Ref": "VpcId" }),
            json!({ "Ref": "Template" }),
            json!({ "Fn::GetAtt": ["Template", "Id"] }),
            json!({ "Fn::Sub": "${!Vpc} ${Other} Vpc} ${" }),
        ] {
            assert!(!moved.touches(&value), "{value}");
        }
    }
}
