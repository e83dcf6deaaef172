//! What the tests share.

use aws_sdk_cloudformation::Client;
use aws_sdk_cloudformation::error::ProvideErrorMetadata;
use aws_sdk_cloudformation::types::{Capability, Parameter, Stack, StackEvent, Tag};
use serde_json::{Value, json};
use simulator::{Options, Simulator};

/// An account and a client for its stacks.
pub(crate) struct Account {
    pub(crate) simulator: Simulator,
    pub(crate) client: Client,
}

impl Account {
    pub(crate) fn new() -> Self {
        Self::with_seed(1)
    }

    pub(crate) fn with_seed(seed: u64) -> Self {
        let simulator = Simulator::new(Options { seed, ..Options::default() });
        let client = Client::new(&simulator.sdk_config());
        Self { simulator, client }
    }

    /// Begins to make a stack; gives its id, or the code and the message of the refusal.
    pub(crate) async fn begin(&self, name: &str, template: &Value) -> Result<String, (String, String)> {
        self.begin_with(name, template, &[]).await
    }

    pub(crate) async fn begin_with(
        &self,
        name: &str,
        template: &Value,
        parameters: &[(&str, &str)],
    ) -> Result<String, (String, String)> {
        let call = self.client.create_stack().stack_name(name).template_body(template.to_string());
        let call = call.set_parameters(Some(list(parameters))).capabilities(Capability::CapabilityIam);
        let call = call.tags(Tag::builder().key("team").value("shop").build());
        let answer = call.client_request_token(format!("create-{name}")).send().await;
        answer.map(|answer| answer.stack_id.unwrap()).map_err(refusal)
    }

    /// Begins to update a stack.
    pub(crate) async fn change(&self, name: &str, template: &Value) -> Result<(), (String, String)> {
        let call = self.client.update_stack().stack_name(name).template_body(template.to_string());
        call.capabilities(Capability::CapabilityIam).send().await.map(|_| ()).map_err(refusal)
    }

    /// Makes a stack and gives the status in which it comes to rest.
    pub(crate) async fn create(&self, name: &str, template: &Value) -> String {
        self.begin(name, template).await.unwrap();
        self.rest(name).await
    }

    /// Updates a stack and gives the status in which it comes to rest.
    pub(crate) async fn update(&self, name: &str, template: &Value) -> String {
        self.change(name, template).await.unwrap();
        self.rest(name).await
    }

    /// Deletes a stack and gives the status in which it comes to rest.
    pub(crate) async fn delete(&self, name: &str) -> String {
        let id = self.stack(name).await.stack_id.unwrap();
        self.client.delete_stack().stack_name(name).send().await.unwrap();
        self.rest(&id).await
    }

    /// The status in which a stack comes to rest.
    pub(crate) async fn rest(&self, name: &str) -> String {
        assert!(self.simulator.wait_until_settled().await);
        self.stack(name).await.stack_status.unwrap().as_str().to_owned()
    }

    pub(crate) async fn stack(&self, name: &str) -> Stack {
        let answer = self.client.describe_stacks().stack_name(name).send().await.unwrap();
        answer.stacks.unwrap().remove(0)
    }

    pub(crate) async fn output(&self, stack: &str, name: &str) -> String {
        let stack = self.stack(stack).await;
        let output = stack.outputs().iter().find(|output| output.output_key() == Some(name));
        output.and_then(|output| output.output_value()).unwrap().to_owned()
    }

    /// The events of a stack, the oldest first.
    pub(crate) async fn events(&self, name: &str) -> Vec<StackEvent> {
        let pages = self.client.describe_stack_events().stack_name(name).into_paginator().items().send();
        let mut events = pages.collect::<Result<Vec<_>, _>>().await.unwrap();
        events.reverse();
        events
    }

    /// The events of a stack as `STATUS LogicalId`, the oldest first.
    pub(crate) async fn story(&self, name: &str) -> Vec<String> {
        let events = self.events(name).await;
        let told = events.iter().map(|event| {
            format!("{} {}", event.resource_status().unwrap().as_str(), event.logical_resource_id().unwrap())
        });
        told.collect()
    }

    /// Why a resource failed the last time.
    pub(crate) async fn reason(&self, stack: &str, id: &str) -> String {
        let events = self.events(stack).await;
        let mut failed = events.iter().rev().filter(|event| {
            event.logical_resource_id() == Some(id) && event.resource_status().unwrap().as_str().ends_with("_FAILED")
        });
        failed.next().and_then(|event| event.resource_status_reason()).unwrap_or_default().to_owned()
    }

    /// The physical id of a resource.
    pub(crate) async fn physical(&self, stack: &str, id: &str) -> String {
        let call = self.client.describe_stack_resources().stack_name(stack).logical_resource_id(id);
        let answer = call.send().await.unwrap();
        answer.stack_resources()[0].physical_resource_id().unwrap().to_owned()
    }
}

pub(crate) fn list(parameters: &[(&str, &str)]) -> Vec<Parameter> {
    let parameters = parameters.iter();
    parameters.map(|(key, value)| Parameter::builder().parameter_key(*key).parameter_value(*value).build()).collect()
}

/// The code and the message of a refusal.
pub(crate) fn refusal(error: impl ProvideErrorMetadata) -> (String, String) {
    (error.code().unwrap_or_default().to_owned(), error.message().unwrap_or_default().to_owned())
}

/// The message of a refusal with `ValidationError`.
pub(crate) fn message<T: std::fmt::Debug>(result: Result<T, (String, String)>) -> String {
    let (code, message) = result.unwrap_err();
    assert_eq!(code, "ValidationError");
    message
}

/// A template of these resources.
pub(crate) fn template(resources: Value) -> Value {
    json!({ "Resources": resources })
}

/// A log group without a name of its own.
pub(crate) fn log_group(days: u32) -> Value {
    json!({ "Type": "AWS::Logs::LogGroup", "Properties": { "RetentionInDays": days } })
}

/// A target group in the default VPC.
pub(crate) fn target_group(name: &str, port: u16) -> Value {
    let properties = json!({
        "Name": name, "Port": port, "Protocol": "HTTP", "TargetType": "ip", "VpcId": "vpc-00000000",
    });
    json!({ "Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": properties })
}

/// A load balancer in the default VPC, a listener, a target group and a rule to it.
pub(crate) fn routed(priority: u32) -> Value {
    template(json!({
        "LoadBalancer": {
            "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "Properties": { "Name": "shop", "Subnets": ["subnet-0000000a", "subnet-0000000b"] },
        },
        "Listener": {
            "Type": "AWS::ElasticLoadBalancingV2::Listener",
            "Properties": {
                "LoadBalancerArn": { "Ref": "LoadBalancer" }, "Port": 80, "Protocol": "HTTP",
                "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "404" } }],
            },
        },
        "TargetGroup": target_group("shop-web", 80),
        "Rule": rule(priority),
    }))
}

/// A rule of the listener to the target group.
pub(crate) fn rule(priority: u32) -> Value {
    let forward = json!({ "TargetGroups": [{ "TargetGroupArn": { "Ref": "TargetGroup" }, "Weight": 1 }] });
    json!({
        "Type": "AWS::ElasticLoadBalancingV2::ListenerRule",
        "Properties": {
            "ListenerArn": { "Ref": "Listener" }, "Priority": priority,
            "Conditions": [{ "Field": "path-pattern", "PathPatternConfig": { "Values": ["/*"] } }],
            "Actions": [{ "Type": "forward", "ForwardConfig": forward }],
        },
    })
}
