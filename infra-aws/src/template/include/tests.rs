use serde_json::{Value, json};

use super::*;
use crate::template::fixture;

const QUEUE: &str = "\
Parameters:
  Days: { Type: Number, Default: 4 }
Mappings:
  Seconds:
    Day: { Count: 86400 }
Conditions:
  Short: !Equals [!Ref Days, 1]
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: !FindInMap [Seconds, Day, Count]
      VisibilityTimeout: !If [Short, 30, 60]
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: sqs:SendMessage
            Resource: !GetAtt Queue.Arn
            Principal: '*'
            Condition: { ArnLike: { aws:SourceArn: !Sub 'arn:${AWS::Partition}:ecs:*:*:cluster/${Cluster}/${!x}' } }
Outputs:
  QueueUrl: { Value: !Ref Queue }
  QueueName: { Value: !GetAtt Queue.QueueName, Condition: Short }
";

/// A template with something in every section.
pub(in crate::template) fn queue() -> Template {
    Template { path: "queue.yaml", text: QUEUE }
}

fn whole(templates: &[(&'static str, &'static str)]) -> Result<Value, String> {
    let names = fixture::names("shop", "prod");
    let mut cluster = fixture::cluster(&names, "main", vec![]);
    cluster.include = templates.iter().map(|&(path, text)| Template { path, text }).collect();
    let own = json!({
        "Resources": { "Cluster": { "Type": "AWS::ECS::Cluster" } },
        "Outputs": { "ClusterName": { "Value": { "Ref": "Cluster" } } },
    });
    merged(&own, &cluster)
}

fn refused(text: &'static str) -> String {
    whole(&[("own.yaml", text)]).expect_err(text)
}

#[test]
fn a_template_becomes_part_of_the_clusters() {
    let whole = whole(&[("queue.yaml", QUEUE)]).unwrap();
    assert_eq!(whole["Resources"]["Cluster"]["Type"], "AWS::ECS::Cluster");
    assert_eq!(whole["Resources"]["Queue"]["Properties"]["VisibilityTimeout"], json!({ "Fn::If": ["Short", 30, 60] }));
    assert_eq!(whole["Outputs"]["QueueUrl"]["Value"], json!({ "Ref": "Queue" }));
    assert_eq!(whole["Parameters"]["Days"]["Default"], 4);
    assert_eq!(whole["Mappings"]["Seconds"]["Day"]["Count"], 86_400);
    assert_eq!(whole["Conditions"]["Short"], json!({ "Fn::Equals": [{ "Ref": "Days" }, 1] }));
}

#[test]
fn included_templates_may_refer_to_each_other() {
    let other =
        "Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: !GetAtt Queue.QueueName } } }";
    assert!(whole(&[("a.yaml", other), ("queue.yaml", QUEUE)]).is_ok());
}

#[test]
fn a_name_that_is_taken_is_refused_with_both_places() {
    let other = "Resources:\n  Queue: { Type: AWS::SQS::Queue }";
    let told = whole(&[("queue.yaml", QUEUE), ("other.yaml", other)]).unwrap_err();
    assert_eq!(told, "other.yaml:2:3: `Queue` is in queue.yaml:9:3 already; give one of them another name");
    let told = refused("Resources:\n  Cluster: { Type: AWS::SQS::Queue }");
    assert_eq!(told, "own.yaml:2:3: `Cluster` is a resource of the cluster's own; give yours another name");
    let told = refused("Parameters:\n  Cluster: { Type: String, Default: a }");
    assert!(told.contains("`Cluster` is a resource of the cluster's own"), "{told}");
    assert!(refused("Outputs: { ClusterName: { Value: a } }").contains("is an output of the cluster's own"));
    assert!(refused("Outputs: { Fingerprint: { Value: a } }").contains("is an output of the cluster's own"));
}

