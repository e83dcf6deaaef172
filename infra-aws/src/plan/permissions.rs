//! The permissions that a change of a template gives and takes.

use std::collections::{BTreeMap, BTreeSet};

use infra_core::plan::{Given, Permission, PermissionChange};
use serde_json::Value;

use super::Planner;
use super::readable::{Pseudo, readable};
use crate::policy;
use crate::template::diff::plain_name;

/// What one role may do, taken apart: each action on each resource by itself.
#[derive(Default)]
struct Allowed {
    /// Effect, action, resource, condition.
    atoms: BTreeSet<(String, String, String, Option<String>)>,
    /// Trust and managed policies.
    others: BTreeSet<Permission>,
}

impl Planner<'_> {
    /// The values that every template may refer to.
    pub(super) fn pseudo(&self) -> Pseudo {
        let known = &self.observed.known;
        let values =
            [("AWS::AccountId", &known.account), ("AWS::Region", &known.region), ("AWS::Partition", &known.partition)];
        values.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.clone())).collect()
    }
}

/// The permissions that come and go when the template `old` becomes `new`, role by role; what goes comes last.
pub(super) fn changed(old: &Value, new: &Value, pseudo: &Pseudo) -> Vec<PermissionChange> {
    let (mut olds, mut news) = (roles(old, pseudo), roles(new, pseudo));
    let names: BTreeSet<String> = olds.keys().chain(news.keys()).cloned().collect();
    let mut changes = Vec::new();
    for role in names {
        let (before, after) = (olds.remove(&role).unwrap_or_default(), news.remove(&role).unwrap_or_default());
        for (change, more, less) in [(Given::Given, &after, &before), (Given::Taken, &before, &after)] {
            let statements = statements(more.atoms.difference(&less.atoms));
            let others = more.others.difference(&less.others).cloned();
            let permissions = statements.into_iter().chain(others);
            changes.extend(permissions.map(|permission| PermissionChange { role: role.clone(), change, permission }));
        }
    }
    changes
}

/// The roles of a template, and policies that stand by themselves, by their names in words.
fn roles(template: &Value, pseudo: &Pseudo) -> BTreeMap<String, Allowed> {
    let resources = template.get("Resources").and_then(Value::as_object).into_iter().flatten();
    let mut roles: BTreeMap<String, Allowed> = BTreeMap::new();
    for (id, resource) in resources {
        let kind = resource.get("Type").and_then(Value::as_str).unwrap_or_default();
        if !["AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::RolePolicy"].contains(&kind) {
            continue;
        }
        let Some(properties) = resource.get("Properties") else { continue };
        let allowed = roles.entry(plain_name(id)).or_default();
        let own = properties.get("Policies").and_then(Value::as_array).into_iter().flatten();
        for document in own.filter_map(|policy| policy.get("PolicyDocument")).chain(properties.get("PolicyDocument")) {
            document_statements(document).for_each(|statement| allowed.add(statement, pseudo));
        }
        for statement in properties.get("AssumeRolePolicyDocument").into_iter().flat_map(document_statements) {
            allowed.others.extend(trusts(statement, pseudo));
        }
        let attached = properties.get("ManagedPolicyArns").and_then(Value::as_array).into_iter().flatten();
        allowed.others.extend(attached.map(|arn| Permission::Policy { arn: readable(arn, pseudo) }));
    }
    roles
}

fn document_statements(document: &Value) -> impl Iterator<Item = &Value> {
    policy::one_or_many(document.get("Statement")).into_iter()
}

impl Allowed {
    fn add(&mut self, statement: &Value, pseudo: &Pseudo) {
        let effect = statement.get("Effect").and_then(Value::as_str).unwrap_or("Allow").to_owned();
        let condition = condition(statement, pseudo);
        for action in named(statement, "Action", pseudo) {
            for resource in named(statement, "Resource", pseudo) {
                self.atoms.insert((effect.clone(), action.clone(), resource, condition.clone()));
            }
        }
    }
}

/// What a statement says of its actions or its resources; `NotAction` and `NotResource` are all but those.
fn named(statement: &Value, name: &str, pseudo: &Pseudo) -> Vec<String> {
    let values = |name: &str| policy::one_or_many(statement.get(name)).into_iter().map(|value| readable(value, pseudo));
    let excepted = values(&format!("Not{name}")).map(|value| format!("all but {value}"));
    values(name).chain(excepted).collect()
}

/// Puts atoms together again: the actions on a resource, and then the resources with the same actions.
fn statements<'a>(atoms: impl Iterator<Item = &'a (String, String, String, Option<String>)>) -> Vec<Permission> {
    let mut by_resource: BTreeMap<(&String, &String, &Option<String>), Vec<String>> = BTreeMap::new();
    for (effect, action, resource, condition) in atoms {
        by_resource.entry((effect, resource, condition)).or_default().push(action.clone());
    }
    let mut by_actions = BTreeMap::<_, Vec<String>>::new();
    for ((effect, resource, condition), actions) in by_resource {
        by_actions.entry((effect, actions, condition)).or_default().push(resource.clone());
    }
    let grouped = by_actions.into_iter();
    grouped
        .map(|((effect, actions, condition), resources)| Permission::Statement {
            effect: effect.clone(),
            actions,
            resources,
            condition: condition.clone(),
        })
        .collect()
}

