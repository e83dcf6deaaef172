use std::collections::BTreeMap;

use super::{Cost, Detail, Dollars, Effect, Monthly, Plan, Step, Verb, differences};
use crate::blueprint::Names;

fn plan(steps: Vec<Step<()>>, unchanged: usize) -> Plan<()> {
    Plan {
        names: Names { app: "shop".into(), stage: "prod".into() },
        place: "account 111122223333, eu-central-1".into(),
        steps,
        notes: vec![],
        cost: None,
        runs: vec![],
        unchanged,
    }
}

#[test]
fn a_plan_reads_as_sentences() {
    let steps = vec![
        Step {
            verb: Verb::Create,
            kind: "task definition",
            item: "web".into(),
            effect: Effect::New,
            details: vec![Detail { what: "image".into(), from: Some("web:1".into()), to: Some("web:2".into()) }],
            permissions: vec![],
            after: vec![],
            action: (),
        },
        Step {
            verb: Verb::Update,
            kind: "service",
            item: "web".into(),
            effect: Effect::RollingRestart { tasks: 2, seconds: 80 },
            details: vec![],
            permissions: vec![],
            after: vec![0],
            action: (),
        },
    ];
    let mut plan = plan(steps, 3);
    plan.notes.push("`Web` has no route.".into());
    let expected = "\
shop prod in account 111122223333, eu-central-1

+ web task definition (new)
    image: web:1 -> web:2

~ web service (rolling restart of 2 tasks, about 80 s)

Note: `Web` has no route.

1 to create, 1 to update, 3 unchanged.";
    assert_eq!(plan.to_string(), expected);
}

#[test]
fn an_empty_plan_says_that_there_is_nothing_to_do() {
    assert_eq!(plan(vec![], 0).summary(), "Nothing to do.");
    assert_eq!(plan(vec![], 7).summary(), "Nothing to do: 7 unchanged.");
}

#[test]
fn differences_name_the_fields() {
    let fields = |fields: &[(&str, &str)]| -> BTreeMap<String, String> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let before = fields(&[("cpu", "256"), ("image", "a"), ("memory", "512")]);
    let after = fields(&[("cpu", "256"), ("environment.PORT", "80"), ("image", "b")]);
    let details: Vec<String> = differences(&before, &after).iter().map(ToString::to_string).collect();
    assert_eq!(details, ["environment.PORT: 80", "image: a -> b", "memory: 512 -> nothing"]);
}

#[test]
fn a_cost_is_told_where_it_changes() {
    let monthly = |dollars: i64| Monthly::of(Dollars(dollars * 1_000_000));
    let cost = |before: i64| Cost {
        monthly: monthly(20),
        before: monthly(before),
        prices: "list prices of us-east-1 of 2026-09".into(),
        lines: vec![],
        not_counted: vec!["data transfer".into(), "logs".into()],
    };
    let told = |before: i64| Plan { cost: Some(cost(before)), ..plan(vec![], 1) }.to_string();
    assert!(told(0).contains("\nCost: about $20.00 a month (+$20.00), list prices of us-east-1 of 2026-09; not counted: data transfer, logs\n"), "{}", told(0));
    assert!(!told(20).contains("Cost"), "{}", told(20));
}
