//! A value with its functions carried out.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::parse::text;
use super::reference::attribute;
use super::{Template, condition, function};

/// What a template can always refer to.
#[derive(Clone, Debug)]
pub(crate) struct Pseudo {
    /// `AWS::AccountId`.
    pub(crate) account: String,
    /// `AWS::Region`.
    pub(crate) region: String,
    /// `AWS::StackId`.
    pub(crate) stack_id: String,
    /// `AWS::StackName`.
    pub(crate) stack_name: String,
}

/// What a reference to a made resource gives.
#[derive(Clone, Debug)]
pub(crate) struct Made<'a> {
    /// `Ref`.
    pub(crate) physical: &'a str,
    /// `Fn::GetAtt`.
    pub(crate) attributes: &'a Map<String, Value>,
}

/// Finds the resources that are there.
pub(crate) trait Resources {
    /// The resource of a logical id, once it is made.
    fn find(&self, id: &str) -> Option<Made<'_>>;
}

/// Why a value cannot be resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unresolved {
    /// The resource is not made yet.
    NotMade(String),
    /// The template is wrong in a way that shows only now.
    Mistake(String),
}

/// Everything that a value may refer to.
pub(crate) struct Scope<'a> {
    /// The template.
    pub(crate) template: &'a Template,
    /// The parameters' values: text, or a list of texts.
    pub(crate) parameters: &'a BTreeMap<String, Value>,
    /// The pseudo parameters.
    pub(crate) pseudo: &'a Pseudo,
    /// The resources.
    pub(crate) resources: &'a dyn Resources,
}

impl Scope<'_> {
    /// The value with its functions carried out; none where `AWS::NoValue` takes it away.
    pub(crate) fn resolve(&self, value: &Value) -> Result<Option<Value>, Unresolved> {
        match value {
            Value::Array(items) => {
                let items: Vec<Option<Value>> =
                    items.iter().map(|item| self.resolve(item)).collect::<Result<_, _>>()?;
                Ok(Some(Value::Array(items.into_iter().flatten().collect())))
            }
            Value::Object(map) => {
                let only = map.iter().next().filter(|_| map.len() == 1);
                match only {
                    Some((name, argument)) if name == "Ref" || name.starts_with("Fn::") => {
                        self.function(name, argument)
                    }
                    _ => self.object(map).map(Some),
                }
            }
            other => Ok(Some(other.clone())),
        }
    }

    /// The value, which `AWS::NoValue` cannot take away here.
    pub(super) fn required(&self, value: &Value) -> Result<Value, Unresolved> {
        Ok(self.resolve(value)?.unwrap_or(Value::Null))
    }

    fn object(&self, map: &Map<String, Value>) -> Result<Value, Unresolved> {
        let mut resolved = Map::new();
        for (key, value) in map {
            if let Some(value) = self.resolve(value)? {
                resolved.insert(key.clone(), value);
            }
        }
        Ok(Value::Object(resolved))
    }

    fn function(&self, name: &str, argument: &Value) -> Result<Option<Value>, Unresolved> {
        match name {
            "Ref" => self.reference(argument.as_str().unwrap_or_default()),
            "Fn::GetAtt" => {
                let (id, attribute) = attribute(argument).ok_or_else(|| mistake(name))?;
                self.attribute(&id, &attribute).map(Some)
            }
            "Fn::If" => {
                let [condition, yes, no] = function::arguments(name, argument)?;
                let holds = condition::holds(self, condition.as_str().unwrap_or_default())?;
                self.resolve(if holds { yes } else { no })
            }
            "Fn::Base64" => Ok(Some(self.required(argument)?)),
            "Fn::Sub" => function::substitute(self, argument).map(Some),
            "Fn::Join" => function::join(self, argument).map(Some),
            "Fn::Select" => function::select(self, argument).map(Some),
            "Fn::Split" => function::split(self, argument).map(Some),
            "Fn::GetAZs" => Ok(Some(function::zones(&self.pseudo.region))),
            "Fn::Cidr" => function::blocks(self, argument).map(Some),
            "Fn::FindInMap" => function::find_in_map(self, argument).map(Some),
            "Fn::ImportValue" => {
                let export = text(&self.required(argument)?);
                Err(Unresolved::Mistake(format!("No export named {export} found")))
            }
            other => Err(mistake(other)),
        }
    }

    /// What `Ref` gives.
    pub(super) fn reference(&self, name: &str) -> Result<Option<Value>, Unresolved> {
        let pseudo = match name {
            "AWS::NoValue" => return Ok(None),
            "AWS::AccountId" => Some(self.pseudo.account.as_str()),
            "AWS::Region" => Some(self.pseudo.region.as_str()),
            "AWS::StackId" => Some(self.pseudo.stack_id.as_str()),
            "AWS::StackName" => Some(self.pseudo.stack_name.as_str()),
            "AWS::Partition" => Some("aws"),
            "AWS::URLSuffix" => Some("amazonaws.com"),
            "AWS::NotificationARNs" => return Ok(Some(Value::Array(Vec::new()))),
            _ => None,
        };
        if let Some(pseudo) = pseudo {
            return Ok(Some(Value::from(pseudo)));
        }
        if let Some(value) = self.parameters.get(name) {
            return Ok(Some(value.clone()));
        }
        match self.resources.find(name) {
            Some(made) => Ok(Some(Value::from(made.physical))),
            None => Err(Unresolved::NotMade(name.to_owned())),
        }
    }

    /// What `Fn::GetAtt` gives.
    pub(super) fn attribute(&self, id: &str, attribute: &str) -> Result<Value, Unresolved> {
        let made = self.resources.find(id).ok_or_else(|| Unresolved::NotMade(id.to_owned()))?;
        let missing = || Unresolved::Mistake(format!("Attribute '{attribute}' does not exist"));
        made.attributes.get(attribute).cloned().ok_or_else(missing)
    }
}

pub(super) fn mistake(function: &str) -> Unresolved {
    Unresolved::Mistake(format!("Template error: every {function} object requires its arguments in AWS's form"))
}
