//! What each trouble says.

use super::{Trouble, Unreachable};
use crate::check::app::look::Found;
use crate::check::app::say::{listed_first, other, who};
use crate::check::problem::{Problem, named, place};
use crate::declaration::{App, Item};
use crate::rule::environment::RULE;
use crate::{Text, Violation};

/// Tells what else is wrong with an item.
pub(in crate::check::app) const fn say(app: &App, found: &Found, item: usize) -> Result<(), Problem> {
    let own = &app.items[item];
    let problem = match found.trouble {
        Trouble::None => return Ok(()),
        Trouble::Unlisted { key, named: missing } => {
            let headline = who(Text::new(), own).push(" names ").quote(missing.item).push(" in ").quote(key);
            let headline = headline.push(", which this app does not list");
            let facts = place(Text::new().quote(own.identity().item), &own.identity().source);
            let facts = place(facts.push(" names ").quote(missing.item), &missing.source);
            let help = Text::from("add ").quote(missing.item).push(" to the items of ").quote(app.name);
            Problem::new(Violation::new("unknown-item", headline, help), facts)
        }
        Trouble::Cycle { key, through } => {
            let to = &app.items[through];
            let headline = who(Text::new(), own);
            let headline = if through == item {
                headline.push(" names itself in ").quote(key)
            } else {
                headline
                    .push(" names ")
                    .quote(to.identity().item)
                    .push(" in ")
                    .quote(key)
                    .push(", which leads back to it")
            };
            let facts = place(Text::new().quote(own.identity().item), &own.identity().source);
            let facts = if through == item { facts } else { listed(facts, to) };
            let help = if through == item {
                Text::from("take ").quote(own.identity().item).push(" out of its own ").quote(key)
            } else {
                Text::from("take one ").quote(key).push(" of the circle out")
            };
            Problem::new(Violation::new("item-cycle", headline, help), facts)
        }
        Trouble::Unreachable { callee, why } => unreachable(own, &app.items[callee], why),
        Trouble::Variable { key, to, variable, given } => {
            let (this, to) = (own.identity().item, &app.items[to]);
            let headline = who(Text::new(), own).push(" declares ").quote(variable).push(" in ").quote(given);
            let headline = headline.push(", which `").push(key).push(" = [").push(to.identity().item);
            let headline = headline.push("]` makes as well");
            let facts = listed(place(Text::new().quote(this), &own.identity().source), to);
            let help = Text::from("give the one in ").quote(given).push(" another name, or take it out");
            let help =
                help.push("; `waive(\"").push(RULE).push("\", reason = \"..\")` lets it take the place of the other");
            Problem::new(Violation::new(RULE, headline, help), facts)
        }
        Trouble::Stream { rival, port } => {
            let first = &app.items[rival];
            let headline = both(first, own).push(" both have a stream on port ").number(port as u64);
            let help = other(own, "port");
            Problem::new(Violation::new("unique-stream", headline, help), listed_first(first))
        }
        Trouble::Priority { rival, priority } => {
            let first = &app.items[rival];
            let headline = if rival == item {
                who(Text::new(), own).push(" has the priority ").number(priority as u64).push(" twice")
            } else {
                both(first, own).push(" both have a route of priority ").number(priority as u64)
            };
            let help = Text::from("give one of them another, or none: the more specific route wins by itself");
            let facts = if rival == item {
                place(Text::new().quote(own.identity().item), &own.identity().source)
            } else {
                listed_first(first)
            };
            Problem::new(Violation::new("unique-priority", headline, help), facts)
        }
        Trouble::Density { tasks, room, instance, each } => return density(own, tasks, room, instance, each),
    };
    if found.trouble_stage.is_empty() {
        return Err(problem);
    }
    Err(Problem::new(problem.violation, problem.facts.push(", in stage ").quote(found.trouble_stage)))
}

const fn unreachable(own: &Item, to: &Item, why: Unreachable) -> Problem {
    let headline = who(Text::new(), own).push(" names ").quote(to.identity().item).push(" in `connect`, which ");
    let facts = place(Text::new().quote(own.identity().item), &own.identity().source);
    let facts = listed(facts, to);
    let (rule, headline, help) = match why {
        Unreachable::Portless => (
            "connect-port",
            headline.push("has no TCP port"),
            Text::from("add the port on which it listens, as `port = 8080`, to ").quote(to.identity().item),
        ),
        Unreachable::Elsewhere => (
            "connect-cluster",
            headline.push("runs in another cluster"),
            Text::from("let both run in one cluster, or call it by the address of its load balancer"),
        ),
        Unreachable::Mode(mode) => (
            "connect-network-mode",
            headline.push("has `network_mode = ").push(mode).push("`"),
            Text::from("give ")
                .quote(to.identity().item)
                .push(" `network_mode = awsvpc`, or call it by its load balancer"),
        ),
        Unreachable::Moves(strategy) => (
            "connect-strategy",
            headline.push("has `deploy = ").push(strategy).push("`, and so no DNS name by which a task could call it"),
            Text::from("call ").quote(to.identity().item).push(" by its load balancer, or give it `deploy = rolling`"),
        ),
    };
    Problem::new(Violation::new(rule, headline, help), facts)
}

const fn density(own: &Item, tasks: u64, room: u64, instance: &str, each: u64) -> Result<(), Problem> {
    let Item::Service(service) = own else {
        return Ok(());
    };
    let cluster = &service.base.workload.cluster.identity;
    let headline = named(Text::new(), "cluster", cluster).push(" has room for ").number(room);
    let headline = headline.push(if room == 1 { " task, and with " } else { " tasks, and with " });
    let headline = headline.quote(own.identity().item).push(" its services run ").number(tasks);
    let facts = Text::new().quote(instance).push(" holds ").number(each);
    let facts = facts.push(if each == 1 { " task" } else { " tasks" }).push(" with a network interface of its own");
    let facts = place(place(facts, &cluster.source).push("; ").quote(own.identity().item), &own.identity().source);
    let help = Text::from(
        "let the group grow, choose a larger type, or waive this where your account has `awsvpcTrunking` on",
    );
    Err(Problem::new(Violation::new("instance-density", headline, help), facts))
}

const fn both(first: &Item, second: &Item) -> Text {
    Text::from("services ").quote(first.identity().item).push(" and ").quote(second.identity().item)
}

const fn listed(text: Text, item: &Item) -> Text {
    place(text.push(" and ").quote(item.identity().item), &item.identity().source)
}
