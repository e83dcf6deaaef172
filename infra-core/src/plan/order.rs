//! What is done before what.

use super::Step;

/// Something in a list that waits for others of the list.
pub trait Waits {
    /// The places of those that it waits for, sorted.
    fn after(&self) -> &[usize];

    /// The same, to be changed.
    fn after_mut(&mut self) -> &mut Vec<usize>;
}

impl<A> Waits for Step<A> {
    fn after(&self) -> &[usize] {
        &self.after
    }

    fn after_mut(&mut self) -> &mut Vec<usize> {
        &mut self.after
    }
}

impl Waits for Vec<usize> {
    fn after(&self) -> &[usize] {
        self
    }

    fn after_mut(&mut self) -> &mut Vec<usize> {
        self
    }
}

/// Lets those at the places `later` wait for those at `earlier`, unless these wait for them already; whether all of them could.
pub fn put_behind<W: Waits>(list: &mut [W], later: &[usize], earlier: &[usize]) -> bool {
    let mut whole = true;
    for &before in earlier {
        for &behind in later {
            if comes_after(list, before, behind) {
                whole = false;
            } else if let Some(waiting) = list.get_mut(behind).map(Waits::after_mut)
                && !waiting.contains(&before)
            {
                waiting.push(before);
                waiting.sort_unstable();
            }
        }
    }
    whole
}

/// Whether one waits for another one, over however many between.
fn comes_after<W: Waits>(list: &[W], one: usize, other: usize) -> bool {
    let mut open = vec![one];
    let mut seen = Vec::new();
    while let Some(place) = open.pop() {
        if place == other {
            return true;
        }
        if !seen.contains(&place) {
            seen.push(place);
            open.extend(list.get(place).into_iter().flat_map(Waits::after).copied());
        }
    }
    false
}

/// Puts each step behind those that it waits for, and otherwise leaves the order as it is.
#[must_use]
pub fn sorted<A: Clone>(steps: &[Step<A>]) -> Vec<Step<A>> {
    let mut open: Vec<usize> = (0..steps.len()).collect();
    let mut order: Vec<usize> = Vec::with_capacity(open.len());
    while !open.is_empty() {
        let is_ready = |place: &usize| {
            steps.get(*place).is_some_and(|step| step.after.iter().all(|before| order.contains(before)))
        };
        // Steps that wait for each other would be a mistake of the plan's: they stay where they are.
        let next = open.iter().position(is_ready).unwrap_or_default();
        order.push(open.remove(next));
    }
    let place = |old: usize| order.iter().position(|other| *other == old).unwrap_or(old);
    let sorted = order.iter().filter_map(|old| {
        let step = steps.get(*old)?.clone();
        let mut after: Vec<usize> = step.after.iter().map(|before| place(*before)).collect();
        after.sort_unstable();
        Some(Step { after, ..step })
    });
    sorted.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_already_is_not_waited_for() {
        let mut list = vec![Vec::new(), Vec::new(), Vec::new()];
        assert!(put_behind(&mut list, &[1], &[0]));
        assert!(put_behind(&mut list, &[2], &[1]));
        assert!(put_behind(&mut list, &[2], &[1]), "once more is no more");
        assert!(!put_behind(&mut list, &[0], &[2]), "over another one");
        assert!(!put_behind(&mut list, &[1], &[1]), "itself");
        assert_eq!(list, [vec![], vec![0], vec![1]]);
    }
}
