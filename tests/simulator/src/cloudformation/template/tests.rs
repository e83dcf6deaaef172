//! Templates that hold together and templates that do not.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::resolve::{Made, Resources};
use super::{ParameterValues, Pseudo, Scope, Unresolved, needed_capability, parse};

struct Group(Map<String, Value>);

impl Resources for Group {
    fn find(&self, id: &str) -> Option<Made<'_>> {
        (id == "Group").then_some(Made { physical: "sg-1", attributes: &self.0 })
    }
}

fn with(properties: Value) -> Value {
    json!({
        "Parameters": { "Names": { "Type": "CommaDelimitedList", "Default": "a, b" }, "Stage": { "Type": "String" } },
        "Mappings": { "Sizes": { "prod": { "count": 3 } } },
        "Conditions": {
            "IsProd": { "Fn::Equals": [{ "Ref": "Stage" }, "prod"] },
            "IsNot": { "Fn::Not": [{ "Condition": "IsProd" }] },
            "Either": { "Fn::Or": [{ "Condition": "IsProd" }, { "Condition": "IsNot" }] },
            "Both": { "Fn::And": [{ "Condition": "IsProd" }, { "Condition": "IsNot" }] },
        },
        "Resources": {
            "Group": { "Type": "AWS::EC2::SecurityGroup", "Properties": {} },
            "Other": { "Type": "AWS::Logs::LogGroup", "Properties": properties },
            "Third": { "Type": "AWS::EC2::VPC" },
        },
    })
}

fn resolved(value: Value) -> Result<Option<Value>, Unresolved> {
    let template = parse(&with(json!({ "Value": value })).to_string()).unwrap();
    let sent = json!([{ "ParameterKey": "Stage", "ParameterValue": "prod" }]);
    let parameters = ParameterValues::new(&template, &sent, None, |_| None).unwrap();
    let pseudo = Pseudo {
        account: "111122223333".into(),
        region: "eu-west-1".into(),
        stack_id: "arn:stack".into(),
        stack_name: "shop".into(),
    };
    let group = Group(Map::from_iter([("GroupId".to_owned(), json!("sg-1"))]));
    let scope = Scope { template: &template, parameters: &parameters.resolved, pseudo: &pseudo, resources: &group };
    scope.resolve(&template.resources["Other"].properties["Value"])
}

fn refused(template: Value) -> String {
    parse(&template.to_string()).unwrap_err().message
}

#[test]
fn every_function_is_carried_out() {
    let table = [
        (json!({ "Ref": "Group" }), json!("sg-1")),
        (json!({ "Fn::GetAtt": ["Group", "GroupId"] }), json!("sg-1")),
        (json!({ "Fn::GetAtt": "Group.GroupId" }), json!("sg-1")),
        (
            json!({ "Fn::Sub": "${Stage}/${Group.GroupId}/${AWS::Region}/${!kept}" }),
            json!("prod/sg-1/eu-west-1/${kept}"),
        ),
        (json!({ "Fn::Sub": ["${a}-${Stage}", { "a": { "Ref": "AWS::AccountId" } }] }), json!("111122223333-prod")),
        (json!({ "Fn::Join": [",", { "Ref": "Names" }] }), json!("a,b")),
        (json!({ "Fn::Select": ["1", { "Fn::GetAZs": "" }] }), json!("eu-west-1b")),
        (json!({ "Fn::Split": ["/", "a/b"] }), json!(["a", "b"])),
        (json!({ "Fn::Cidr": ["10.0.0.0/16", 2, 8] }), json!(["10.0.0.0/24", "10.0.1.0/24"])),
        (json!({ "Fn::FindInMap": ["Sizes", { "Ref": "Stage" }, "count"] }), json!(3)),
        (json!({ "Fn::If": ["IsProd", 1, 2] }), json!(1)),
        (json!({ "Fn::If": ["Both", 1, { "Fn::If": ["Either", 3, 4] }] }), json!(3)),
        (json!([1, { "Ref": "AWS::NoValue" }, { "a": { "Ref": "AWS::NoValue" } }]), json!([1, {}])),
        (json!({ "Fn::Base64": { "Fn::Sub": "${AWS::StackName}" } }), json!("shop")),
    ];
    for (value, expected) in table {
        assert_eq!(resolved(value.clone()), Ok(Some(expected)), "{value}");
    }
    assert_eq!(resolved(json!({ "Fn::ImportValue": "x" })), Err(Unresolved::Mistake("No export named x found".into())));
    assert_eq!(resolved(json!({ "Ref": "Third" })).unwrap_err(), Unresolved::NotMade("Third".into()));
}

