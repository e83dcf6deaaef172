//! Whether everything leads somewhere that a template of the user's refers to.

use std::collections::BTreeSet;

use serde_json::Value;

use super::node::{Content, Entry, Fault, Node, Place};

/// What CloudFormation itself gives to `Ref`.
const PSEUDO: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];
/// The functions that need no macro.
const FUNCTIONS: [&str; 15] = [
    "Fn::And",
    "Fn::Base64",
    "Fn::Cidr",
    "Fn::Equals",
    "Fn::FindInMap",
    "Fn::GetAZs",
    "Fn::GetAtt",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Not",
    "Fn::Or",
    "Fn::Select",
    "Fn::Split",
    "Fn::Sub",
];
/// How like a name must be to be what was meant.
const NEAR: f64 = 0.8;

/// The names that a whole template has.
#[derive(Debug, Default)]
pub(super) struct Names {
    parameters: BTreeSet<String>,
    resources: BTreeSet<String>,
    conditions: BTreeSet<String>,
    mappings: BTreeSet<String>,
}

impl Names {
    pub(super) fn of(template: &Value) -> Self {
        let section = |name: &str| -> BTreeSet<String> {
            template.get(name).and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.clone()).collect()
        };
        Self {
            parameters: section("Parameters"),
            resources: section("Resources"),
            conditions: section("Conditions"),
            mappings: section("Mappings"),
        }
    }

    /// Refuses a template that refers to what the whole does not have.
    pub(super) fn check(&self, root: &Node) -> Result<(), Fault> {
        for entry in root.get("Resources").map(Node::entries).unwrap_or_default() {
            self.resource(entry)?;
        }
        for entry in root.get("Outputs").map(Node::entries).unwrap_or_default() {
            self.conditional(entry)?;
            self.value(&entry.value)?;
        }
        let conditions = root.get("Conditions").map(Node::entries).unwrap_or_default();
        conditions.iter().try_for_each(|entry| self.value(&entry.value))
    }

    fn resource(&self, entry: &Entry) -> Result<(), Fault> {
        self.conditional(entry)?;
        if let Some(others) = entry.value.get("DependsOn") {
            for other in others.items().iter().chain(others.text().map(|_| others)) {
                find(&[&self.resources], "resource", other.text().unwrap_or_default(), other.place)?;
            }
        }
        entry.value.entries().iter().filter(|part| part.key != "Metadata").try_for_each(|part| self.value(&part.value))
    }

    /// The `Condition` of a resource or an output.
    fn conditional(&self, entry: &Entry) -> Result<(), Fault> {
        let Some(condition) = entry.value.get("Condition") else { return Ok(()) };
        find(&[&self.conditions], "condition", condition.text().unwrap_or_default(), condition.place)
    }

    fn value(&self, node: &Node) -> Result<(), Fault> {
        match &node.content {
            Content::Scalar(_) => Ok(()),
            Content::List(items) => items.iter().try_for_each(|item| self.value(item)),
            Content::Map(entries) => match entries.as_slice() {
                [only] if only.key == "Ref" || only.key.starts_with("Fn::") => self.function(only),
                // In a policy a `Condition` is a map.
                [only] if only.key == "Condition" && only.value.text().is_some() => {
                    find(&[&self.conditions], "condition", only.value.text().unwrap_or_default(), only.value.place)
                }
                _ => entries.iter().try_for_each(|entry| self.value(&entry.value)),
            },
        }
    }

    fn function(&self, function: &Entry) -> Result<(), Fault> {
        let argument = &function.value;
        match function.key.as_str() {
            "Ref" => self.name(argument.text().unwrap_or_default(), argument.place),
            "Fn::GetAtt" => {
                let text = argument.text().and_then(|text| text.split('.').next());
                let resource = argument.items().first().and_then(Node::text).or(text).unwrap_or_default();
                find(&[&self.resources], "resource", resource, argument.place)?;
                argument.items().iter().try_for_each(|item| self.value(item))
            }
            "Fn::Sub" => self.substitution(argument),
            "Fn::If" => {
                if let Some(condition) = argument.items().first() {
                    let name = condition.text().unwrap_or_default();
                    find(&[&self.conditions], "condition", name, condition.place)?;
                }
                argument.items().iter().skip(1).try_for_each(|item| self.value(item))
            }
            "Fn::FindInMap" => {
                if let Some((name, place)) = argument.items().first().and_then(|map| Some((map.text()?, map.place))) {
                    find(&[&self.mappings], "mapping", name, place)?;
                }
                argument.items().iter().try_for_each(|item| self.value(item))
            }
            name if FUNCTIONS.contains(&name) => self.value(argument),
            name => Err(function.place.fault(format!(
                "`{name}` needs a macro, which changes the template in AWS, and no plan could say into what; write out \
                 what it makes"
            ))),
        }
    }

    /// `${Name}` and `${Resource.Attribute}`, but for what has a value beside the text, and for `${!..}`.
    fn substitution(&self, argument: &Node) -> Result<(), Fault> {
        let (text, own) = match argument.items() {
            [text, own] => (text, Some(own)),
            _ => (argument, None),
        };
        if let Some(own) = own {
            self.value(own)?;
        }
        for piece in text.text().unwrap_or_default().split("${").skip(1) {
            let Some((name, _)) = piece.split_once('}') else { continue };
            let name = name.trim();
            if name.starts_with('!') || own.is_some_and(|own| own.get(name).is_some()) {
                continue;
            }
            match name.split_once('.') {
                Some((resource, _)) => find(&[&self.resources], "resource", resource, text.place)?,
                None => self.name(name, text.place)?,
            }
        }
        Ok(())
    }

    /// What `Ref` can mean.
    fn name(&self, name: &str, place: Place) -> Result<(), Fault> {
        if PSEUDO.contains(&name) {
            return Ok(());
        }
        find(&[&self.resources, &self.parameters], "resource or parameter", name, place)
    }
}

fn find(known: &[&BTreeSet<String>], what: &str, name: &str, place: Place) -> Result<(), Fault> {
    if known.iter().any(|names| names.contains(name)) {
        return Ok(());
    }
    let known = known.iter().flat_map(|names| names.iter());
    Err(place.fault(format!("the cluster's stack has no {what} `{name}`{}", meant(name, known))))
}

/// `; did you mean ..?`, where a name is near enough.
pub(super) fn meant<'names>(name: &str, known: impl Iterator<Item = &'names String>) -> String {
    let likeness = |known: &String| strsim::jaro_winkler(known, name);
    let near = known.map(|known| (likeness(known), known)).filter(|(likeness, _)| *likeness > NEAR);
    match near.max_by(|left, right| left.0.total_cmp(&right.0)) {
        Some((_, near)) => format!("; did you mean `{near}`?"),
        None => String::new(),
    }
}
