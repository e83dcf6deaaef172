//! What moto 5.2.5 does not carry of a stack, left out of the template on its way.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::harness::form;

/// The types that moto skips with a warning, and what is lost with each.
pub(super) const LEFT_OUT: [(&str, &str); 9] = [
    (
        "AWS::CertificateManager::Certificate",
        "it has certificates by their own API only; the listener gets one of those",
    ),
    ("AWS::EC2::PlacementGroup", "the group of instances is made without"),
    ("AWS::ECS::CapacityProvider", "it has them by the ECS API only; its services lose their strategy as well"),
    ("AWS::ECS::ClusterCapacityProviderAssociations", "it has them by the ECS API only"),
    ("AWS::SQS::QueuePolicy", "it has policies as an attribute of the queue only"),
    ("AWS::Scheduler::Schedule", "it has schedules by their own API only"),
    ("AWS::Scheduler::ScheduleGroup", "it has schedules by their own API only"),
    ("AWS::ServiceDiscovery::PrivateDnsNamespace", "it has namespaces by their own API only"),
    ("AWS::ServiceDiscovery::Service", "it has DNS names by their own API only"),
];

/// What stands in moto for the domain, under names that moto gave.
pub(super) struct Domain {
    pub(super) zone: String,
    pub(super) certificate: String,
}

/// The body of a call that makes a stack, without what is left out. What referred to that gets a name in its place.
pub(super) fn without(body: &str, domain: &Domain) -> String {
    let mut fields = form::decode(body);
    for (name, value) in &mut fields {
        if name == "TemplateBody" {
            let mut template: Value = serde_json::from_str(value).expect("a template is JSON");
            thin(&mut template, domain);
            *value = template.to_string();
        }
    }
    form::encode(&fields)
}

/// Takes what is left out from a template, and says in other words what moto does not understand.
fn thin(template: &mut Value, domain: &Domain) {
    let resources = template["Resources"].as_object_mut().expect("a template has resources");
    let gone: BTreeSet<String> =
        resources.iter().filter(|(_, resource)| is_left_out(resource)).map(|(name, _)| name.clone()).collect();
    resources.retain(|name, _| !gone.contains(name));
    for resource in resources.values_mut() {
        if let Some(names) = resource.get_mut("DependsOn").and_then(Value::as_array_mut) {
            names.retain(|name| name.as_str().is_none_or(|name| !gone.contains(name)));
        }
        size_of_its_image(resource);
        // moto gives its zones ids of its own.
        if let Some(id) = resource.pointer_mut("/Properties/HostedZoneId") {
            *id = json!(domain.zone);
        }
    }
    name_instead(template, &gone, domain);
    let names = file_systems(template);
    spell_arns(template, &names);
}

/// The file systems and access points of a template, with what stands before their ids in their ARNs.
fn file_systems(template: &Value) -> BTreeMap<String, &'static str> {
    let kind = |resource: &Value| match resource["Type"].as_str() {
        Some("AWS::EFS::AccessPoint") => Some("access-point"),
        Some("AWS::EFS::FileSystem") => Some("file-system"),
        _ => None,
    };
    let resources = template["Resources"].as_object().into_iter().flatten();
    resources.filter_map(|(name, resource)| Some((name.clone(), kind(resource)?))).collect()
}

/// Spells the ARNs of file systems out: moto answers 500 where a template asks for one.
fn spell_arns(value: &mut Value, names: &BTreeMap<String, &'static str>) {
    let referred = (value.pointer("/Fn::GetAtt/1") == Some(&json!("Arn"))).then(|| value.pointer("/Fn::GetAtt/0"));
    let name = referred.flatten().and_then(Value::as_str).map(str::to_owned);
    if let Some((name, kind)) = name.and_then(|name| names.get_key_value(&name)) {
        let service = "arn:${AWS::Partition}:elasticfilesystem:${AWS::Region}:${AWS::AccountId}";
        *value = json!({ "Fn::Sub": format!("{service}:{kind}/${{{name}}}") });
        return;
    }
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| spell_arns(value, names)),
        Value::Object(fields) => fields.values_mut().for_each(|value| spell_arns(value, names)),
        _ => {}
    }
}

/// Whether moto makes nothing of a resource.
pub(super) fn is_left_out(resource: &Value) -> bool {
    LEFT_OUT.iter().any(|(kind, _)| resource["Type"] == **kind) || is_stream(resource)
}

/// Whether this is a listener of a network load balancer. moto makes each load balancer of a stack an application load
/// balancer, and refuses protocols that those have not.
fn is_stream(resource: &Value) -> bool {
    let protocol = resource["Properties"]["Protocol"].as_str();
    resource["Type"] == "AWS::ElasticLoadBalancingV2::Listener" && !matches!(protocol, Some("HTTP" | "HTTPS"))
}

/// A disk without a size is as large as its image's snapshot. moto starts the instances of a group, and wants a size.
fn size_of_its_image(resource: &mut Value) {
    let disks =
        resource.pointer_mut("/Properties/LaunchTemplateData/BlockDeviceMappings").and_then(Value::as_array_mut);
    for disk in disks.into_iter().flatten().filter_map(|disk| disk.get_mut("Ebs")) {
        if disk.get("VolumeSize").is_none() {
            disk["VolumeSize"] = json!(30);
        }
    }
}

/// Puts a name in the place of each reference to what is gone.
fn name_instead(value: &mut Value, gone: &BTreeSet<String>, domain: &Domain) {
    let referred = value.get("Ref").or_else(|| value.pointer("/Fn::GetAtt/0")).and_then(Value::as_str);
    if let Some(name) = referred.filter(|name| gone.contains(*name)) {
        let instead = if name == "Certificate" { domain.certificate.clone() } else { format!("left-out-{name}") };
        *value = json!(instead);
        return;
    }
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| name_instead(value, gone, domain)),
        Value::Object(fields) => fields.values_mut().for_each(|value| name_instead(value, gone, domain)),
        _ => {}
    }
}
