//! A statement of a policy, as a template has it.

use std::fmt;

use serde_json::Value;

/// A statement that allows something.
#[derive(Debug)]
pub(crate) struct Statement {
    /// The role or resource that has it, and the policy's name.
    place: String,
    policy: String,
    pub(crate) actions: Vec<String>,
    /// ARNs, with what CloudFormation fills in as `${..}`; `${Id.Arn}` for another resource's.
    pub(crate) resources: Vec<String>,
    pub(crate) has_condition: bool,
}

impl Statement {
    /// Every statement of a template.
    pub(crate) fn all(template: &Value) -> Vec<Self> {
        let mut all = Vec::new();
        for (id, resource) in template["Resources"].as_object().into_iter().flatten() {
            for policy in resource["Properties"]["Policies"].as_array().into_iter().flatten() {
                let name = policy["PolicyName"].as_str().unwrap_or_default();
                for statement in policy["PolicyDocument"]["Statement"].as_array().into_iter().flatten() {
                    all.push(Self::of(id, name, statement));
                }
            }
        }
        all
    }

    fn of(id: &str, policy: &str, statement: &Value) -> Self {
        Self {
            place: id.to_owned(),
            policy: policy.to_owned(),
            actions: list(&statement["Action"]),
            resources: list(&statement["Resource"]),
            has_condition: statement.get("Condition").is_some(),
        }
    }

    /// Whether it is what `allow(..)` of a declaration says.
    pub(crate) fn is_the_users(&self) -> bool {
        self.policy == "allow"
    }

    /// Whether it is about every resource there is.
    pub(crate) fn is_on_everything(&self) -> bool {
        self.resources.iter().any(|resource| resource == "*")
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, policy, actions, resources, .. } = self;
        write!(formatter, "{place}, policy {policy}: {} on {}", actions.join(", "), resources.join(", "))
    }
}

/// The policies of AWS that roles of a template have.
pub(crate) fn managed_policies(template: &Value) -> Vec<String> {
    let resources = template["Resources"].as_object().into_iter().flatten();
    resources.flat_map(|(_, resource)| list(&resource["Properties"]["ManagedPolicyArns"])).collect()
}

/// Whether an ARN names something before its first wildcard: the part behind the account has letters beyond the kind.
pub(crate) fn says_which(resource: &str) -> bool {
    let Some(name) = resource.splitn(6, ':').nth(5) else {
        // A reference to a resource of the template.
        return resource.starts_with("${");
    };
    let fixed = name.split(['*', '?']).next().unwrap_or_default();
    let whole = fixed.len() == name.len();
    // `log-group:`, `task/`, `key/`: the kind alone is no name.
    let named = fixed.split_once(['/', ':']).map_or(fixed, |(_, name)| name);
    whole || !named.trim_matches(['/', ':', '-']).is_empty()
}

fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(values) => values.iter().map(text).collect(),
        value => vec![text(value)],
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => match (&value["Fn::Sub"], &value["Fn::GetAtt"], &value["Ref"]) {
            (Value::String(text), ..) => text.clone(),
            (_, Value::Array(path), _) => {
                let path: Vec<&str> = path.iter().filter_map(Value::as_str).collect();
                format!("${{{}}}", path.join("."))
            }
            (.., Value::String(id)) => format!("${{{id}}}"),
            _ => value.to_string(),
        },
    }
}
