//! How a new revision takes the place of the old one. Pure.

use infra_core::event::RolloutState;

use crate::spec::Service;

/// What a service is to be, and how it comes to that.
#[derive(Clone, Debug)]
pub(super) struct Deployment {
    /// What is put in place, or is in place.
    pub(super) wanted: Service,
    /// What is put back where that fails.
    before: Option<Service>,
    /// Where it stands.
    pub(super) state: RolloutState,
    /// Replicas of it that failed, in a row.
    pub(super) failures: u32,
    /// Replicas of it that failed, all of them.
    pub(super) failed: u32,
}

/// What becomes of a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Nothing new.
    None,
    /// It is given up: the old revision is put back, or nothing is.
    GivenUp,
}

impl Deployment {
    /// Puts `wanted` in place, instead of `current`.
    pub(super) fn begin(wanted: Service, current: Option<&Self>) -> Self {
        let before = current.and_then(Self::stable).filter(|before| before.revision != wanted.revision);
        Self { wanted, before, state: RolloutState::InProgress, failures: 0, failed: 0 }
    }

    /// What runs as it should, and is returned to.
    fn stable(&self) -> Option<Service> {
        match self.state {
            RolloutState::Succeeded | RolloutState::Unneeded | RolloutState::RolledBack | RolloutState::RollingBack => {
                Some(self.wanted.clone())
            }
            _ => self.before.clone(),
        }
    }

    /// Whether it goes on.
    pub(super) fn is_rolling(&self) -> bool {
        matches!(self.state, RolloutState::InProgress | RolloutState::RollingBack)
    }

    /// Takes that a replica of the wanted revision has failed.
    pub(super) fn fail(&mut self) -> Turn {
        self.failures = self.failures.saturating_add(1);
        self.failed = self.failed.saturating_add(1);
        if self.state == RolloutState::InProgress && self.failures >= self.wanted.failures.max(1) {
            Turn::GivenUp
        } else {
            Turn::None
        }
    }

    /// Takes that a replica of the wanted revision is healthy.
    pub(super) fn succeed(&mut self) {
        self.failures = 0;
    }

    /// Puts the old revision back. Where there is none it has failed, but is tried again and again: what it waits for may come.
    pub(super) fn give_up(&mut self) {
        match self.before.take() {
            Some(before) => {
                self.wanted = before;
                self.state = RolloutState::RollingBack;
                self.failures = 0;
            }
            None => self.state = RolloutState::Failed,
        }
    }

    /// Takes that all runs as wanted.
    pub(super) fn settle(&mut self) {
        self.before = None;
        self.state = match self.state {
            RolloutState::InProgress | RolloutState::Failed => RolloutState::Succeeded,
            RolloutState::RollingBack => RolloutState::RolledBack,
            other => other,
        };
    }

    /// Takes what changes nothing that runs.
    pub(super) fn change(&mut self, wanted: Service) {
        self.wanted = wanted;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::fixture::service;

    fn web(revision: &str) -> Service {
        Service { revision: revision.into(), ..service("web", "exit 3") }
    }

    fn settled(revision: &str) -> Deployment {
        let mut deployment = Deployment::begin(web(revision), None);
        deployment.settle();
        deployment
    }

    #[test]
    fn what_fails_too_often_in_a_row_is_rolled_back() {
        let mut deployment = Deployment::begin(web("2"), Some(&settled("1")));
        assert_eq!(deployment.fail(), Turn::None);
        assert_eq!(deployment.fail(), Turn::None);
        deployment.succeed();
        assert_eq!(deployment.fail(), Turn::None, "one that was healthy begins a new row");
        assert_eq!(deployment.fail(), Turn::None);
        assert_eq!(deployment.fail(), Turn::GivenUp);
        deployment.give_up();
        assert_eq!((deployment.state, &*deployment.wanted.revision), (RolloutState::RollingBack, "1"));
        deployment.settle();
        assert_eq!(deployment.state, RolloutState::RolledBack);
    }

    #[test]
    fn without_anything_before_it_nothing_is_put_back() {
        let mut deployment = Deployment::begin(web("1"), None);
        deployment.give_up();
        assert_eq!((deployment.state, &*deployment.wanted.revision), (RolloutState::Failed, "1"));
        let next = Deployment::begin(web("2"), Some(&deployment));
        assert!(next.before.is_none());
        deployment.settle();
        assert_eq!(deployment.state, RolloutState::Succeeded, "what it waited for has come");
    }

    #[test]
    fn one_that_takes_the_place_of_another_goes_back_to_what_ran_before_both() {
        let second = Deployment::begin(web("2"), Some(&settled("1")));
        let mut third = Deployment::begin(web("3"), Some(&second));
        third.give_up();
        assert_eq!(third.wanted.revision, "1");
        let fourth = Deployment::begin(web("4"), Some(&third));
        assert_eq!(fourth.before.map(|before| before.revision).as_deref(), Some("1"), "it was being put back");
    }

    #[test]
    fn a_failure_of_what_runs_for_long_changes_no_deployment() {
        let mut deployment = settled("1");
        for _ in 0..10 {
            assert_eq!(deployment.fail(), Turn::None);
        }
        assert_eq!(deployment.state, RolloutState::Succeeded);
    }
}
