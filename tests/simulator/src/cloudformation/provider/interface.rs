//! The network interfaces that are in use, by which subnets and security groups are kept.

use super::file_system;
use crate::text::{Request, texts};
use crate::world::World;

/// How long CloudFormation goes on trying to delete what network interfaces keep, in seconds.
pub(super) const PATIENCE: u64 = 300;

/// A network interface that is in use.
pub(super) struct Interface {
    pub(super) subnet: String,
    pub(super) security_groups: Vec<String>,
    /// Whether it has a public address.
    pub(super) public: bool,
}

/// All network interfaces of the region.
pub(super) fn all(world: &World) -> Vec<Interface> {
    let mut found = Vec::new();
    for balancer in world.elb.load_balancers.values() {
        let public = balancer.scheme == "internet-facing";
        found.extend(balancer.subnets.iter().map(|subnet| Interface {
            subnet: subnet.clone(),
            security_groups: balancer.security_groups.clone(),
            public,
        }));
    }
    for task in world.ecs.tasks.values().filter(|task| task.status != "STOPPED") {
        let security_groups = task.security_groups.clone();
        found.push(Interface { subnet: task.subnet.clone(), security_groups, public: false });
    }
    for gateway in world.opaque.properties("AWS::EC2::NatGateway") {
        let subnet = gateway.text("SubnetId").to_owned();
        found.push(Interface { subnet, security_groups: Vec::new(), public: true });
    }
    for group in world.auto_scaling_groups.values().filter(|group| !group.instances.is_empty()) {
        let security_groups = instance_groups(world, group.version.split(' ').next().unwrap_or_default());
        found.extend(texts(group.properties.list("VPCZoneIdentifier")).map(|subnet| Interface {
            subnet: subnet.to_owned(),
            security_groups: security_groups.clone(),
            public: false,
        }));
    }
    found.extend(file_system::interfaces(world));
    found
}

/// The security groups of the instances of a launch template.
fn instance_groups(world: &World, template: &str) -> Vec<String> {
    let template = world.opaque.get("AWS::EC2::LaunchTemplate", template);
    let data = template.map(|properties| &properties["LaunchTemplateData"]);
    let interfaces = data.into_iter().flat_map(|data| data.list("NetworkInterfaces"));
    let own = interfaces.flat_map(|interface| texts(interface.list("Groups")));
    let whole = data.into_iter().flat_map(|data| texts(data.list("SecurityGroupIds")));
    own.chain(whole).map(str::to_owned).collect()
}
