//! What the simulator and moto 5.2.5 answer differently.

/// The place of each difference, and why it is one.
pub(crate) const KNOWN: &[(&str, &str)] = &[
    ("CreateService/pending", "AWS starts a service's tasks after it has answered"),
    ("CreateStack again/message", "moto has words of its own"),
    ("CreateStack with a missing parameter/message", "moto has words of its own"),
    ("CreateStack with no JSON/code", "moto answers 500"),
    ("CreateStack with no JSON/message", "moto answers 500"),
    ("CreateStack without resources", "moto makes a stack of nothing; AWS wants one resource at least"),
    ("DeleteService", "AWS brings the count to 0 as it begins to drain a service"),
    ("DeregisterScalableTarget again/code", "the model names ObjectNotFoundException for an absent target"),
    ("DescribeScalingPolicies then", "AWS deletes the policies with their target; moto keeps them"),
    ("DescribeStackEvents of none/message", "moto has words of its own"),
    ("GetLogEvents /ecs/shop/message", "the group exists; only the stream does not"),
    ("PutScalingPolicy too early", "AWS wants the target first; moto takes a policy without one"),
    ("UpdateService/running", "AWS starts a service's tasks after it has answered"),
    ("UpdateStack of none/message", "moto has words of its own"),
    ("UpdateStack with no change", "moto makes an update of nothing"),
];