/// Who may take a role by a statement of its trust.
fn trusts(statement: &Value, pseudo: &Pseudo) -> Vec<Permission> {
    let condition = condition(statement, pseudo);
    let who = match statement.get("Principal") {
        Some(Value::Object(kinds)) if !kinds.keys().any(|kind| kind.starts_with("Fn::") || kind == "Ref") => {
            kinds.values().flat_map(|who| policy::one_or_many(Some(who))).collect()
        }
        other => policy::one_or_many(other),
    };
    let trust = |who: &Value| Permission::Trust { who: readable(who, pseudo), condition: condition.clone() };
    who.into_iter().map(trust).collect()
}

/// `aws:SourceAccount = 111122223333 and aws:SourceArn like arn:*`.
fn condition(statement: &Value, pseudo: &Pseudo) -> Option<String> {
    let operators = statement.get("Condition")?.as_object()?;
    let mut parts = Vec::new();
    for (operator, keys) in operators {
        let word = match operator.as_str() {
            "ArnEquals" | "Bool" | "NumericEquals" | "StringEquals" => "=",
            "ArnLike" | "StringLike" => "like",
            other => other,
        };
        for (key, values) in keys.as_object().into_iter().flatten() {
            let values: Vec<String> =
                policy::one_or_many(Some(values)).into_iter().map(|value| readable(value, pseudo)).collect();
            parts.push(format!("{key} {word} {}", values.join(" or ")));
        }
    }
    (!parts.is_empty()).then(|| parts.join(" and "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn lines(old: &Value, new: &Value) -> Vec<String> {
        let pseudo: Pseudo = [("AWS::AccountId", "111122223333".to_owned())].into();
        changed(old, new, &pseudo).iter().map(ToString::to_string).collect()
    }

    fn role(statements: &Value) -> Value {
        let document = json!({ "Statement": statements });
        template(&json!({ "Policies": [{ "PolicyName": "allow", "PolicyDocument": document }] }))
    }

    fn template(properties: &Value) -> Value {
        json!({ "Resources": { "TaskRole": { "Type": "AWS::IAM::Role", "Properties": properties } } })
    }

    #[test]
    fn a_changed_statement_says_what_comes_and_what_goes() {
        let get =
            json!([{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "arn:aws:s3:::a" }]);
        let put =
            json!([{ "Effect": "Allow", "Action": ["s3:PutObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::a"] }]);
        assert_eq!(
            lines(&role(&get), &role(&put)),
            ["+ task role: allow s3:PutObject on arn:aws:s3:::a", "- task role: allow s3:GetObject on arn:aws:s3:::a"]
        );
    }

    #[test]
    fn statements_that_are_only_written_otherwise_are_no_change() {
        let one = json!([{ "Effect": "Allow", "Action": ["a:B", "a:C"], "Resource": ["r", "s"] }]);
        let four = json!([
            { "Effect": "Allow", "Action": "a:C", "Resource": "s" }, { "Effect": "Allow", "Action": "a:B", "Resource": "r" },
            { "Effect": "Allow", "Action": "a:B", "Resource": "s" }, { "Effect": "Allow", "Action": "a:C", "Resource": "r" },
        ]);
        assert_eq!(lines(&role(&one), &role(&four)), Vec::<String>::new());
        assert_eq!(lines(&Value::Null, &role(&four)), ["+ task role: allow a:B, a:C on r, s"]);
    }

    #[test]
    fn what_is_known_is_filled_in_and_the_rest_stays_readable() {
        let resource = json!([
            { "Fn::Sub": "arn:${AWS::Partition}:sqs:eu-central-1:${AWS::AccountId}:orders" },
            { "Fn::GetAtt": ["Queue", "Arn"] },
        ]);
        let statement = json!([{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": resource }]);
        assert_eq!(
            lines(&Value::Null, &role(&statement)),
            [
                "+ task role: allow sqs:SendMessage on ${Queue.Arn}, arn:${AWS::Partition}:sqs:eu-central-1:111122223333:orders"
            ]
        );
    }

    #[test]
    fn conditions_exceptions_and_denials_are_told() {
        let statement = json!([{
            "Effect": "Deny", "NotAction": "iam:*", "NotResource": "r",
            "Condition": { "StringLike": { "aws:PrincipalArn": ["a", "b"] }, "StringEquals": { "k": { "Ref": "AWS::AccountId" } } },
        }]);
        assert_eq!(
            lines(&Value::Null, &role(&statement)),
            ["+ task role: deny all but iam:* on all but r when k = 111122223333 and aws:PrincipalArn like a or b"]
        );
    }

    #[test]
    fn trust_and_managed_policies_change_too() {
        let trust = |who: &str| json!({ "Statement": [{ "Effect": "Allow", "Principal": { "Service": who }, "Action": "sts:AssumeRole" }] });
        let old = template(&json!({ "AssumeRolePolicyDocument": trust("ecs-tasks.amazonaws.com") }));
        let new = template(&json!({
            "AssumeRolePolicyDocument": trust("ec2.amazonaws.com"), "ManagedPolicyArns": ["arn:aws:iam::aws:policy/A"],
        }));
        assert_eq!(
            lines(&old, &new),
            [
                "+ task role: trust ec2.amazonaws.com",
                "+ task role: policy arn:aws:iam::aws:policy/A",
                "- task role: trust ecs-tasks.amazonaws.com",
            ]
        );
    }

    #[test]
    fn a_role_that_goes_takes_all_with_it() {
        let get = role(&json!([{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a" }]));
        let pseudo = Pseudo::new();
        let told: Vec<String> =
            changed(&get, &json!({ "Resources": {} }), &pseudo).iter().map(ToString::to_string).collect();
        assert_eq!(told, ["- task role: allow s3:GetObject on arn:aws:s3:::a"]);
        assert_eq!(changed(&get, &get, &pseudo), []);
    }
}
