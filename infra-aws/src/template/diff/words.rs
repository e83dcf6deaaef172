//! What people call a resource.

/// The words for a logical id or a resource type: `target group` for `TargetGroup` and for
/// `AWS::ElasticLoadBalancingV2::TargetGroup`.
pub(crate) fn plain_name(name: &str) -> String {
    let name = name.rsplit("::").next().unwrap_or(name);
    let mut words: Vec<String> = Vec::new();
    let mut last: Option<char> = None;
    for (character, next) in name.chars().zip(name.chars().skip(1).map(Some).chain([None])) {
        if begins_word(last, character, next) || words.is_empty() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(character);
        }
        last = Some(character);
    }
    words.iter().map(|word| plain_word(word)).collect::<Vec<_>>().join(" ")
}

fn begins_word(last: Option<char>, character: char, next: Option<char>) -> bool {
    let Some(last) = last else { return true };
    if character.is_ascii_digit() {
        // The 3 of S3 belongs to it.
        return !last.is_ascii_digit() && last.is_lowercase();
    }
    // The last capital of `VPCEndpoint` begins the second word.
    character.is_uppercase() && (!last.is_uppercase() || next.is_some_and(char::is_lowercase))
}

fn plain_word(word: &str) -> String {
    match word {
        "Vpc" => "VPC".to_owned(),
        "Nat" => "NAT".to_owned(),
        "EIP" => "elastic IP address".to_owned(),
        _ if word.chars().filter(|character| character.is_uppercase()).count() > 1 || word == "S3" => word.to_owned(),
        _ => word.to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_types_are_said_in_words() {
        for (name, words) in [
            ("TargetGroup", "target group"),
            ("AWS::ElasticLoadBalancingV2::TargetGroup", "target group"),
            ("AWS::Logs::LogGroup", "log group"),
            ("Vpc", "VPC"),
            ("AWS::EC2::VPC", "VPC"),
            ("AWS::EC2::VPCGatewayAttachment", "VPC gateway attachment"),
            ("AWS::EC2::EIP", "elastic IP address"),
            ("NatGateway1", "NAT gateway 1"),
            ("S3Endpoint", "S3 endpoint"),
            ("PublicSubnet1Association", "public subnet 1 association"),
            ("Listener443Rule17345", "listener 443 rule 17345"),
            ("AutoScalingGroup0", "auto scaling group 0"),
            ("LoadBalancerSecurityGroup", "load balancer security group"),
            ("", ""),
        ] {
            assert_eq!(plain_name(name), words);
        }
    }
}
