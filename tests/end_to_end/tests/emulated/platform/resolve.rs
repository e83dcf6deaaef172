//! What the intrinsic functions of a template come to in a stack of moto.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The names that a template's references stand for. What is not known is null, which stands for anything.
pub(super) struct Names<'read> {
    /// The stack's parameters.
    pub(super) parameters: BTreeMap<String, String>,
    /// What was read back of the stack's resources, by their logical ids.
    pub(super) resources: &'read Value,
}

impl Names<'_> {
    /// A property as it must have come out.
    pub(super) fn resolve(&self, value: &Value) -> Value {
        match value {
            Value::Array(values) => values.iter().map(|value| self.resolve(value)).collect(),
            Value::Object(fields) => match fields.iter().next() {
                Some((function, of)) if fields.len() == 1 => {
                    self.call(function, of).unwrap_or_else(|| json!({ function: self.resolve(of) }))
                }
                _ => fields.iter().map(|(name, value)| (name.clone(), self.resolve(value))).collect(),
            },
            scalar => scalar.clone(),
        }
    }

    /// What a function gives; none if this is no function.
    fn call(&self, function: &str, of: &Value) -> Option<Value> {
        Some(match function {
            "Ref" => self.named(of.as_str()?),
            "Fn::GetAtt" => self.attribute(of[0].as_str()?, of[1].as_str()?),
            "Fn::Sub" => self.substitute(of.as_str()?),
            "Fn::Base64" => self.resolve(of),
            "Fn::Join" => {
                let parts = self.resolve(&of[1]);
                let parts: Option<Vec<&str>> = parts.as_array()?.iter().map(Value::as_str).collect();
                parts.map_or(Value::Null, |parts| json!(parts.join(of[0].as_str().unwrap_or_default())))
            }
            // Zones: moto counts them as it likes.
            "Fn::Select" => Value::Null,
            _ => return None,
        })
    }

    fn named(&self, name: &str) -> Value {
        match name {
            "AWS::AccountId" => json!("123456789012"),
            "AWS::Partition" => json!("aws"),
            "AWS::Region" => json!("eu-central-1"),
            "AWS::URLSuffix" => json!("amazonaws.com"),
            _ => self.parameters.get(name).map_or_else(|| self.resources[name]["Id"].clone(), |value| json!(value)),
        }
    }

    fn attribute(&self, name: &str, attribute: &str) -> Value {
        match attribute {
            "GroupId" => self.resources[name]["Id"].clone(),
            _ => self.resources[name]["Described"][attribute].clone(),
        }
    }

    fn substitute(&self, text: &str) -> Value {
        let mut done = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((name, after)) = after.split_once('}') else { return Value::Null };
            done.push_str(before);
            rest = after;
            if let Some(literal) = name.strip_prefix('!') {
                done.extend(["${", literal, "}"]);
                continue;
            }
            let value =
                name.split_once('.').map_or_else(|| self.named(name), |(name, part)| self.attribute(name, part));
            let Some(value) = value.as_str() else {
                // moto has no such attribute. Whatever else a text is made of is known.
                assert!(name.ends_with(".LoadBalancerFullName"), "${{{name}}} of {text}");
                return Value::Null;
            };
            done.push_str(value);
        }
        json!(done + rest)
    }
}
