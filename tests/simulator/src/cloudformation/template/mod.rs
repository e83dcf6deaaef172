//! Templates, as far as stacks of this project need them: JSON, every function that a resource may use, no transforms.

mod cidr;
mod condition;
mod function;
mod graph;
mod parameter;
mod parse;
mod reference;
mod resolve;
mod validate;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use parameter::ParameterValues;
pub(crate) use parse::parse;
pub(crate) use resolve::{Made, Pseudo, Resources, Scope, Unresolved};
use serde_json::{Map, Value};
pub(crate) use validate::needed_capability;

/// The longest template that can be sent with a call, in bytes.
pub(crate) const LONGEST_BODY: usize = 51_200;

/// A template that holds together: every reference in it leads somewhere, and never in a circle.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    /// What was sent.
    pub(crate) text: String,
    /// `Description`, else empty.
    pub(crate) description: String,
    /// The declared parameters, by name.
    pub(crate) parameters: BTreeMap<String, ParameterDeclaration>,
    /// `Mappings`, as they stand.
    pub(crate) mappings: Map<String, Value>,
    /// `Conditions`, as they stand.
    pub(crate) conditions: Map<String, Value>,
    /// The declared resources, by logical id.
    pub(crate) resources: BTreeMap<String, ResourceDeclaration>,
    /// The declared outputs, by name.
    pub(crate) outputs: BTreeMap<String, OutputDeclaration>,
}

/// A declared parameter.
#[derive(Clone, Debug)]
pub(crate) struct ParameterDeclaration {
    /// `Type`, as `String` or `AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>`.
    pub(crate) kind: String,
    /// `Default`, as text.
    pub(crate) default: Option<String>,
    /// `NoEcho`: its value is never shown.
    pub(crate) hidden: bool,
    /// `AllowedValues`; empty where all are allowed.
    pub(crate) allowed: Vec<String>,
}

/// A declared resource.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ResourceDeclaration {
    /// `Type`.
    pub(crate) kind: String,
    /// `Properties`, unresolved.
    pub(crate) properties: Value,
    /// The resources that are made before it: those in `DependsOn` and those that it refers to.
    pub(crate) dependencies: BTreeSet<String>,
    /// The condition under which it exists.
    pub(crate) condition: Option<String>,
    /// Whether its `DeletionPolicy` has it stay when the stack or its declaration goes.
    pub(crate) retained: bool,
    /// Whether its `UpdateReplacePolicy` has the old one stay when it is replaced.
    pub(crate) retained_when_replaced: bool,
    /// Whether it stays when its stack is not even made.
    pub(crate) retained_when_not_made: bool,
}

/// A declared output.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OutputDeclaration {
    /// `Value`, unresolved.
    pub(crate) value: Value,
    /// `Description`.
    pub(crate) description: Option<String>,
    /// The condition under which it exists.
    pub(crate) condition: Option<String>,
}

#[cfg(test)]
mod tests;
