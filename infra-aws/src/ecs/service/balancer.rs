//! Where a service registers its tasks, as a value.

use aws_sdk_ecs::types::LoadBalancer;
use infra_core::blueprint::ServiceBlueprint;
use serde_json::Value;

use crate::ecs::{Fields, Known, Object, set_some};
use crate::template::{Serving, output};

/// Where a service registers its tasks: one of its target groups.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ServiceLoadBalancer {
    pub(crate) target_group: String,
    pub(crate) container: String,
    pub(crate) port: i32,
    /// What moves traffic; none where deployments move none.
    pub(crate) moving: Option<Moving>,
}

/// What moves a service's traffic to its second target group, and back with the next deployment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moving {
    pub(crate) alternate_target_group: String,
    pub(crate) production_rule: String,
    pub(crate) test_rule: Option<String>,
    pub(crate) role: String,
}

/// The fields of which ECS makes a new deployment when they change.
pub(crate) const DEPLOYED: [&str; 4] = ["target group", "listener rule", "test rule", "load balancer role"];

impl ServiceLoadBalancer {
    /// What a service declares, sorted; none while the outputs of its stack are not known yet.
    pub(super) fn declared(
        service: &ServiceBlueprint,
        container: &str,
        stack: &str,
        known: &Known,
    ) -> Option<Vec<Self>> {
        // What moves is the traffic of the main route.
        let main = service.routes.first().and_then(|route| service.route_target(&route.route));
        let groups = service.target_groups().into_iter().map(|group| {
            let moving = match main {
                Some(main) if main == group && service.deploy.moves_traffic() => {
                    Some(Moving::declared(service, stack, known)?)
                }
                _ => None,
            };
            // A service that is rolling again stays where its traffic was moved.
            let output = match (&moving, known.serving(stack)) {
                (None, Serving::Alternate) if main == Some(group) => output::ALTERNATE_TARGET_GROUP_ARN.to_owned(),
                _ => output::target_group(service, group),
            };
            Some(Self {
                target_group: known.output(stack, &output)?.to_owned(),
                container: container.to_owned(),
                port: i32::from(group.port),
                moving,
            })
        });
        let mut groups = groups.collect::<Option<Vec<_>>>()?;
        groups.sort();
        Some(groups)
    }

    /// What a service in AWS has.
    pub(super) fn existing(sdk: &LoadBalancer) -> Self {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        Self {
            target_group: text(sdk.target_group_arn()),
            container: text(sdk.container_name()),
            port: sdk.container_port().unwrap_or_default(),
            moving: sdk.advanced_configuration().map(|moving| Moving {
                alternate_target_group: text(moving.alternate_target_group_arn()),
                production_rule: text(moving.production_listener_rule()),
                test_rule: moving.test_listener_rule().map(str::to_owned),
                role: text(moving.role_arn()),
            }),
        }
    }

    /// Adds the fields of all of a service's, by the names that a plan shows. Which of two target groups is the first is no
    /// difference: each deployment exchanges them.
    pub(super) fn add_fields(all: &[Self], fields: &mut Fields) {
        let groups: Vec<String> = all.iter().map(Self::groups).collect();
        set_some(fields, "target group", (!groups.is_empty()).then(|| groups.join("; ")));
        let moving = all.iter().find_map(|balancer| balancer.moving.as_ref());
        set_some(fields, "listener rule", moving.map(|moving| end(&moving.production_rule, ":listener-rule/")));
        let test = moving.and_then(|moving| moving.test_rule.as_deref());
        set_some(fields, "test rule", test.map(|rule| end(rule, ":listener-rule/")));
        set_some(fields, "load balancer role", moving.map(|moving| end(&moving.role, ":role/")));
    }

    /// The target groups, and the port that is in them.
    fn groups(&self) -> String {
        let mut groups = vec![end(&self.target_group, ":targetgroup/")];
        groups.extend(self.moving.as_ref().map(|moving| end(&moving.alternate_target_group, ":targetgroup/")));
        groups.sort_unstable();
        format!("{}, port {} of {}", groups.join(" and "), self.port, self.container)
    }

