//! The steps of services' scaling.

use infra_core::blueprint::{ClusterBlueprint, ServiceBlueprint, WorkloadBlueprint};
use infra_core::plan::{Detail, Effect, Verb, differences};

use super::steps::{Change, remark};
use super::{Action, Planner, WorkloadAt};
use crate::ecs::Scaling;
use crate::ecs::scaling::words_of_zero;
use crate::ecs::service::scaling_resource;
use crate::observe::ObservedService;

impl Planner<'_> {
    /// Plans a service's scaling after the step `after`; tells its place, if there is one.
    pub(super) fn plan_scaling(
        &mut self,
        at: WorkloadAt,
        (cluster, workload): (&ClusterBlueprint, &WorkloadBlueprint),
        declared: &ServiceBlueprint,
        service: Option<&ObservedService>,
        after: Option<usize>,
    ) -> Option<usize> {
        let item = workload.identity.name.to_owned();
        let before = service.and_then(|service| service.scaling.as_ref());
        let wanted = Scaling::declared(&self.blueprint.names, cluster, workload, &self.known);
        if let (Some(before), Some(_)) = (before, &wanted) {
            self.notes.extend(others(&item, before));
        }
        let change = match (before, wanted) {
            (None, None) => return None,
            (Some(before), Some(wanted)) => {
                let wanted = wanted.from(before);
                if before.is(&wanted) {
                    self.steps.unchanged += 1;
                    return None;
                }
                let mut details = differences(&before.fields(), &wanted.fields());
                details.extend(zero(declared));
                let action = Action::Scale { workload: at, before: Some(Box::new(before.clone())) };
                Change { verb: Verb::Update, kind: "scaling", item, effect: Effect::InPlace, details, action }
            }
            (None, Some(wanted)) => {
                let mut details = differences(&super::Fields::new(), &wanted.fields());
                details.extend(zero(declared));
                let action = Action::Scale { workload: at, before: None };
                Change { verb: Verb::Create, kind: "scaling", item, effect: Effect::New, details, action }
            }
            (Some(before), None) => {
                let resource = scaling_resource(&cluster.identity.physical, &workload.identity.physical);
                removal(&item, resource, before, true)
            }
        };
        Some(self.steps.push(change, after))
    }
}

/// The end of a service's scaling. Application Auto Scaling takes what others added to it along, so that it is named.
pub(super) fn removal(item: &str, resource: String, before: &Scaling, stays: bool) -> Change {
    let action = Action::Unscale { resource, before: Box::new(before.clone()), stays };
    let details = (!before.others.is_empty()).then(|| {
        let names: Vec<&str> = before.others.iter().map(String::as_str).collect();
        remark(format!("with what this app did not make: {}", names.join(", ")))
    });
    Change { details: details.into_iter().collect(), ..Change::removal("scaling", item, action) }
}

/// What a service that may have no task does meanwhile.
fn zero(declared: &ServiceBlueprint) -> Option<Detail> {
    words_of_zero(declared.size, !declared.routes.is_empty()).map(remark)
}

/// What somebody else made of a service's scaling, which stays.
fn others(item: &str, before: &Scaling) -> Option<String> {
    if before.others.is_empty() {
        return None;
    }
    let names: Vec<&str> = before.others.iter().map(String::as_str).collect();
    Some(format!(
        "the scaling of `{item}` has what this app did not make ({}): it stays, and acts beside what is declared",
        names.join(", ")
    ))
}
