//! Routes that move between services.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::harness::{Account, Call, Reaction};

/// The paths of the rules with the target groups that they lead to, sorted.
pub(crate) fn routes(world: &Value) -> Vec<(String, String)> {
    let rules = world["rules"].as_array().expect("it is a list").iter();
    let mut routes: Vec<(String, String)> = rules
        .filter_map(|rule| {
            let path = rule["Conditions"][0]["Values"][0].as_str()?;
            let group = rule["Actions"][0]["TargetGroupArn"].as_str()?.rsplit('/').nth(1)?;
            Some((path.to_owned(), group.to_owned()))
        })
        .collect();
    routes.sort();
    routes
}

/// A path with the target group that its rule leads to.
pub(crate) fn route(path: &str, group: &str) -> (String, String) {
    (path.to_owned(), group.to_owned())
}

/// The priorities of the listener rules in the template of a call.
fn priorities(call: &Call) -> BTreeSet<u64> {
    let template = call.field("TemplateBody").expect("a stack is made of a template");
    let template: Value = serde_json::from_str(&template).expect("a template is JSON");
    let resources = template["Resources"].as_object().into_iter().flatten().map(|(_, resource)| resource);
    resources.filter_map(|resource| resource["Properties"]["Priority"].as_u64()).collect()
}

/// Refuses a stack whose rule takes a priority that another stack's rule still has, as AWS does; the emulator
/// (ministack 1.5.33) lets two rules of a listener have one. An update deletes what it replaces last, so that a stack
/// holds its old places until it is complete.
fn one_rule_a_priority() -> impl FnMut(&Call) -> Reaction {
    let mut held: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    move |call| {
        let stack = call.field("StackName").unwrap_or_default();
        match call.action.as_str() {
            "CreateStack" | "UpdateStack" => {
                let wanted = priorities(call);
                if held.iter().any(|(other, taken)| *other != stack && !taken.is_disjoint(&wanted)) {
                    return Reaction::query_error(400, "PriorityInUse", "Priority is currently in use");
                }
                held.insert(stack, wanted);
            }
            "DeleteStack" => drop(held.remove(&stack)),
            _ => {}
        }
        Reaction::Forward
    }
}

#[test]
fn a_route_moves_from_one_service_to_another() {
    let account = Account::new();
    account.react(one_rule_a_priority());
    account.deploy("boutique");
    account.deploy("moved_route").says("takes over a route of");
    let moved =
        [route("/*", "boutique-dev-web"), route("/api/*", "boutique-dev-web"), route("/v1/*", "boutique-dev-api")];
    assert_eq!(routes(&account.world()), moved);
    account.deploy_nothing("moved_route");
    account.deploy("boutique");
    assert_eq!(routes(&account.world()), [route("/*", "boutique-dev-web"), route("/api/*", "boutique-dev-api")]);
    account.destroy("boutique");
}

#[test]
fn the_stack_that_gives_a_route_up_is_changed_first() {
    let account = Account::new();
    account.deploy("boutique");
    account.take_calls();
    account.deploy("moved_route");
    let calls = account.take_calls();
    let updates = calls.iter().filter(|call| call.action == "UpdateStack");
    let stacks: Vec<String> = updates.filter_map(|call| call.field("StackName")).collect();
    assert_eq!(stacks, ["boutique-dev-api", "boutique-dev-web"]);
    account.destroy("moved_route");
}

#[test]
fn two_services_exchange_their_routes() {
    let account = Account::new();
    account.react(one_rule_a_priority());
    account.deploy("boutique");
    account.deploy("swapped_routes");
    assert_eq!(routes(&account.world()), [route("/*", "boutique-dev-api"), route("/api/*", "boutique-dev-web")]);
    account.deploy_nothing("swapped_routes");
    account.deploy("boutique");
    assert_eq!(routes(&account.world()), [route("/*", "boutique-dev-web"), route("/api/*", "boutique-dev-api")]);
    account.destroy("boutique");
}
