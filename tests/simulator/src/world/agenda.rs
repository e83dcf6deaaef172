//! What is to happen at which time.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::World;

/// Something that happens to the world, once. What it knows can be copied, so that a copy of the world goes on as the
/// world itself does.
pub(crate) trait Action: Send {
    /// Lets it happen.
    fn happen(self: Box<Self>, world: &mut World);
    /// The same once more.
    fn again(&self) -> Box<dyn Action>;
}

impl<F: FnOnce(&mut World) + Clone + Send + 'static> Action for F {
    fn happen(self: Box<Self>, world: &mut World) {
        (*self)(world);
    }

    fn again(&self) -> Box<dyn Action> {
        Box::new(self.clone())
    }
}

/// What is due, in the order of time, and of the making among those of one time.
#[derive(Clone, Default)]
pub(crate) struct Agenda {
    due: BTreeMap<(Duration, u64), Due>,
    made: u64,
}

/// Something that is due.
struct Due {
    /// Whether a world that comes to rest waits for it.
    awaited: bool,
    action: Box<dyn Action>,
}

impl Clone for Due {
    fn clone(&self) -> Self {
        Self { awaited: self.awaited, action: self.action.again() }
    }
}

impl Agenda {
    /// Puts something down. `awaited` is what a world that comes to rest waits for.
    pub(super) fn put(&mut self, at: Duration, awaited: bool, action: impl Action + 'static) {
        self.made += 1;
        self.due.insert((at, self.made), Due { awaited, action: Box::new(action) });
    }

    /// The next that is due by `now`.
    pub(super) fn take(&mut self, now: Duration) -> Option<(Duration, Box<dyn Action>)> {
        let next = self.due.first_entry()?;
        if next.key().0 > now {
            return None;
        }
        let ((at, _), due) = next.remove_entry();
        Some((at, due.action))
    }

    /// When the next thing happens that is waited for.
    pub(crate) fn next(&self) -> Option<Duration> {
        self.due.iter().find(|(_, due)| due.awaited).map(|((at, _), _)| *at)
    }
}

impl fmt::Debug for Agenda {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.due.keys()).finish()
    }
}
