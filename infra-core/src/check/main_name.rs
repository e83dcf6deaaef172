//! The name of the main container, which is that of its item.

use super::placed::{Form, Placed};
use super::problem::{Problem, is_off, named, place};
use crate::Text;
use crate::rule::container;

/// No container beside the main one has its name.
pub const fn main_name_is_free(placed: Placed<'_>) -> Result<(), Problem> {
    let (workload, stage) = match placed.form {
        Form::Base { .. } => (placed.base, ""),
        Form::Stage { stage, spec } => (spec, stage),
    };
    let mut at = 0;
    while at < workload.sidecars.len() {
        if let Err(violation) = container::not_the_main(workload.sidecars[at].name, placed.identity.name)
            && !is_off(workload.waivers, violation.rule)
        {
            let facts = place(named(Text::new(), placed.kind.word(), placed.identity), &placed.identity.source);
            let facts = facts.push(" has a main container named ").quote(placed.identity.name);
            let facts = if stage.is_empty() { facts } else { facts.push(", in stage ").quote(stage) };
            return Err(Problem::new(violation, facts));
        }
        at += 1;
    }
    Ok(())
}
