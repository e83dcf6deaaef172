//! What is refused before anything begins.

use serde_json::json;

use crate::stacks::harness::{Account, log_group, message, refusal, template};

#[tokio::test(start_paused = true)]
async fn templates_that_do_not_hold_together_make_no_stack() {
    let account = Account::new();
    let table = [
        (json!({ "Resources": {} }), "Template format error: At least one Resources member must be defined."),
        (
            template(json!({ "A": { "Type": "AWS::ECS::Nothing" } })),
            "Template format error: Unrecognized resource types: [AWS::ECS::Nothing]",
        ),
        (
            template(json!({ "A": { "Type": "AWS::EC2::VPC", "DependsOn": "B" } })),
            "Template format error: Unresolved resource dependencies [B] in the Resources block of the template",
        ),
        (
            template(json!({
                "A": { "Type": "AWS::EC2::VPC", "DependsOn": "B" }, "B": { "Type": "AWS::EC2::VPC", "DependsOn": "A" },
            })),
            "Circular dependency between resources: [A, B]",
        ),
    ];
    for (body, expected) in table {
        assert_eq!(message(account.begin("shop", &body).await), expected);
    }
    let long = template(json!({ "A": log_group(1), "B": { "Type": "AWS::EC2::VPC", "Metadata": "x".repeat(51_200) } }));
    assert!(message(account.begin("shop", &long).await).contains("less than or equal to 51200"));
    assert!(account.client.describe_stacks().send().await.unwrap().stacks().is_empty());
}

#[tokio::test(start_paused = true)]
async fn parameters_names_and_capabilities_are_checked() {
    let account = Account::new();
    let mut body = template(json!({ "Log": log_group(1) }));
    body["Parameters"] = json!({ "A": { "Type": "String" } });
    assert_eq!(message(account.begin("shop", &body).await), "Parameters: [A] must have values");
    assert_eq!(
        message(account.begin_with("shop", &body, &[("A", "1"), ("B", "2")]).await),
        "Parameters: [B] do not exist in the template"
    );
    assert!(message(account.begin_with("shop_1", &body, &[("A", "1")]).await).contains("regular expression pattern"));

    let role = template(json!({ "Role": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": "shop" } } }));
    let refused = account.begin("shop", &role).await.unwrap_err();
    assert_eq!(
        refused,
        ("InsufficientCapabilitiesException".to_owned(), "Requires capabilities : [CAPABILITY_NAMED_IAM]".to_owned())
    );
    let missing = account.client.describe_stack_events().stack_name("none").send().await.unwrap_err();
    assert_eq!(refusal(missing).1, "Stack [none] does not exist");
}
