//! The checks of a survey, one an item: what each says.

use super::look::{Found, workload};
use super::near::nearest;
use super::trouble;
use super::{ASSUMED_STAGE, Survey};
use crate::check::problem::{Problem, named, place, unless_waived};
use crate::declaration::{App, Declaration, Item, Waiver};
use crate::string::same;
use crate::{Text, Violation, rule};

/// Holds one item against the others of its app: it is listed once, its name is free and short enough, its cluster is
/// listed, its routes are free, its stages are known.
///
/// One call, and not one for each of these: a constant costs the compiler more than the check in it.
///
/// # Panics
/// With every problem of the item; see [`holds`](crate::check::holds).
#[track_caller]
pub const fn item<const ITEMS: usize>(survey: &Survey<ITEMS>, item: usize) {
    let (app, found) = (survey.app, &survey.found[item]);
    let mut text = Text::new();
    if !survey.names_are_short {
        text = add(text, short_name(app, item));
    }
    if !found.is_nothing() {
        text = add(text, once(app, found, item));
        text = add(text, free_name(app, found, item));
        text = add(text, listed_cluster(app, found, item));
        text = add(text, free_routes(app, found, item));
        text = add(text, unless_waived(waivers(&app.items[item]), trouble::say(app, found, item)));
    }
    text = add(text, known_stages(app, item));
    assert!(text.is_empty(), "{}", text.as_str());
}

/// What an item switches off.
pub(super) const fn waivers(item: &Item) -> &'static [Waiver] {
    match item {
        Item::Cluster(cluster) => cluster.base.waivers,
        Item::Service(service) => service.base.workload.waivers,
        Item::Task(task) => task.base.workload.waivers,
    }
}

const fn add(text: Text, result: Result<(), Problem>) -> Text {
    match result {
        Ok(()) => text,
        Err(problem) if text.is_empty() => problem.message(),
        Err(problem) => text.push("\n\n").append(&problem.message()),
    }
}

pub(super) const fn once(app: &App, found: &Found, item: usize) -> Result<(), Problem> {
    if found.earlier == 0 {
        return Ok(());
    }
    let identity = app.items[item].identity();
    let headline = who(Text::new(), &app.items[item]).push(" is listed twice");
    let facts = place(Text::new().quote(identity.item).push(" is declared once"), &identity.source);
    Err(Problem::new(Violation::new("listed-once", headline, Text::from("take one of the two out")), facts))
}

pub(super) const fn free_name(app: &App, found: &Found, item: usize) -> Result<(), Problem> {
    if found.namesake == 0 {
        return Ok(());
    }
    let (first, second) = (&app.items[found.namesake - 1], &app.items[item]);
    let headline = who(who(Text::new(), first).push(" and "), second);
    let headline = headline.push(" are both named ").quote(second.identity().name);
    let facts = listed_first(first);
    let help = other(second, "`name`");
    Err(Problem::new(Violation::new("unique-name", headline, help), facts))
}

pub(super) const fn short_name(app: &App, item: usize) -> Result<(), Problem> {
    let identity = app.items[item].identity();
    let Err(violation) = rule::name::physical(app.name, longest_stage(app), identity.name) else {
        return Ok(());
    };
    let facts = place(who(Text::new(), &app.items[item]), &identity.source);
    let facts = if app.stages.names.is_empty() {
        facts.line("without `stages = [..]`, a stage with a name of 20 characters is assumed")
    } else {
        facts
    };
    Err(Problem::new(violation, facts))
}

/// Whether the longest name of all items is not too long: then no other is.
pub(super) const fn names_are_short(app: &App) -> bool {
    let mut longest = "";
    let mut at = 0;
    while at < app.items.len() {
        let name = app.items[at].identity().name;
        if name.len() > longest.len() {
            longest = name;
        }
        at += 1;
    }
    rule::name::physical(app.name, longest_stage(app), longest).is_ok()
}

