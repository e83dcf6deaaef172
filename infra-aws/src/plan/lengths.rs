//! Templates that CloudFormation does not take: refused before anything changes.

use infra_core::plan::Step;

use super::Action;
use crate::Error;
use crate::stack::{DesiredStack, check_length};
use crate::template::{LONGEST_BODY, too_long};

/// Refuses a plan with a template that cannot be sent.
pub(super) fn check(steps: &[Step<Action>]) -> Result<(), Error> {
    for step in steps {
        let Some(stack) = sent(&step.action) else { continue };
        let is_shrunk = |step: &Step<Action>| {
            matches!(&step.action, Action::ShrinkStack { stack: last, .. }
                if last.name() == stack.name() && too_long(&last.template.body).is_none())
        };
        match too_long(&stack.template.body) {
            Some(bytes) if steps.iter().any(is_shrunk) => {
                return Err(Error::Conflict(format!(
                    "while it changes, the template of stack {} has what comes and what goes: {bytes} bytes, and \
                     CloudFormation takes {LONGEST_BODY} without a bucket; deploy first without what comes, then with it",
                    stack.name()
                )));
            }
            _ => check_length(stack)?,
        }
    }
    Ok(())
}

/// The stack whose template a step sends.
fn sent(action: &Action) -> Option<&DesiredStack> {
    match action {
        Action::CreateStack(stack)
        | Action::RecreateStack(stack)
        | Action::UpdateStack { stack, .. }
        | Action::ShrinkStack { stack, .. } => Some(stack),
        _ => None,
    }
}
