//! What became of services and their tasks, held against the plan.

use std::collections::BTreeSet;

use simulator::ServiceIdentity;

use crate::effects::planned::Planned;
use crate::effects::watch::{Moment, item};

/// Adds what became of services otherwise than planned to `wrong`.
pub(crate) fn hold(planned: &Planned, was: &Moment, is: &Moment, wrong: &mut Vec<String>) {
    // Where instances are replaced, the tasks on them move.
    let moved = planned.items("instances").iter().any(|item| planned.states("instances", item, "instances"));
    let keys: BTreeSet<&String> = was.ids.services.keys().chain(is.ids.services.keys()).collect();
    for key in &keys {
        let item = item(key);
        let effects: Vec<&str> = planned.of("service", item).iter().map(|stated| stated.effect.as_str()).collect();
        let tasks = planned.of("service", item).iter().find_map(|stated| stated.tasks);
        let happened = of_service(was.ids.services.get(*key), is.ids.services.get(*key));
        let as_planned = match happened {
            Happened::Appeared => effects == ["new"],
            Happened::Gone => effects == ["removal"],
            Happened::Replaced => effects.contains(&"replacement") || effects.contains(&"removal"),
            Happened::Restarted(count) => {
                let restarts = ["rolling_restart", "traffic_shift"];
                moved || (effects.iter().any(|effect| restarts.contains(effect)) && tasks == Some(count))
            }
            Happened::Stayed => {
                effects.iter().all(|effect| ["in_place", "next_deployment", "next_start"].contains(effect))
            }
            Happened::Partly => moved,
        };
        if !as_planned {
            wrong.push(format!("service {item}: {happened:?}, but planned is {effects:?} of {tasks:?} tasks"));
        }
        if effects.is_empty() && was.service(key) != is.service(key) {
            let differences = simulated::differences(&was.service(key), &is.service(key)).join("\n  ");
            wrong.push(format!("service {item} changed, which was not planned:\n  {differences}"));
        }
    }
    let known: BTreeSet<String> = keys.into_iter().map(|key| item(key).to_owned()).collect();
    wrong.extend(planned.items("service").difference(&known).map(|item| format!("there is no service {item}")));
}

/// What became of a service.
#[derive(Debug)]
enum Happened {
    Appeared,
    Gone,
    Replaced,
    /// All tasks are others: how many there were.
    Restarted(u64),
    /// The tasks are the same, as many as there are to be.
    Stayed,
    /// Some tasks are others.
    Partly,
}

fn of_service(was: Option<&ServiceIdentity>, is: Option<&ServiceIdentity>) -> Happened {
    match (was, is) {
        (None, _) => Happened::Appeared,
        (_, None) => Happened::Gone,
        (Some(was), Some(is)) if was.created != is.created => Happened::Replaced,
        (Some(was), Some(is)) => {
            let kept = was.tasks.intersection(&is.tasks).count();
            if kept == was.tasks.len().min(is.tasks.len()) {
                Happened::Stayed
            } else if kept == 0 {
                Happened::Restarted(u64::try_from(was.tasks.len()).unwrap())
            } else {
                Happened::Partly
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn service(created: u64, tasks: &[&str]) -> ServiceIdentity {
        let tasks = tasks.iter().map(|&task| task.to_owned()).collect();
        ServiceIdentity { created: Duration::from_secs(created), tasks }
    }

    #[test]
    fn what_became_of_a_service_follows_from_the_ids() {
        let was = service(1, &["a", "b"]);
        for (is, happened) in [
            (None, "Gone"),
            (Some(service(2, &["a", "b"])), "Replaced"),
            (Some(service(1, &["a", "b"])), "Stayed"),
            (Some(service(1, &["a"])), "Stayed"),
            (Some(service(1, &["a", "b", "c"])), "Stayed"),
            (Some(service(1, &["c", "d", "e"])), "Restarted(2)"),
            (Some(service(1, &["b", "c"])), "Partly"),
        ] {
            assert_eq!(format!("{:?}", of_service(Some(&was), is.as_ref())), happened);
        }
        assert!(matches!(of_service(None, Some(&was)), Happened::Appeared));
    }
}