const fn longest_stage(app: &App) -> &'static str {
    let stages = app.stages.names;
    let mut longest = if stages.is_empty() { ASSUMED_STAGE } else { "" };
    let mut at = 0;
    while at < stages.len() {
        if stages[at].len() > longest.len() {
            longest = stages[at];
        }
        at += 1;
    }
    longest
}

pub(super) const fn listed_cluster(app: &App, found: &Found, item: usize) -> Result<(), Problem> {
    if !found.homeless {
        return Ok(());
    }
    let Some(workload) = workload(&app.items[item]) else {
        return Ok(());
    };
    let cluster = &workload.cluster.identity;
    let headline = who(Text::new(), &app.items[item]).push(" runs in ");
    let headline = named(headline, "cluster", cluster).push(", which this app does not list");
    let facts = place(Text::new().quote(app.items[item].identity().item), &app.items[item].identity().source);
    let facts = place(facts.push(" names ").quote(cluster.item), &cluster.source);
    let help = Text::from("add ").quote(cluster.item).push(" to the items of ").quote(app.name);
    Err(Problem::new(Violation::new("listed-cluster", headline, help), facts))
}

pub(super) const fn free_routes(app: &App, found: &Found, item: usize) -> Result<(), Problem> {
    if found.rival == 0 {
        return Ok(());
    }
    let (first, second) = (&app.items[found.rival - 1], &app.items[item]);
    let Item::Service(service) = second else {
        return Ok(());
    };
    let route = service.resolve(found.stage).routes[found.route];
    let names = Text::from("services ").quote(first.identity().item).push(" and ").quote(second.identity().item);
    let headline = names.push(" both have the route ").quote(route.path);
    let headline = match route.host {
        Some(host) => headline.push(" on host ").quote(host),
        None => headline,
    };
    let headline = if found.stage.is_empty() { headline } else { headline.push(" in stage ").quote(found.stage) };
    Err(Problem::new(Violation::new("unique-route", headline, other(second, "path, or a `host`")), listed_first(first)))
}

pub(super) const fn known_stages(app: &App, item: usize) -> Result<(), Problem> {
    if app.stages.names.is_empty() {
        return Ok(());
    }
    let unknown = match &app.items[item] {
        Item::Cluster(cluster) => unknown_stage(app, cluster),
        Item::Service(service) => unknown_stage(app, service),
        Item::Task(task) => unknown_stage(app, task),
    };
    let Some(stage) = unknown else {
        return Ok(());
    };
    let headline = who(Text::new(), &app.items[item]).push(" overrides keys for ").quote(stage);
    let headline = headline.push(", which is no stage of ").quote(app.name);
    let identity = app.items[item].identity();
    let mut facts = place(Text::new().quote(identity.item), &identity.source).push("; the stages are ");
    let mut at = 0;
    while at < app.stages.names.len() {
        if at > 0 {
            facts = facts.push(", ");
        }
        facts = facts.quote(app.stages.names[at]);
        at += 1;
    }
    let help = match nearest(stage, app.stages.names) {
        Some(name) => Text::from("did you mean ").quote(name).push("?"),
        None => Text::from("name one of these, or add ").quote(stage).push(" to `stages`"),
    };
    Err(Problem::new(Violation::new("known-stage", headline, help), facts))
}

const fn unknown_stage<S>(app: &App, declaration: &Declaration<S>) -> Option<&'static str> {
    let mut at = 0;
    while at < declaration.stages.len() {
        let stage = declaration.stages[at].stage;
        let mut known = 0;
        while known < app.stages.names.len() && !same(app.stages.names[known], stage) {
            known += 1;
        }
        if known == app.stages.names.len() {
            return Some(stage);
        }
        at += 1;
    }
    None
}

/// Appends `` service `Web` ``.
pub(super) const fn who(text: Text, item: &Item) -> Text {
    named(text, item.kind().word(), item.identity())
}

pub(super) const fn listed_first(item: &Item) -> Text {
    place(Text::new().quote(item.identity().item), &item.identity().source).push(" is listed first")
}

pub(super) const fn other(item: &Item, what: &str) -> Text {
    place(Text::from("give ").quote(item.identity().item), &item.identity().source).push(" another ").push(what)
}
