//! What a plan says of the declarations themselves: what functions changed in them, the traps they walk into, and the
//! rules they switch off.

use infra_core::blueprint::{Blueprint, Configured, Waived};
use infra_core::check::Problem;
use infra_core::language::Difference;

/// The longest value that is shown; of a longer one only the key is told.
const LONGEST_VALUE: usize = 60;

/// What the functions of `configure` changed, an item a line; then the warnings and what is waived.
pub(super) fn of_declarations(blueprint: &Blueprint) -> Vec<String> {
    let configured = blueprint.configured.iter().map(configured);
    let warnings = blueprint.warnings.iter().map(warning);
    configured.chain(warnings).chain(blueprint.waived.iter().map(waived)).collect()
}

fn configured(configured: &Configured) -> String {
    let changes: Vec<String> = configured.changes.iter().map(change).collect();
    format!("`{}` configured: {}", configured.item, changes.join(", "))
}

/// `cpu 512 -> 1024`, or that the key was added, removed or changed where there is nothing to show.
fn change(Difference { key, before, after }: &Difference) -> String {
    let is_short = |value: &Option<String>| value.as_ref().is_none_or(|value| value.len() <= LONGEST_VALUE);
    // Values of variables are no one's to read: the model hides them behind dots.
    let is_hidden = |value: &Option<String>| value.as_deref() == Some("..");
    let shown = is_short(before) && is_short(after) && !is_hidden(before) && !is_hidden(after);
    match (before, after) {
        (Some(before), Some(after)) if shown => format!("{key} {before} -> {after}"),
        (None, Some(after)) if shown => format!("{key} {after} added"),
        (None, Some(_)) => format!("{key} added"),
        (Some(_), None) => format!("{key} removed"),
        _ => format!("{key} changed"),
    }
}

/// The headline with the rule's name, behind where it stands; the help is the compiler's to give, and `explain`'s.
fn warning(problem: &Problem) -> String {
    let violation = &problem.violation;
    let headline = format!("{} [{}]", violation.headline.as_str(), violation.rule);
    let facts: Vec<&str> = problem.facts.as_str().lines().map(str::trim).filter(|fact| !fact.is_empty()).collect();
    if facts.is_empty() { headline } else { format!("{}: {headline}", facts.join("; ")) }
}

fn waived(Waived { item, waiver }: &Waived) -> String {
    format!("`{item}` waives [{}]: {}", waiver.rule, waiver.reason)
}

#[cfg(test)]
mod tests {
    use infra_core::declaration::Waiver;
    use infra_core::{Text, Violation};

    use super::*;

    fn difference(key: &str, before: Option<&str>, after: Option<&str>) -> Difference {
        Difference { key: key.into(), before: before.map(str::to_owned), after: after.map(str::to_owned) }
    }

    #[test]
    fn an_items_changes_are_one_line() {
        let long = "x".repeat(LONGEST_VALUE + 1);
        let changes = vec![
            difference("cpu", Some("512"), Some("1024")),
            difference("count", None, Some("3")),
            difference("scale", Some("Scale { .. }"), None),
            difference("env.KEY", Some(".."), Some("..")),
            difference("env.NEW", None, Some("..")),
            difference("routes", Some("[]"), Some(&long)),
        ];
        let told = configured(&Configured { item: "Web", name: "web", changes });
        assert_eq!(
            told,
            "`Web` configured: cpu 512 -> 1024, count 3 added, scale removed, env.KEY changed, env.NEW added, routes \
             changed"
        );
    }

    #[test]
    fn a_waiver_says_which_rule_and_why() {
        let waiver = Waiver { rule: "capacity-spot", reason: "dev may stand still" };
        assert_eq!(waived(&Waived { item: "Shop", waiver }), "`Shop` waives [capacity-spot]: dev may stand still");
    }

    #[test]
    fn a_warning_says_where_what_and_which_rule() {
        let violation = Violation::new("capacity-spot", Text::from("it can be gone"), Text::from("give a base"));
        let told = |facts| warning(&Problem::new(violation, Text::from(facts)));
        assert_eq!(told("cluster `Shop` (a.rs:7)"), "cluster `Shop` (a.rs:7): it can be gone [capacity-spot]");
        assert_eq!(told(""), "it can be gone [capacity-spot]");
    }
}
