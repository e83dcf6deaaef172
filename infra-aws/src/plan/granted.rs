//! What roles may do while a workload passes from one revision to the next: what both need.

use infra_core::plan::Given;
use serde_json::Value;

use super::permissions;
use super::readable::Pseudo;
use crate::policy;

const ROLE: &str = "AWS::IAM::Role";

/// Whether the template `new` lets a role do more than `old`: what is started with it may need that.
pub(super) fn grants(old: &Value, new: &Value) -> bool {
    permissions::changed(old, new, &Pseudo::new()).iter().any(|change| change.change == Given::Given)
}

/// Lets the roles of `new` do what those of `old` may: the old tasks go on, and a deployment that fails starts them again.
pub(super) fn keep_granted(new: &mut Value, old: &Value) {
    let Some(roles) = new.get_mut("Resources").and_then(Value::as_object_mut) else { return };
    for (id, role) in roles.iter_mut().filter(|(_, role)| role.get("Type").and_then(Value::as_str) == Some(ROLE)) {
        let path = format!("/Resources/{id}/Properties/Policies");
        let Some(before) = old.pointer(&path).filter(|before| before.pointer("/0").is_some()) else { continue };
        let Some(policies) = role.pointer_mut("/Properties/Policies") else { continue };
        match policies.pointer_mut("/0/PolicyDocument/Statement").and_then(Value::as_array_mut) {
            Some(statements) => {
                let kept = policy::one_or_many(before.pointer("/0/PolicyDocument/Statement"));
                let kept: Vec<Value> = kept.into_iter().filter(|kept| !statements.contains(kept)).cloned().collect();
                statements.extend(kept);
            }
            None => *policies = before.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn template(actions: &[&str]) -> Value {
        let statement = |action: &&str| json!({ "Effect": "Allow", "Action": [action], "Resource": ["*"] });
        let statements: Vec<Value> = actions.iter().map(statement).collect();
        let policies = if statements.is_empty() {
            json!([])
        } else {
            json!([{ "PolicyName": "start", "PolicyDocument": { "Statement": statements } }])
        };
        json!({ "Resources": { "ExecutionRole": { "Type": ROLE, "Properties": { "Policies": policies } } } })
    }

    #[test]
    fn a_role_keeps_what_it_may_beside_what_is_new() {
        for (old, new, both) in [
            (&["a:A", "a:B"][..], &["a:B", "a:C"][..], &["a:B", "a:C", "a:A"][..]),
            (&["a:A"], &[], &["a:A"]),
            (&[], &["a:A"], &["a:A"]),
            (&[], &[], &[]),
        ] {
            let mut between = template(new);
            keep_granted(&mut between, &template(old));
            assert_eq!(between, template(both));
            assert!(!grants(&between, &template(new)) && !grants(&between, &template(old)));
        }
    }

    #[test]
    fn only_what_is_new_is_granted() {
        assert!(grants(&template(&["a:A"]), &template(&["a:B"])));
        assert!(!grants(&template(&["a:A", "a:B"]), &template(&["a:B"])));
    }
}
