//! Whose turn it is in a deploy: who waits for others, and how these have ended.

use std::collections::BTreeMap;

use tokio::sync::watch;

/// How the services of a deploy have ended so far: those that it puts in place, and those that it takes away.
#[derive(Debug)]
pub(super) struct Turns(BTreeMap<String, watch::Sender<Option<bool>>>);

impl Turns {
    /// Nobody's has come.
    pub(super) fn of<'a>(items: impl Iterator<Item = &'a str>) -> Self {
        Self(items.map(|item| (item.to_owned(), watch::Sender::new(None))).collect())
    }

    /// It is over for an item: well or not.
    pub(super) fn end(&self, item: &str, well: bool) {
        if let Some(turn) = self.0.get(item) {
            turn.send_replace(Some(well));
        }
    }

    /// Waits until it is over for all of these, and names the first for which it did not go well.
    pub(super) async fn wait<'a>(&self, items: &'a [String]) -> Option<&'a str> {
        let mut failed = None;
        for item in items {
            let Some(turn) = self.0.get(item) else { continue };
            // The sender is held here: it does not go.
            let well = turn.subscribe().wait_for(Option::is_some).await.is_ok_and(|turn| *turn == Some(true));
            failed = failed.or((!well).then_some(item.as_str()));
        }
        failed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_waits_hears_how_all_have_ended() {
        let turns = Turns::of(["api", "db"].into_iter());
        let called = ["db", "api", "elsewhere"].map(str::to_owned);
        let wait = turns.wait(&called);
        tokio::pin!(wait);
        for (item, well) in [("db", false), ("api", true)] {
            tokio::select! {
                biased;
                failed = wait.as_mut() => panic!("{failed:?} before {item}"),
                () = std::future::ready(()) => {}
            }
            turns.end(item, well);
        }
        assert_eq!(wait.await, Some("db"));
    }
}
