//! Roles and what they may do.

use serde_json::{Value, json};

use super::intrinsic::reference;

const VERSION: &str = "2012-10-17";

/// Lets an AWS service take the role.
pub(super) fn trust(service: &str) -> Value {
    trust_document(json!({
        "Effect": "Allow",
        "Principal": { "Service": service },
        "Action": "sts:AssumeRole",
    }))
}

/// Lets an AWS service take the role, on behalf of this account only: the service serves other accounts too, and must
/// not be talked into using this role for them. `more` are conditions beside the account's, by operator.
pub(super) fn trust_for_account(service: &str, more: Option<(&str, Value)>) -> Value {
    let mut conditions = json!({ "StringEquals": { "aws:SourceAccount": reference("AWS::AccountId") } });
    if let Some((operator, condition)) = more {
        conditions[operator] = condition;
    }
    trust_document(json!({
        "Effect": "Allow",
        "Principal": { "Service": service },
        "Action": "sts:AssumeRole",
        "Condition": conditions,
    }))
}

/// Allows `actions` on `resources`.
pub(super) fn allow(actions: &[&str], resources: Vec<Value>) -> Value {
    json!({ "Effect": "Allow", "Action": actions, "Resource": resources })
}

/// Allows `actions` on `resources` under a condition.
pub(super) fn allow_if(actions: &[&str], resources: Vec<Value>, condition: Value) -> Value {
    json!({ "Effect": "Allow", "Action": actions, "Resource": resources, "Condition": condition })
}

/// A role's own policies: none without statements, for a policy must have one.
pub(super) fn policies(name: &str, statements: Vec<Value>) -> Value {
    if statements.is_empty() {
        return json!([]);
    }
    json!([{ "PolicyName": name, "PolicyDocument": document(statements) }])
}

/// A policy of these statements.
pub(super) fn document(statements: Vec<Value>) -> Value {
    json!({ "Version": VERSION, "Statement": statements })
}

fn trust_document(statement: Value) -> Value {
    json!({ "Version": VERSION, "Statement": [statement] })
}
