//! Takes away what is not declared any more.

use std::sync::Arc;
use std::time::Duration;

use infra_core::event::{ItemOutcome, OutcomeState};

use super::apply::Deploying;
use super::stage::Stage;

/// The longest that the requests of a service may take which is taken away: its own time where that is shorter.
const DRAIN: Duration = Duration::from_hours(1);

impl Stage {
    /// Takes a service away once those that called it call it no more. One that stays since they do says so.
    pub(super) async fn remove_service(
        self: &Arc<Self>,
        deploying: &Deploying,
        item: &str,
        callers: &[String],
    ) -> Option<ItemOutcome> {
        let subject = format!("{item} service");
        let failed = tokio::select! {
            failed = deploying.turns.wait(callers) => failed,
            // The newer deploy knows of it.
            () = deploying.superseded() => return None,
        };
        if let Some(caller) = failed {
            let detail = format!("`{caller}` calls it, which failed; what runs was left alone");
            deploying.turns.end(item, false);
            return Some(ItemOutcome { item: item.to_owned(), state: OutcomeState::LeftOut, detail });
        }
        deploying.started(&subject);
        self.let_go(item);
        tokio::select! {
            () = self.gone(item) => deploying.ended(&subject, None),
            // It goes on without this deploy.
            () = deploying.superseded() => {}
        }
        deploying.turns.end(item, true);
        None
    }

    /// Begins to stop a service that is not kept any more.
    fn let_go(self: &Arc<Self>, item: &str) {
        let mut kept = self.kept();
        kept.spec.services.retain(|service| service.item != item);
        let Some(keeper) = kept.keepers.remove(item) else { return };
        kept.going.insert(item.to_owned(), keeper.clone());
        drop(kept);
        let (stage, item) = (Arc::clone(self), item.to_owned());
        tokio::spawn(async move {
            keeper.stop(DRAIN).await;
            stage.kept().going.remove(&item);
        });
    }

    /// Waits until nothing is left of a service that was taken away.
    pub(super) async fn gone(&self, item: &str) {
        let going = self.kept().going.get(item).cloned();
        if let Some(going) = going {
            going.ended().await;
            // Whoever stopped it says so a moment later.
            self.kept().going.remove(item);
        }
    }
}
