//! A deploy of which one service fails.

use infra_aws::core::declaration::App;
use serde_json::Value;
use simulated::{Account, Outcome, SHOP, image};
use simulator::Behaviour;

/// A deploy in which `web` failed.
pub(crate) struct Failed {
    pub(crate) account: Account,
    pub(crate) outcome: Outcome,
    pub(crate) report: Value,
}

/// An app that runs, with a new image for `web` and one for `mail`.
pub(crate) async fn changed() -> Account {
    let account = Account::new(1);
    account.deploy(SHOP).await;
    image("web", "web:2");
    image("mail", "mail:2");
    let _before = account.aws.take_calls();
    account
}

/// The deploy of a new image of `web` that behaves so; `mail` has a new one as well, which is all right.
pub(crate) async fn image_that(behaviour: Behaviour) -> Failed {
    let account = changed().await;
    account.aws.image("web:2", behaviour);
    deploy(account, SHOP, &["deploy"]).await
}

/// A deploy in which `web` must fail, and leave a report.
pub(crate) async fn deploy(account: Account, app: App, words: &[&str]) -> Failed {
    let outcome = account.run(app, words).await.exits(1);
    let reports = account.reports();
    assert_eq!(reports.len(), 1, "{reports:?}");
    let report = reports.into_iter().next().unwrap_or_default();
    assert_eq!(report["service"], "web");
    Failed { account, outcome, report }
}

impl Failed {
    /// The class, and the sentence that says it: at the end, and in the file.
    pub(crate) fn is(self, cause: &str, explanation: &str) -> Self {
        assert_eq!((&self.report["cause"], &self.report["explanation"]), (&cause.into(), &explanation.into()));
        let line = format!("{explanation} [{cause}]");
        let error = self.outcome.err.lines().find(|line| line.starts_with("Error: ")).unwrap_or_default();
        assert!(error.ends_with(&line), "{line:?} is not what this ends with: {error:?}");
        self
    }

    /// A piece of the evidence: printed, and in the file.
    pub(crate) fn shows(self, evidence: &str) -> Self {
        assert!(self.report.to_string().contains(evidence), "{evidence:?} is not in {:#}", self.report);
        Self { outcome: self.outcome.complains(evidence), ..self }
    }

    /// What to do: printed, and in the file.
    pub(crate) fn hints(self, hint: &str) -> Self {
        assert!(self.report["hints"].to_string().contains(hint), "{hint:?} is not in {:#}", self.report["hints"]);
        let mut printed = self.outcome.err.lines().filter(|line| line.starts_with("Hint: "));
        assert!(printed.any(|line| line.contains(hint)), "no hint says {hint:?}: {}", self.outcome.err);
        self
    }

    /// How it ended for an item.
    pub(crate) fn ends(self, line: &str) -> Self {
        Self { outcome: self.outcome.complains(&format!("\n{line}")), ..self }
    }

    /// What failed was rolled back, and says so; what did not depend on it went on; what ran before runs.
    pub(crate) async fn was_rolled_back(self) {
        assert_eq!(self.report["state"], "rolled_back");
        let failed = self.ends("web: rolled back (").ends("mail: done (revision 2)").ends("api: unchanged");
        assert!(!failed.outcome.out.contains("Deployed."), "{}", failed.outcome.out);
        assert!(failed.account.aws.wait_until_settled().await);
        let status = failed.account.run(SHOP, &["status"]).await.exits(0);
        let line = |word: &str| status.out.lines().find(|line| line.starts_with(word)).unwrap_or_default().to_owned();
        assert!(line("web").contains("2 of 2") && line("web").contains("shop-dev-web:1 "), "{}", status.out);
        assert!(line("mail").contains("shop-dev-mail:2 "), "{}", status.out);
        assert_eq!(failed.account.aws.violations(), Vec::<String>::new());
    }
}
