//! All checks over an app at run time.

use super::look::{Found, look, route_slots, stage_slots};
use super::say::{free_name, free_routes, known_stages, listed_cluster, once, short_name, waivers};
use super::table::Slot;
use super::trouble::{Visit, say};
use crate::check::problem::{named, place};
use crate::check::{
    Findings, Form, Placed, Problem, architecture_fits, family_fits, gpus_fit, main_name_is_free, shares_fit, size_fits,
};
use crate::declaration::{App, Declaration, Identity, Item, ItemKind, Waiver, WorkloadSpec};
use crate::rule::registry::{Strength, find};
use crate::{Text, Violation, rule};

/// What the checks found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Broken rules, in the order of the items; those that are waived are left out.
    pub errors: Vec<Problem>,
    /// Traps, in the order of the items; those that are waived are left out.
    pub warnings: Vec<Problem>,
    /// Keys that not every target deploys yet.
    pub pending: Vec<Pending>,
}

/// A key that not every target deploys yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The item that has it.
    pub identity: Identity,
    /// The key.
    pub key: &'static str,
    /// Whether the local target runs it.
    pub runs_locally: bool,
}

/// Holds the items of `app` against the rules and each other, as the macros do while they compile: for an app that was
/// put together without them, or changed when the program runs.
///
/// # Errors
/// Every problem, in the order of the items.
pub fn app(app: &App) -> Result<(), Vec<Problem>> {
    let problems = report(app).errors;
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// As [`app`], with warnings and what no target deploys yet.
#[must_use]
pub fn report(app: &App) -> Report {
    let mut report = Report::default();
    let names = app.stages.names.iter().map(|stage| rule::name::stage(stage));
    for violation in std::iter::once(rule::name::app(app.name)).chain(names).filter_map(Result::err) {
        report.errors.push(Problem::new(violation, Text::new()));
    }
    let mut found = vec![Found::NOTHING; app.items.len()];
    let (slots, stages) = (route_slots(app), stage_slots(app));
    look(app, &mut found, &mut vec![Slot::FREE; slots], &mut vec![""; stages], &mut vec![Visit::NEW; app.items.len()]);
    for (at, item) in app.items.iter().enumerate() {
        let found = &found[at];
        let mut of_item = OfItem { item, problems: Vec::new() };
        of_item.problems.extend(once(app, found, at).err());
        of_item.problems.extend(free_name(app, found, at).err());
        of_item.problems.extend(short_name(app, at).err());
        of_item.problems.extend(listed_cluster(app, found, at).err());
        of_item.problems.extend(free_routes(app, found, at).err());
        of_item.problems.extend(known_stages(app, at).err());
        let waivers = waivers(item);
        let trouble = say(app, found, at).err().filter(|problem| !is_waived(waivers, problem.violation.rule));
        of_item.problems.extend(trouble);
        of_item.look(&mut report);
        of_item.tell(&mut report);
    }
    report
}

/// A check of a workload against its cluster.
type Check = fn(Placed<'_>) -> Result<(), Problem>;

/// What is held against the cluster.
const CHECKS: &[Check] = &[size_fits, shares_fit, gpus_fit, architecture_fits, family_fits, main_name_is_free];

/// What is found of one item.
struct OfItem<'a> {
    item: &'a Item,
    /// What no form of the item waives.
    problems: Vec<Problem>,
}

impl OfItem<'_> {
    fn look(&mut self, report: &mut Report) {
        match self.item {
            Item::Cluster(cluster) => {
                self.walk(cluster, report, |spec, findings| {
                    spec.walk(findings);
                    spec.waivers
                });
            }
            Item::Service(service) => {
                self.walk(service, report, |spec, findings| {
                    spec.walk(findings);
                    spec.workload.waivers
                });
                let stages = service.stages.iter().map(|stage| (stage.stage, &stage.spec.workload));
                self.place(ItemKind::Service, &service.base.workload, &stages.collect::<Vec<_>>());
            }
            Item::Task(task) => {
                self.walk(task, report, |spec, findings| {
                    spec.walk(findings);
                    spec.workload.waivers
                });
                let stages = task.stages.iter().map(|stage| (stage.stage, &stage.spec.workload));
                self.place(ItemKind::Task, &task.base.workload, &stages.collect::<Vec<_>>());
            }
        }
    }

    /// Every value of the base and of each stage.
    fn walk<S>(
        &mut self,
        declared: &Declaration<S>,
        report: &mut Report,
        walk: impl Fn(&S, &mut Findings) -> &'static [Waiver],
    ) {
        let mut told = Vec::new();
        let stages = declared.stages.iter().map(|stage| (stage.stage, &stage.spec));
        for (stage, spec) in std::iter::once(("", &declared.base)).chain(stages) {
            let mut findings = Findings::default();
            let waivers = walk(spec, &mut findings);
            for violation in findings.violations() {
                if !is_waived(waivers, violation.rule) && !told.contains(violation) {
                    told.push(*violation);
                    self.problems.push(self.at(*violation, stage));
                }
            }
            let nowhere = findings.pending_keys().iter().map(|key| (key, false));
            for (&key, runs_locally) in nowhere.chain(findings.local_keys().iter().map(|key| (key, true))) {
                let pending = Pending { identity: declared.identity, key, runs_locally };
                if !report.pending.contains(&pending) {
                    report.pending.push(pending);
                }
            }
        }
    }

    fn at(&self, violation: Violation, stage: &str) -> Problem {
        let identity = self.item.identity();
        let facts = place(named(Text::new(), self.item.kind().word(), identity), &identity.source);
        Problem::new(violation, if stage.is_empty() { facts } else { facts.push(", in stage ").quote(stage) })
    }

    /// A workload against its cluster, in the base and in each of its stages.
    fn place(&mut self, kind: ItemKind, base: &WorkloadSpec, stages: &[(&str, &WorkloadSpec)]) {
        let identity = self.item.identity();
        let except: Vec<&str> = stages.iter().map(|(stage, _)| *stage).collect();
        let problems = std::iter::once(Form::Base { except: &except })
            .chain(stages.iter().map(|&(stage, spec)| Form::Stage { stage, spec }))
            .map(|form| Placed { kind, identity, base, form, key: "" })
            .flat_map(|placed| {
                let waivers = match placed.form {
                    Form::Base { .. } => base.waivers,
                    Form::Stage { spec, .. } => spec.waivers,
                };
                let broken = CHECKS.iter().filter_map(move |check| check(placed).err());
                broken.filter(move |problem| !is_waived(waivers, problem.violation.rule))
            });
        self.problems.extend(problems);
    }

    /// Sorts what was found by its strength.
    fn tell(self, report: &mut Report) {
        for problem in self.problems {
            let rule = problem.violation.rule;
            match find(rule).map_or(Strength::Error, |rule| rule.strength) {
                Strength::Warning => report.warnings.push(problem),
                Strength::Error | Strength::Waivable => report.errors.push(problem),
            }
        }
    }
}

/// Whether a rule is switched off, and can be.
fn is_waived(waivers: &[Waiver], rule: &str) -> bool {
    let waivable = find(rule).is_some_and(|rule| rule.strength != Strength::Error);
    waivable && waivers.iter().any(|waiver| waiver.rule == rule)
}
