//! What was sent, against what was read back.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::held::held;
use super::left_out::is_left_out;
use super::lost::{Lost, rows_of, without_lost};
use super::resolve::Names;
use crate::harness::{Call, form};

/// What has no id in moto: its type, the property that names what it is a part of, and the list there.
const PARTS: [(&str, &str, &str); 4] = [
    ("AWS::EC2::Route", "RouteTableId", "Routes"),
    ("AWS::EC2::SecurityGroupIngress", "GroupId", "SecurityGroupIngress"),
    ("AWS::EC2::SubnetRouteTableAssociation", "RouteTableId", "Associations"),
    ("AWS::EC2::VPCGatewayAttachment", "InternetGatewayId", "Attachments"),
];

/// The part that moto 5.2.5 has in no list: it never tells which subnet uses which of a stack's route tables.
const UNLISTED: &str = "AWS::EC2::SubnetRouteTableAssociation";

/// What all comparisons came to.
#[derive(Debug, Default)]
pub(super) struct Compared {
    /// What differs, in words.
    pub(super) differing: Vec<String>,
    /// The losses that were met.
    pub(super) lost: BTreeSet<Lost>,
    /// The types of which something was left out.
    pub(super) left_out: BTreeSet<String>,
    /// The types and actions of which something was compared.
    pub(super) kinds: BTreeSet<String>,
}

impl Compared {
    /// Compares the templates of the calls with what was made of them.
    pub(super) fn stacks(&mut self, calls: &[Call], world: &Value) {
        for call in calls.iter().filter(|call| call.action == "CreateStack") {
            let fields: BTreeMap<String, String> = form::decode(&call.body).into_iter().collect();
            let stack = &fields["StackName"];
            let resources = &world["stacks"][stack];
            let names = Names { parameters: parameters(&fields), resources };
            let template: Value = serde_json::from_str(&fields["TemplateBody"]).expect("a template is JSON");
            for (name, resource) in template["Resources"].as_object().expect("a template has resources") {
                let kind = resource["Type"].as_str().expect("a resource has a type");
                if is_left_out(resource) {
                    self.left_out.insert(kind.to_owned());
                    continue;
                }
                assert!(resources.get(name).is_some(), "moto made no {kind} of {name} in {stack}");
                let asked = names.resolve(&resource["Properties"]);
                match PARTS.iter().find(|(part, ..)| *part == kind) {
                    Some((_, of, list)) => self.part(kind, &asked, of, list, world),
                    None => self.compare(kind, &asked, &resources[name]["Described"]),
                }
            }
        }
    }

    /// Compares the calls of this action with what was made; `find` gives that of one.
    pub(super) fn calls<'read>(&mut self, calls: &[Call], action: &str, find: impl Fn(&Value) -> Option<&'read Value>) {
        for call in calls.iter().filter(|call| call.action == action) {
            let asked: Value = serde_json::from_str(&call.body).expect("a JSON body is whole");
            match find(&asked) {
                Some(made) => self.compare(action, &asked, made),
                None => self.differing.push(format!("moto has nothing of {action} {asked}")),
            }
        }
    }

    /// Compares what has no id in moto with the list that it is a part of.
    fn part(&mut self, kind: &str, asked: &Value, of: &str, list: &str, world: &Value) {
        let stacks = world["stacks"].as_object().into_iter().flatten();
        let mut resources = stacks.flat_map(|(_, stack)| stack.as_object().into_iter().flatten());
        let whole = resources.find(|(_, made)| made["Id"] == asked[of]).map(|(_, made)| &made["Described"][list]);
        let mut asked = asked.clone();
        // The list does not tell once more what it is a part of. A rule of a group has no description in moto.
        for name in [of, "Description"] {
            asked.as_object_mut().and_then(|fields| fields.remove(name));
        }
        let found =
            whole.and_then(Value::as_array).is_some_and(|parts| parts.iter().any(|part| held("", &asked, part)));
        self.kinds.insert(kind.to_owned());
        if found == (kind == UNLISTED) {
            let whole = whole.unwrap_or(&Value::Null);
            let verdict = if found { "is, against what this test knows, in" } else { "is not in" };
            self.differing.push(format!("{kind} {asked} {verdict} {whole}"));
        }
    }

    fn compare(&mut self, kind: &str, asked: &Value, made: &Value) {
        self.kinds.insert(kind.to_owned());
        for (name, value) in without_lost(kind, asked, None).as_object().into_iter().flatten() {
            if !held(name, value, &made[name]) {
                self.differing.push(format!("{kind} {name}: {value} came back as {}", made[name]));
            }
        }
        let met = rows_of(kind).into_iter().filter(|row| !held("", &without_lost(kind, asked, Some(row)), made));
        self.lost.extend(met);
    }
}

/// The parameters of a call that makes a stack. Those that name a parameter of Systems Manager stand for its value, which
/// the call does not tell.
fn parameters(fields: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let keys = fields.iter().filter(|(name, _)| name.ends_with(".ParameterKey"));
    keys.filter_map(|(name, key)| {
        let value = fields.get(&name.replace(".ParameterKey", ".ParameterValue"))?;
        Some((key.clone(), value.clone()))
    })
    .collect()
}