    /// As requests take it.
    pub(super) fn json(&self) -> Value {
        let moving = self.moving.as_ref().map(|moving| {
            Object::new()
                .with("alternateTargetGroupArn", moving.alternate_target_group.as_str())
                .with("productionListenerRule", moving.production_rule.as_str())
                .with_some("testListenerRule", moving.test_rule.clone())
                .with("roleArn", moving.role.as_str())
                .value()
        });
        Object::new()
            .with("targetGroupArn", self.target_group.as_str())
            .with("containerName", self.container.as_str())
            .with("containerPort", self.port)
            .with_some("advancedConfiguration", moving)
            .value()
    }
}

impl Moving {
    fn declared(service: &ServiceBlueprint, stack: &str, known: &Known) -> Option<Self> {
        Some(Self {
            alternate_target_group: known.output(stack, output::ALTERNATE_TARGET_GROUP_ARN)?.to_owned(),
            production_rule: known.output(stack, output::PRODUCTION_RULE_ARN)?.to_owned(),
            test_rule: match service.routes.first()?.test_priority {
                Some(_) => Some(known.output(stack, output::TEST_RULE_ARN)?.to_owned()),
                None => None,
            },
            role: known.output(stack, output::INFRASTRUCTURE_ROLE_ARN)?.to_owned(),
        })
    }
}

/// The end of an ARN, which tells which it is; the start is the same for all of the account and region.
fn end<'arn>(arn: &'arn str, kind: &str) -> &'arn str {
    arn.rsplit_once(kind).map_or(arn, |(_, end)| end)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn balancer(target_group: &str, alternate: Option<&str>) -> ServiceLoadBalancer {
        ServiceLoadBalancer {
            target_group: target_group.into(),
            container: "web".into(),
            port: 80,
            moving: alternate.map(|alternate| Moving {
                alternate_target_group: alternate.into(),
                production_rule: "arn:aws:elasticloadbalancing:eu-west-1:1:listener-rule/app/shop/1/2/3".into(),
                test_rule: Some("arn:aws:elasticloadbalancing:eu-west-1:1:listener-rule/app/shop/1/2/4".into()),
                role: "arn:aws:iam::1:role/moves".into(),
            }),
        }
    }

    fn fields(balancer: &ServiceLoadBalancer) -> Fields {
        let mut fields = Fields::new();
        ServiceLoadBalancer::add_fields(std::slice::from_ref(balancer), &mut fields);
        fields
    }

    #[test]
    fn what_is_sent_has_the_names_of_the_api() {
        let plain = json!({ "targetGroupArn": "blue", "containerName": "web", "containerPort": 80 });
        assert_eq!(balancer("blue", None).json(), plain);
        assert_eq!(
            balancer("blue", Some("green")).json()["advancedConfiguration"],
            json!({
                "alternateTargetGroupArn": "green",
                "productionListenerRule": "arn:aws:elasticloadbalancing:eu-west-1:1:listener-rule/app/shop/1/2/3",
                "testListenerRule": "arn:aws:elasticloadbalancing:eu-west-1:1:listener-rule/app/shop/1/2/4",
                "roleArn": "arn:aws:iam::1:role/moves",
            })
        );
    }

    #[test]
    fn exchanged_target_groups_are_no_difference() {
        assert_eq!(fields(&balancer("blue", Some("green"))), fields(&balancer("green", Some("blue"))));
        assert_ne!(fields(&balancer("blue", Some("green"))), fields(&balancer("blue", Some("red"))));
        assert_ne!(fields(&balancer("blue", None)), fields(&balancer("green", None)));
    }

    #[test]
    fn several_target_groups_are_one_field() {
        let mut fields = Fields::new();
        let more = ServiceLoadBalancer { port: 9_000, ..balancer("more", None) };
        ServiceLoadBalancer::add_fields(&[balancer("blue", None), more], &mut fields);
        assert_eq!(fields["target group"], "blue, port 80 of web; more, port 9000 of web");
        let mut none = Fields::new();
        ServiceLoadBalancer::add_fields(&[], &mut none);
        assert!(none.is_empty());
    }

    #[test]
    fn every_field_but_those_of_deployments_makes_one() {
        let fields = fields(&balancer("blue", Some("green")));
        assert!(fields.keys().all(|field| DEPLOYED.contains(&field.as_str())), "{fields:?}");
        assert_eq!(fields["listener rule"], "app/shop/1/2/3");
        assert_eq!(fields["load balancer role"], "moves");
    }
}
