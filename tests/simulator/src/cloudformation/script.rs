//! What goes wrong in stacks because a test says so.

/// What CloudFormation does to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Makes it.
    Create,
    /// Changes or replaces it.
    Update,
    /// Deletes it.
    Delete,
}

/// A resource that fails.
#[derive(Clone, Debug)]
pub struct FailingResource {
    /// The stack's name; `*` stands for any text.
    pub stack: String,
    /// The resource's logical id; `*` stands for any text.
    pub logical_id: String,
    /// When it fails.
    pub verb: Verb,
    /// What the event says.
    pub reason: String,
    /// How often it fails.
    pub times: u32,
}

impl FailingResource {
    /// A resource that fails once.
    #[must_use]
    pub fn once(verb: Verb, stack: &str, logical_id: &str, reason: &str) -> Self {
        let [stack, logical_id, reason] = [stack, logical_id, reason].map(str::to_owned);
        Self { stack, logical_id, verb, reason, times: 1 }
    }

    /// A resource that fails whenever it is tried.
    #[must_use]
    pub fn always(verb: Verb, stack: &str, logical_id: &str, reason: &str) -> Self {
        Self { times: u32::MAX, ..Self::once(verb, stack, logical_id, reason) }
    }
}

/// What a test says about stacks.
#[derive(Clone, Debug)]
pub(crate) struct StackScript {
    /// The resources that fail.
    pub(crate) failing: Vec<FailingResource>,
    /// How long everything takes, in percent of what it takes in AWS.
    pub(crate) percent: u32,
    /// Whether ECS's service-linked role does not exist before the first cluster.
    pub(crate) role_missing: bool,
}

impl Default for StackScript {
    fn default() -> Self {
        Self { failing: Vec::new(), percent: 100, role_missing: false }
    }
}

impl StackScript {
    /// What a resource fails with now, if it does.
    pub(crate) fn failure(&mut self, stack: &str, id: &str, verb: Verb) -> Option<String> {
        let found = self.failing.iter_mut().find(|failing| {
            failing.times > 0
                && failing.verb == verb
                && matches(&failing.stack, stack)
                && matches(&failing.logical_id, id)
        })?;
        found.times = found.times.saturating_sub(u32::from(found.times < u32::MAX));
        Some(found.reason.clone())
    }
}

/// Whether a text is as a pattern says, in which `*` stands for any text.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    let mut rest = rest;
    for part in parts {
        let Some((_, behind)) = rest.split_once(part) else { return false };
        rest = behind;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, text) in [("*", ""), ("shop-*", "shop-web"), ("*-web", "shop-web"), ("s*p*b", "shop-web")] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("", "a"), ("shop", "shop-web"), ("*-api", "shop-web"), ("shop-*", "shop")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }
}
