//! CloudFormation's functions, and text that must pass through them unchanged.

use serde_json::{Value, json};

/// The value of a resource or parameter: `Ref`.
pub(super) fn reference(id: &str) -> Value {
    json!({ "Ref": id })
}

/// An attribute of a resource: `Fn::GetAtt`.
pub(super) fn attribute(id: &str, name: &str) -> Value {
    json!({ "Fn::GetAtt": [id, name] })
}

/// Text with `${..}` to fill in: `Fn::Sub`.
pub(super) fn substitute(text: &str) -> Value {
    json!({ "Fn::Sub": text })
}

/// The members of a list, joined by commas: outputs are texts.
pub(super) fn comma_joined(list: &Value) -> Value {
    json!({ "Fn::Join": [",", list] })
}

/// The name of the region's availability zone `index`, from 0.
pub(super) fn zone(index: u8) -> Value {
    json!({ "Fn::Select": [index, { "Fn::GetAZs": "" }] })
}

/// The ARN of something of this account in this region. `rest` is taken literally.
pub(super) fn arn(service: &str, rest: &str) -> Value {
    substitute(&format!("arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{}", literal(rest)))
}

/// An ARN as a declaration writes it, with `{region}` and `{account}` to fill in.
pub(super) fn declared_arn(text: &str) -> Value {
    let filled = literal(text).replace("{region}", "${AWS::Region}").replace("{account}", "${AWS::AccountId}");
    if filled == literal(text) { json!(text) } else { substitute(&filled) }
}

/// `text` for `Fn::Sub`, which then gives it back as it is: `${aws:username}` in an ARN is IAM's to fill in.
pub(super) fn literal(text: &str) -> String {
    text.replace("${", "${!")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_of_a_declared_arn_are_filled_in_and_nothing_else() {
        assert_eq!(declared_arn("arn:aws:s3:::orders/*"), json!("arn:aws:s3:::orders/*"));
        assert_eq!(
            declared_arn("arn:aws:sqs:{region}:{account}:orders"),
            json!({ "Fn::Sub": "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:orders" })
        );
    }

    #[test]
    fn a_dollar_of_the_user_stays_the_users() {
        assert_eq!(declared_arn("arn:aws:s3:::home/${aws:username}"), json!("arn:aws:s3:::home/${aws:username}"));
        assert_eq!(
            declared_arn("arn:aws:s3:::home-{account}/${aws:username}"),
            json!({ "Fn::Sub": "arn:aws:s3:::home-${AWS::AccountId}/${!aws:username}" })
        );
        // Not a placeholder of ours, whatever it looks like.
        assert_eq!(declared_arn("arn:aws:s3:::${region}"), json!("arn:aws:s3:::${region}"));
        assert_eq!(
            arn("ssm", "parameter/${x}"),
            json!({ "Fn::Sub": "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/${!x}" })
        );
    }
}
