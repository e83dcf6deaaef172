//! AWS Query: a form whose keys are paths, as `Tags.member.1.Key`.

use serde_json::{Map, Value};

use super::{Asked, Protocol};
use crate::error::AwsError;

/// The services that speak Query, by the first part of their host, with their name in IAM actions.
const SERVICES: [(&str, &str); 7] = [
    ("autoscaling", "autoscaling"),
    ("cloudformation", "cloudformation"),
    ("sts", "sts"),
    ("ec2", "ec2"),
    ("elasticloadbalancing", "elasticloadbalancing"),
    ("iam", "iam"),
    ("monitoring", "cloudwatch"),
];

pub(super) fn decode(uri: &str, body: &[u8]) -> Result<Asked, AwsError> {
    let host = uri.split("://").nth(1).unwrap_or(uri);
    let name = host.split(['.', '/']).next().unwrap_or_default();
    let mut request = tree(form_urlencoded::parse(body));
    let operation = match request.as_object_mut().and_then(|request| request.remove("Action")) {
        Some(Value::String(operation)) => operation,
        _ => String::new(),
    };
    let service = SERVICES.iter().find(|(host, _)| *host == name).map(|(_, service)| *service);
    let service = service.ok_or_else(|| AwsError::unknown_operation(name, &operation))?;
    let protocol = if service == "ec2" { Protocol::Ec2 } else { Protocol::Query };
    Ok(Asked { protocol, service, operation, request })
}

/// The form as a value: a part of a key that is a number makes a list, and the word `member` before it is left out.
fn tree<'a>(form: impl Iterator<Item = (std::borrow::Cow<'a, str>, std::borrow::Cow<'a, str>)>) -> Value {
    let mut root = Value::Object(Map::new());
    for (key, value) in form {
        let parts: Vec<&str> = key.split('.').filter(|part| *part != "member").collect();
        put(&mut root, &parts, value.into_owned());
    }
    root
}

fn put(place: &mut Value, parts: &[&str], value: String) {
    let Some((part, rest)) = parts.split_first() else {
        // The key alone, without a number, is how an empty list is told.
        *place = if value.is_empty() && place.is_array() { Value::Array(Vec::new()) } else { Value::String(value) };
        return;
    };
    if let Some(index) = part.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) {
        if !place.is_array() {
            *place = Value::Array(Vec::new());
        }
        if let Some(list) = place.as_array_mut() {
            while list.len() <= index {
                list.push(Value::Null);
            }
            put(&mut list[index], rest, value);
        }
        return;
    }
    if !place.is_object() {
        *place = Value::Object(Map::new());
    }
    if let Some(map) = place.as_object_mut() {
        put(map.entry(*part).or_insert(Value::Null), rest, value);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_become_lists_and_objects() {
        let body = b"Action=CreateStack&StackName=a%20b&Tags.member.1.Key=k&Tags.member.1.Value=v&Tags.member.2.Key=l";
        let asked = decode("https://cloudformation.eu-central-1.amazonaws.com/", body).unwrap();
        assert_eq!((asked.service, asked.operation.as_str()), ("cloudformation", "CreateStack"));
        assert_eq!(asked.request, json!({"StackName": "a b", "Tags": [{"Key": "k", "Value": "v"}, {"Key": "l"}]}));
    }

    #[test]
    fn lists_of_ec2_have_no_member() {
        let asked = decode("https://ec2.eu-central-1.amazonaws.com/", b"Filter.1.Name=n&Filter.1.Value.1=v").unwrap();
        assert_eq!(asked.request, json!({"Filter": [{"Name": "n", "Value": ["v"]}]}));
        assert_eq!(asked.protocol, Protocol::Ec2);
    }
}
