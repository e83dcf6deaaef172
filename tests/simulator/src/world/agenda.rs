//! What is to happen at which time.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::World;

type Action = Box<dyn FnOnce(&mut World) + Send>;

/// What is due, in the order of time, and of the making among those of one time.
#[derive(Default)]
pub(crate) struct Agenda {
    due: BTreeMap<(Duration, u64), (bool, Action)>,
    made: u64,
}

impl Agenda {
    /// Puts something down. `awaited` is what a world that comes to rest waits for.
    pub(super) fn put(&mut self, at: Duration, awaited: bool, action: impl FnOnce(&mut World) + Send + 'static) {
        self.made += 1;
        self.due.insert((at, self.made), (awaited, Box::new(action)));
    }

    /// The next that is due by `now`.
    pub(super) fn take(&mut self, now: Duration) -> Option<(Duration, Action)> {
        let next = self.due.first_entry()?;
        if next.key().0 > now {
            return None;
        }
        let ((at, _), (_, action)) = next.remove_entry();
        Some((at, action))
    }

    /// When the next thing happens that is waited for.
    pub(crate) fn next(&self) -> Option<Duration> {
        self.due.iter().find(|(_, (awaited, _))| *awaited).map(|((at, _), _)| *at)
    }
}

/// Nothing is due in a copy.
impl Clone for Agenda {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Agenda {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.due.keys()).finish()
    }
}
