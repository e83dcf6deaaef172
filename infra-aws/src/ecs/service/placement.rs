//! How a service's tasks are placed on instances, as a value.

use aws_sdk_ecs::types::{PlacementConstraint, PlacementConstraintType, PlacementStrategy, PlacementStrategyType};
use infra_core::blueprint::{CapacityFamily, ServiceBlueprint};
use infra_core::declaration::{Binpack, Spread};
use serde_json::{Value, json};

use crate::ecs::{Fields, set_some};

/// The fields of placement: they count for tasks that are placed from now on.
pub(crate) const PLACEMENT: [&str; 2] = ["placement", "placement constraints"];
const ZONE: &str = "attribute:ecs.availability-zone";
const INSTANCE: &str = "instanceId";
/// What a declaration says so that an instance has one task of a service at most.
const DISTINCT: &str = "distinctInstance";

/// How a service's tasks are placed on instances.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Placement {
    /// Kind and field, in their order.
    strategies: Vec<(String, String)>,
    /// Kind and expression, sorted.
    constraints: Vec<(String, String)>,
}

impl Placement {
    /// What a service declares; by default its tasks are spread over zones, and in them over instances. Where ECS chooses
    /// the capacity, there is nothing to say; and a daemon is everywhere.
    pub(super) fn declared(service: &ServiceBlueprint, family: CapacityFamily) -> Self {
        if family != CapacityFamily::Ec2 {
            return Self::default();
        }
        let spread = |field: &str| ("spread".to_owned(), field.to_owned());
        let strategies = match service.place {
            _ if service.daemon => Vec::new(),
            None => vec![spread(ZONE), spread(INSTANCE)],
            Some(place) => {
                let spread = place.spread.map(|over| {
                    spread(match over {
                        Spread::Zone => ZONE,
                        Spread::Instance => INSTANCE,
                    })
                });
                let binpack = place.binpack.map(|by| {
                    let field = match by {
                        Binpack::Cpu => "cpu",
                        Binpack::Memory => "memory",
                    };
                    ("binpack".to_owned(), field.to_owned())
                });
                spread.into_iter().chain(binpack).collect()
            }
        };
        let constraint = |text: &&str| match *text {
            DISTINCT => (DISTINCT.to_owned(), String::new()),
            expression => ("memberOf".to_owned(), expression.to_owned()),
        };
        let mut constraints: Vec<(String, String)> = service.constraints.iter().map(constraint).collect();
        constraints.sort();
        Self { strategies, constraints }
    }

    /// What a service in AWS has.
    pub(super) fn existing(strategies: &[PlacementStrategy], constraints: &[PlacementConstraint]) -> Self {
        let strategy = |strategy: &PlacementStrategy| {
            let kind = strategy.r#type().map(PlacementStrategyType::as_str).unwrap_or_default();
            (kind.to_owned(), plain_field(strategy.field().unwrap_or_default()))
        };
        let constraint = |constraint: &PlacementConstraint| {
            let kind = constraint.r#type().map(PlacementConstraintType::as_str).unwrap_or_default();
            (kind.to_owned(), constraint.expression().unwrap_or_default().to_owned())
        };
        let mut constraints: Vec<(String, String)> = constraints.iter().map(constraint).collect();
        constraints.sort();
        Self { strategies: strategies.iter().map(strategy).collect(), constraints }
    }

    /// Whether zones are balanced first, without which ECS does not move tasks between them.
    pub(super) fn balances_zones(&self) -> bool {
        self.strategies.first().is_none_or(|(kind, field)| kind == "spread" && field == ZONE)
    }

    /// Adds the fields, by the names that a plan shows.
    pub(super) fn add_fields(&self, fields: &mut Fields) {
        let strategies: Vec<String> = self.strategies.iter().map(|(kind, field)| format!("{kind} {field}")).collect();
        set_some(fields, PLACEMENT[0], (!strategies.is_empty()).then(|| strategies.join(", ")));
        let told = |(kind, expression): &(String, String)| {
            if expression.is_empty() { kind.clone() } else { expression.clone() }
        };
        let constraints: Vec<String> = self.constraints.iter().map(told).collect();
        set_some(fields, PLACEMENT[1], (!constraints.is_empty()).then(|| constraints.join("; ")));
    }

    /// The strategies as requests take them; empty takes them away.
    pub(super) fn strategies(&self) -> Value {
        let json = |(kind, field): &(String, String)| json!({ "type": kind, "field": field });
        self.strategies.iter().map(json).collect()
    }

    /// The constraints as requests take them; empty takes them away.
    pub(super) fn constraints(&self) -> Value {
        let json = |(kind, expression): &(String, String)| {
            if expression.is_empty() {
                json!({ "type": kind })
            } else {
                json!({ "type": kind, "expression": expression })
            }
        };
        self.constraints.iter().map(json).collect()
    }
}

/// A field as it is sent: ECS takes several spellings, and may answer with another.
fn plain_field(field: &str) -> String {
    match field {
        "host" => INSTANCE.to_owned(),
        "CPU" | "MEMORY" => field.to_lowercase(),
        _ => field.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use infra_core::declaration::PlacementStrategy as Place;

    use super::*;
    use crate::template::fixture;

    fn declared(change: impl FnOnce(&mut ServiceBlueprint)) -> Placement {
        let mut web = fixture::service_blueprint(&[]);
        change(&mut web);
        Placement::declared(&web, CapacityFamily::Ec2)
    }

    #[test]
    fn tasks_are_spread_unless_something_else_is_said() {
        assert_eq!(
            declared(|_| {}).strategies(),
            json!([{ "type": "spread", "field": ZONE }, { "type": "spread", "field": "instanceId" }])
        );
        let packed = declared(|web| web.place = Some(Place { spread: None, binpack: Some(Binpack::Memory) }));
        assert_eq!(packed.strategies(), json!([{ "type": "binpack", "field": "memory" }]));
        assert!(!packed.balances_zones());
        let both = Place { spread: Some(Spread::Zone), binpack: Some(Binpack::Cpu) };
        let both = declared(|web| web.place = Some(both));
        assert!(both.balances_zones());
        assert_eq!(declared(|web| web.daemon = true), Placement::default());
        let web = fixture::service_blueprint(&[]);
        assert_eq!(Placement::declared(&web, CapacityFamily::Fargate), Placement::default());
    }

    #[test]
    fn a_constraint_is_an_expression_or_one_task_an_instance() {
        let constraints = declared(|web| web.constraints = vec!["attribute:stack == web", "distinctInstance"]);
        let json = json!([
            { "type": "distinctInstance" },
            { "type": "memberOf", "expression": "attribute:stack == web" },
        ]);
        assert_eq!(constraints.constraints(), json);
    }

    #[test]
    fn what_ecs_answers_is_the_same_in_its_own_spelling() {
        let strategy = |kind, field: &str| PlacementStrategy::builder().r#type(kind).field(field).build();
        let existing = Placement::existing(
            &[strategy(PlacementStrategyType::Spread, "host"), strategy(PlacementStrategyType::Binpack, "MEMORY")],
            &[],
        );
        let place = Place { spread: Some(Spread::Instance), binpack: Some(Binpack::Memory) };
        assert_eq!(existing, declared(|web| web.place = Some(place)));
    }
}
