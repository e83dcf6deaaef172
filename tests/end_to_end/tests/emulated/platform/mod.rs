//! The example of a grown platform against moto, which knows more of AWS's resources than ministack does.
//!
//! The binary deploys each stage from its plan to its end. Then all that moto has is read back over the APIs of the
//! services and held against the templates and the calls that were sent: what moto does not carry is named in
//! `left_out`, what it loses in `lost`, and both tables must be exact. What was made is not destroyed: moto deletes a
//! stack's network before what stands in it, and fails.

mod answers;
mod compare;
mod held;
mod left_out;
pub(crate) mod lost;
mod resolve;

use serde_json::{Value, json};

use crate::harness::{Account, Call};
use compare::Compared;
use left_out::LEFT_OUT;
use lost::LOST;

/// Prints what moto has.
const DESCRIBED: &str = include_str!("described.py");

/// Makes a stack of one resource of each type, and prints the types of which something came about, or a refusal.
const CARRIED: &str = r#"
import boto3, json
cloudformation = boto3.client("cloudformation")

def carried(kind):
    name = kind.replace("::", "-")
    template = {"Resources": {"One": {"Type": kind, "Properties": {}}}}
    try:
        cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(template))
    except Exception:
        # Who refuses a resource without properties knows its type.
        return True
    resources = cloudformation.describe_stack_resources(StackName=name)["StackResources"]
    cloudformation.delete_stack(StackName=name)
    return any("LogicalResourceId" in it for it in resources)

print(json.dumps([kind for kind in TYPES if carried(kind)]))
"#;

/// A whole deploy of a stage: the calls that it took, and what moto has then.
fn deployed(stage: &'static str) -> (Vec<Call>, Value) {
    let account = Account::on_moto(stage);
    account.react(answers::instead_of_moto(&account.id));
    account.deploy("platform").says("Deployed.");
    (account.take_calls(), account.script_moto(DESCRIBED))
}

/// The thing of a list that has what `asked` has under these keys.
fn one<'read>(things: &'read Value, keys: &[&str], asked: &Value) -> Option<&'read Value> {
    things.as_array().into_iter().flatten().find(|thing| keys.iter().all(|key| thing[*key] == asked[*key]))
}

// One test, and one stage after the other: moto has one account for all.
#[test]
fn what_the_platform_sends_is_what_moto_has() {
    let mut compared = Compared::default();
    for stage in ["dev", "prod"] {
        let (calls, world) = deployed(stage);
        compared.stacks(&calls, &world);
        let made = |list: &'static str, keys: &'static [&'static str]| {
            let things = &world[list];
            move |asked: &Value| one(things, keys, asked)
        };
        compared.calls(&calls, "RegisterTaskDefinition", made("definitions", &["family"]));
        compared.calls(&calls, "CreateService", made("services", &["serviceName"]));
        compared.calls(&calls, "RegisterScalableTarget", made("targets", &["ResourceId"]));
        compared.calls(&calls, "PutScalingPolicy", made("policies", &["ResourceId", "PolicyName"]));
        compared.calls(&calls, "PutScheduledAction", made("scheduled", &["ResourceId", "ScheduledActionName"]));
    }
    assert_eq!(compared.differing, Vec::<String>::new());
    assert_eq!(compared.lost, LOST.into_iter().collect(), "moto loses some of the table no more");
    for (kind, _) in LEFT_OUT {
        assert!(compared.left_out.contains(kind), "the platform has no {kind}: it need not be left out");
    }
    // What was not sent differs in nothing.
    for action in
        ["RegisterTaskDefinition", "CreateService", "RegisterScalableTarget", "PutScalingPolicy", "PutScheduledAction"]
    {
        assert!(compared.kinds.contains(action), "{action}");
    }
}

#[test]
fn what_is_left_out_of_templates_is_what_moto_does_not_carry() {
    let types: Vec<&str> = LEFT_OUT.iter().map(|(kind, _)| *kind).collect();
    let carried = |types: &[&str]| {
        let script = CARRIED.replace("TYPES", &json!(types).to_string());
        Account::on_moto("dev").script_moto(&script)
    };
    assert_eq!(carried(&types), json!([]), "moto carries this now: it need not be left out");
    // What it carries is told, so the question is a question.
    assert_eq!(
        carried(&["AWS::Logs::LogGroup", "AWS::EFS::AccessPoint"]),
        json!(["AWS::Logs::LogGroup", "AWS::EFS::AccessPoint"])
    );
}
