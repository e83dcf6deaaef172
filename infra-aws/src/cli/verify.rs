//! `verify`.

use serde_json::json;

use super::Session;
use super::show::{ERROR, GOOD, HINT};
use crate::client::Clients;
use crate::failure::Failure;
use crate::verify::{self, Check, Verdict};

/// The exit code that says that a check failed.
const FAILED: u8 = 1;

pub(super) async fn verify(session: &Session) -> Result<u8, Failure> {
    let clients = session.connect().await?;
    Ok(if tell(session, &clients).await { 0 } else { FAILED })
}

/// Makes all checks and prints them; whether none failed.
pub(super) async fn tell(session: &Session, clients: &Clients) -> bool {
    let checks = verify::verify(clients, &session.blueprint, session.output.host.now()).await;
    let names = &session.blueprint.names;
    let value = json!({
        "event": "verify", "app": names.app, "stage": names.stage, "place": clients.place(), "checks": checks,
    });
    session.output.result(&text(&checks), &value);
    !checks.iter().any(|check| check.verdict.is_failed())
}

/// The checks by item, and how many of each kind there are.
fn text(checks: &[Check]) -> String {
    let mut lines = Vec::new();
    let mut item = None;
    for check in checks {
        if item != Some(&check.item) {
            item = Some(&check.item);
            lines.push(check.item.clone());
        }
        let word = check.verdict.word();
        let style = match check.verdict {
            Verdict::Ok { .. } => GOOD,
            Verdict::Failed { .. } => ERROR,
            Verdict::Warning { .. } | Verdict::NotChecked { .. } => HINT,
        };
        lines.push(format!("  {style}{word:<11}{style:#}  {}: {}", check.subject, check.verdict.reason()));
        lines.extend(check.verdict.hint().map(|hint| format!("  {:<11}  {HINT}Hint:{HINT:#} {hint}", "")));
    }
    let count = |word: &str| checks.iter().filter(|check| check.verdict.word() == word).count();
    let counts = ["ok", "warning", "failed", "not checked"].map(|word| (count(word), word));
    let counts: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    lines.push(if counts.is_empty() { "nothing to check".to_owned() } else { counts.join(", ") });
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_stand_under_their_items() {
        let ok = Verdict::Ok { reason: "it is there".into() };
        let failed = Verdict::Failed { reason: "there is none".into(), hint: "make one".into() };
        let checks = [
            Check::new("account", "quota of VPCs", ok.clone()),
            Check::new("web", "image web:1", ok),
            Check::new("web", "secret ssm:/key", failed),
        ];
        let plain = anstream::adapter::strip_str(&text(&checks)).to_string();
        expect_test::expect![[r"
            account
              ok           quota of VPCs: it is there
            web
              ok           image web:1: it is there
              failed       secret ssm:/key: there is none
                           Hint: make one
            2 ok, 1 failed"]]
        .assert_eq(&plain);
    }
}
