//! What is known of each rule beside its check: how strong it is, where it comes from, and its explanation.

mod balancer;
mod cluster;
mod language;
mod scaling;
mod schedule;
mod service;
mod workload;

/// A rule, as `infra rules` lists it and `infra explain` tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, as `fargate-size`: what [`Violation::rule`](crate::Violation::rule) says.
    pub name: &'static str,
    /// What breaking it means.
    pub strength: Strength,
    /// What it asks for: one line, without a full stop.
    pub summary: &'static str,
    /// Where the limit was read, with version or date; one for each source.
    pub sources: &'static [&'static str],
    /// Why it is so, what AWS does where it is broken, and what to write: paragraphs of Markdown, with a declaration
    /// that breaks the rule and one that keeps it where that helps.
    pub explanation: &'static str,
}

/// What breaking a rule means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// AWS refuses it, or it can never work: an error that nothing switches off.
    Error,
    /// Known from guides and other tools rather than from AWS's own models: an error that `waive(..)` switches off.
    Waivable,
    /// A trap: a warning, which `waive(..)` switches off as well.
    Warning,
}

impl Strength {
    /// As `infra rules` writes it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Waivable => "waivable",
            Self::Warning => "warning",
        }
    }
}

/// Every rule, area by area.
pub const AREAS: &[&[Rule]] = &[
    workload::CONTAINER,
    workload::SIZE,
    workload::LIMIT,
    workload::PORT,
    workload::VOLUME,
    workload::PLATFORM,
    workload::RUN,
    service::HEALTH,
    service::TARGET,
    service::DEPLOY,
    service::SHIFT,
    service::PLACE,
    cluster::CAPACITY,
    cluster::GROUP,
    cluster::INSTANCE,
    cluster::NETWORK,
    balancer::LISTENER,
    balancer::ROUTE,
    balancer::STREAM,
    scaling::RULES,
    schedule::RULES,
    language::NAMING,
    language::READING,
    language::LISTING,
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    AREAS.iter().flat_map(|area| area.iter())
}

/// The rule of this name.
#[must_use]
pub const fn find(name: &str) -> Option<&'static Rule> {
    let mut area = 0;
    while area < AREAS.len() {
        let mut at = 0;
        while at < AREAS[area].len() {
            if crate::string::same(AREAS[area][at].name, name) {
                return Some(&AREAS[area][at]);
            }
            at += 1;
        }
        area += 1;
    }
    None
}

#[cfg(test)]
mod tests;