#[test]
fn a_template_that_does_not_hold_together_is_refused() {
    assert_eq!(
        refused(json!({ "Resources": {} })),
        "Template format error: At least one Resources member must be defined."
    );
    assert_eq!(
        refused(with(json!({ "a": [{ "Ref": "Nothing" }, { "Fn::Sub": "${Neither}" }] }))),
        "Template format error: Unresolved resource dependencies [Neither, Nothing] in the Resources block of the template"
    );
    let mut output = with(json!({}));
    output["Outputs"] = json!({ "A": { "Value": { "Ref": "Nothing" } } });
    assert!(refused(output).ends_with("[Nothing] in the Outputs block of the template"));
    assert_eq!(
        refused(with(json!({ "a": { "Fn::GetAtt": ["Group", "Colour"] } }))),
        "Template error: resource Group does not support attribute type Colour in Fn::GetAtt"
    );
    assert_eq!(
        refused(with(json!({ "a": { "Fn::GetAtt": ["Nothing", "Arn"] } }))),
        "Template error: instance of Fn::GetAtt references undefined resource Nothing"
    );
    let mut unknown = with(json!({}));
    unknown["Resources"]["Bad"] = json!({ "Type": "AWS::ECS::Nothing" });
    assert_eq!(refused(unknown), "Template format error: Unrecognized resource types: [AWS::ECS::Nothing]");
    assert!(refused(json!({ "Resource": {} })).starts_with("Invalid template property"));
    assert!(parse("{").unwrap_err().message.starts_with("Template format error: JSON not well-formed."));
}

#[test]
fn a_circle_is_named() {
    let mut circle = with(json!({ "a": { "Ref": "Group" } }));
    circle["Resources"]["Group"]["Properties"] = json!({ "b": { "Ref": "Third" } });
    circle["Resources"]["Third"] = json!({ "Type": "AWS::EC2::VPC", "DependsOn": "Other" });
    circle["Resources"]["Before"] = json!({ "Type": "AWS::EC2::VPC", "DependsOn": "Other" });
    circle["Resources"]["After"] = json!({ "Type": "AWS::EC2::VPC" });
    assert_eq!(refused(circle), "Circular dependency between resources: [Group, Other, Third]");
}

#[test]
fn parameters_are_held_against_the_template() {
    let template = parse(&with(json!({})).to_string()).unwrap();
    let refused = |sent: Value| ParameterValues::new(&template, &sent, None, |_| None).unwrap_err().message;
    assert_eq!(refused(json!([])), "Parameters: [Stage] must have values");
    assert_eq!(
        refused(json!([{ "ParameterKey": "Colour", "ParameterValue": "red" }])),
        "Parameters: [Colour] do not exist in the template"
    );
    let before = ParameterValues { given: BTreeMap::from([("Stage".into(), "dev".into())]), ..Default::default() };
    let sent = json!([{ "ParameterKey": "Stage", "UsePreviousValue": "true" }]);
    let values = ParameterValues::new(&template, &sent, Some(&before), |_| None).unwrap();
    assert_eq!(values.resolved["Stage"], "dev");
    assert_eq!(values.resolved["Names"], json!(["a", "b"]));
}

#[test]
fn roles_need_a_capability_and_named_ones_the_stronger() {
    let capability =
        |resource: Value| needed_capability(&parse(&json!({ "Resources": { "A": resource } }).to_string()).unwrap());
    assert_eq!(capability(json!({ "Type": "AWS::Logs::LogGroup" })), None);
    assert_eq!(capability(json!({ "Type": "AWS::IAM::Role" })), Some("CAPABILITY_IAM"));
    let named = json!({ "Type": "AWS::IAM::Role", "Properties": { "RoleName": "a" } });
    assert_eq!(capability(named), Some("CAPABILITY_NAMED_IAM"));
}
