//! What a test may make go wrong in stacks.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::engine;
use super::script::FailingResource;
use super::stack::{Definition, Group, OnFailure, Stack};
use super::template::{self, ParameterValues};
use crate::simulator::Simulator;
use crate::world::{Subnet, Vpc};

impl Simulator {
    /// Lets a resource of a stack fail.
    pub fn fail_resource(&self, failing: FailingResource) {
        self.world().cloudformation.script.failing.push(failing);
    }

    /// No resource fails any more that was to.
    pub fn heal_resources(&self) {
        self.world().cloudformation.script.failing.clear();
    }

    /// How long everything in stacks takes, in percent of what it takes in AWS. 100 by default.
    pub fn stack_pace(&self, percent: u32) {
        self.world().cloudformation.script.percent = percent;
    }

    /// The first cluster fails: ECS makes its service-linked role for it, and is quicker than the role.
    pub fn service_linked_role_missing(&self) {
        self.world().cloudformation.script.role_missing = true;
    }

    /// Puts a stack into a status, as `UPDATE_ROLLBACK_FAILED`. What went on in it ends. Where there is none of the
    /// name, there is one then, with `tags` and without resources.
    pub fn put_stack(&self, name: &str, status: &str, tags: &[(&str, &str)]) {
        let mut world = self.world();
        let world = &mut *world;
        let id = match world.cloudformation.find(name) {
            Some(stack) => stack.id.clone(),
            None => {
                let uuid = world.random.uuid();
                let id = world.arn("cloudformation", &format!("stack/{name}/{uuid}"));
                let Ok(template) = template::parse(EMPTY) else { return };
                let tags = tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
                let stack = Stack {
                    id: id.clone(),
                    name: name.to_owned(),
                    definition: Definition {
                        template: Arc::new(template),
                        parameters: ParameterValues::default(),
                        tags,
                    },
                    capabilities: Vec::new(),
                    status: String::new(),
                    reason: String::new(),
                    created: world.now,
                    updated: None,
                    deleted: None,
                    on_failure: OnFailure::RollBack,
                    protected: false,
                    outputs: BTreeMap::new(),
                    resources: Group::default(),
                    events: Vec::new(),
                    change: None,
                    creation_token: None,
                    update_token: None,
                    token: None,
                    interrupted: None,
                };
                world.cloudformation.stacks.insert(id.clone(), Arc::new(stack));
                id
            }
        };
        engine::with(world, &id, |world, stack| {
            let interrupted = stack.change.take().map(Box::new);
            stack.interrupted = interrupted.filter(|_| status == "UPDATE_ROLLBACK_FAILED");
            stack.become_status(world.now, status, "");
        });
    }

    /// A network that no stack made: a VPC with an internet gateway, and subnets, one zone after the other.
    pub fn existing_network(&self, vpc: &str, subnets: &[&str]) {
        let mut world = self.world();
        let region = world.region.clone();
        let made = Vpc {
            id: vpc.to_owned(),
            cidr: "10.99.0.0/16".to_owned(),
            default: false,
            internet_gateways: vec![format!("igw-of-{vpc}")],
        };
        world.network.vpcs.insert(vpc.to_owned(), made);
        for (index, id) in subnets.iter().enumerate() {
            let zone = ["a", "b", "c"][index % 3];
            let subnet = Subnet {
                id: (*id).to_owned(),
                vpc: vpc.to_owned(),
                zone: format!("{region}{zone}"),
                cidr: format!("10.99.{index}.0/24"),
                default_for_zone: false,
            };
            world.network.subnets.insert((*id).to_owned(), subnet);
        }
    }
}

/// The template of a stack that a test puts there.
const EMPTY: &str = r#"{ "Resources": { "Nothing": { "Type": "AWS::SSM::Parameter" } } }"#;
