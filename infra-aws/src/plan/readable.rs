//! Values of templates as people read them.

use std::collections::BTreeMap;

use serde_json::Value;

/// What every template may refer to, as `AWS::AccountId`, as far as it is known.
pub(super) type Pseudo = BTreeMap<&'static str, String>;

/// A value in one line: functions are carried out as far as all is known, and what only a deploy knows stands as `${..}`.
pub(super) fn readable(value: &Value, pseudo: &Pseudo) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(|value| readable(value, pseudo)).collect::<Vec<_>>().join(", "),
        Value::Object(members) => {
            let mut members_left = members.iter();
            match (members_left.next(), members_left.next()) {
                (Some((name, of)), None) => function(name, of, pseudo).unwrap_or_else(|| value.to_string()),
                _ => value.to_string(),
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// What a function of CloudFormation gives; none for one that is not known here.
fn function(name: &str, of: &Value, pseudo: &Pseudo) -> Option<String> {
    match (name, of) {
        ("Ref", Value::String(id)) => Some(reference(id, &BTreeMap::new(), pseudo)),
        ("Fn::GetAtt", Value::String(path)) => Some(format!("${{{path}}}")),
        ("Fn::GetAtt", Value::Array(path)) => {
            let path: Vec<&str> = path.iter().filter_map(Value::as_str).collect();
            Some(format!("${{{}}}", path.join(".")))
        }
        ("Fn::Sub", Value::String(text)) => Some(substituted(text, &BTreeMap::new(), pseudo)),
        ("Fn::Sub", Value::Array(parts)) => {
            let (text, variables) = (parts.first()?.as_str()?, parts.get(1)?.as_object()?);
            let variables = variables.iter().map(|(name, value)| (name.as_str(), readable(value, pseudo))).collect();
            Some(substituted(text, &variables, pseudo))
        }
        ("Fn::Join", Value::Array(parts)) => {
            let (by, parts) = (parts.first()?.as_str()?, parts.get(1)?.as_array()?);
            Some(parts.iter().map(|part| readable(part, pseudo)).collect::<Vec<_>>().join(by))
        }
        _ => None,
    }
}

/// The text with each `${..}` filled in; `${!..}` is a literal.
fn substituted(text: &str, variables: &BTreeMap<&str, String>, pseudo: &Pseudo) -> String {
    let mut parts = text.split("${");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}') {
            Some((name, rest)) => {
                match name.strip_prefix('!') {
                    Some(literal) => filled.extend(["${", literal, "}"]),
                    None => filled.push_str(&reference(name, variables, pseudo)),
                }
                filled.push_str(rest);
            }
            None => {
                filled.push_str("${");
                filled.push_str(part);
            }
        }
    }
    filled
}

fn reference(name: &str, variables: &BTreeMap<&str, String>, pseudo: &Pseudo) -> String {
    let known = variables.get(name).or_else(|| pseudo.get(name));
    known.cloned().unwrap_or_else(|| format!("${{{name}}}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn functions_are_carried_out_as_far_as_all_is_known() {
        let pseudo: Pseudo = [("AWS::Region", "eu-central-1".to_owned())].into();
        for (value, expected) in [
            (json!("plain"), "plain"),
            (json!(5), "5"),
            (json!(["a", "b"]), "a, b"),
            (json!({ "Ref": "AWS::Region" }), "eu-central-1"),
            (json!({ "Ref": "Vpc" }), "${Vpc}"),
            (json!({ "Fn::GetAtt": ["Role", "Arn"] }), "${Role.Arn}"),
            (json!({ "Fn::GetAtt": "Role.Arn" }), "${Role.Arn}"),
            (
                json!({ "Fn::Sub": "a:${AWS::Region}:${Other}:${!aws:username}" }),
                "a:eu-central-1:${Other}:${aws:username}",
            ),
            (json!({ "Fn::Sub": ["${x}-${AWS::Region}", { "x": { "Ref": "Vpc" } }] }), "${Vpc}-eu-central-1"),
            (json!({ "Fn::Join": [":", ["a", { "Ref": "AWS::Region" }]] }), "a:eu-central-1"),
            (json!({ "Fn::Sub": "open ${" }), "open ${"),
            (json!({ "Fn::Select": [0, { "Fn::GetAZs": "" }] }), "{\"Fn::Select\":[0,{\"Fn::GetAZs\":\"\"}]}"),
            (json!({ "a": 1, "b": 2 }), "{\"a\":1,\"b\":2}"),
        ] {
            assert_eq!(readable(&value, &pseudo), expected);
        }
    }
}