#[test]
fn what_leads_nowhere_is_refused() {
    for (value, why) in [
        ("!Ref Clustre", "has no resource or parameter `Clustre`; did you mean `Cluster`?"),
        ("!GetAtt Other.Arn", "has no resource `Other`"),
        ("!Sub 'a-${Other}'", "has no resource or parameter `Other`"),
        ("!Sub 'a-${Other.Arn}'", "has no resource `Other`"),
        ("!Sub ['${a}${b}', { a: x }]", "has no resource or parameter `b`"),
        ("!If [Never, a, b]", "has no condition `Never`"),
        ("!FindInMap [None, a, b]", "has no mapping `None`"),
        ("!Join ['', [!Ref Other]]", "has no resource or parameter `Other`"),
        ("!Transform { Name: 'AWS::Include' }", "`Fn::Transform` needs a macro"),
        ("{ Fn::Length: [1] }", "`Fn::Length` needs a macro"),
    ] {
        let text = format!("Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: {value}\n");
        let told = refused(text.leak());
        assert!(told.contains(why) && told.starts_with("own.yaml:5:"), "{value}: {told}");
    }
    assert!(refused("Resources: { A: { Type: T, DependsOn: [B] } }").contains("has no resource `B`"));
    assert!(refused("Resources: { A: { Type: T, Condition: B } }").contains("has no condition `B`"));
    assert!(refused("Outputs: { A: { Value: a, Condition: B } }").contains("has no condition `B`"));
    assert!(refused("Conditions: { A: !Not [!Condition B] }").contains("has no condition `B`"));
}

#[test]
fn what_cannot_be_included_is_refused_in_words() {
    for (text, why) in [
        ("- a", "a template is a map of sections"),
        ("Description: a", "there is nothing to include"),
        ("Transform: AWS::Serverless-2016-10-31", "own.yaml:1:1: `Transform` cannot be included: a macro"),
        ("Hooks: {}", "`Hooks` cannot be included"),
        ("Rules: {}", "`Rules` cannot be included"),
        ("Resource: {}", "there are Parameters, Mappings, Conditions, Resources, Outputs"),
        ("Resources: []", "`Resources` is a map of names"),
        ("Resources: { my-queue: { Type: A } }", "`my-queue` is no name in `Resources`"),
        ("Resources: { A: AWS::SQS::Queue }", "`A` is a map"),
        ("Resources: { A: { Properties: {} } }", "resource `A` has no `Type`"),
        ("Resources: { A: { Type: T, QueueName: a } }", "a resource has no `QueueName`"),
        ("Resources:\n  A:\n    Type: T\n    Properties:\n", "own.yaml:4:5: `Properties` has no value"),
        ("Parameters: { A: { Type: String } }", "nothing gives parameter `A` a value; add a `Default`"),
        ("Parameters: { A: { Default: a } }", "parameter `A` has no `Type`"),
        ("Mappings: { A: { b: c } }", "a mapping has two levels of keys"),
        ("Outputs: { A: { Description: a } }", "output `A` has no `Value`"),
        ("Resources: {", "own.yaml:2:1: this is no YAML"),
    ] {
        let told = refused(text);
        assert!(told.contains(why), "{text}: {told}");
    }
}

#[test]
fn an_output_that_is_used_must_be_there() {
    let names = fixture::names("shop", "prod");
    let told = |include: &[Template], output: &str| {
        let mut web = fixture::service(&names, "web", &[]);
        web.container.outputs = vec![("QUEUE".into(), output.into())];
        let mut cluster = fixture::cluster(&names, "main", vec![web]);
        cluster.include = include.to_vec();
        check_outputs(&cluster)
    };
    let queue = [queue()];
    assert_eq!(told(&queue, "QueueUrl"), Ok(()));
    let unknown = told(&queue, "QueueUri").unwrap_err();
    assert!(unknown.starts_with("`web`: `QUEUE = output(\"QueueUri\")`: no included template has"), "{unknown}");
    assert!(unknown.ends_with("did you mean `QueueUrl`?"), "{unknown}");
    assert!(told(&queue, "ClusterName").is_err());
    assert!(told(&queue, "QueueName").unwrap_err().contains(":3) is there only under condition `Short`"));
    assert!(told(&[], "QueueUrl").unwrap_err().contains("cluster `main` includes no template"));
}
