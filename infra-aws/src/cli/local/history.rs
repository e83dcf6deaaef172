//! `history`: what was deployed on this machine, when, by whom.

use infra_local::control::Deployment;

use super::Stage;
use crate::cli::select::select;
use crate::cli::table::table;
use crate::cli::time::{ago, length, timestamp};
use crate::failure::Failure;

pub(super) fn history(stage: &Stage<'_>, service: Option<&str>, count: usize) -> Result<u8, Failure> {
    let mut deployments = infra_local::supervisor::history(&stage.place);
    if let Some(service) = service {
        let items = deployments.iter().flat_map(|past| &past.revisions).map(|(item, _)| item.clone());
        let items: Vec<String> = items.collect::<std::collections::BTreeSet<_>>().into_iter().collect();
        let chosen = select(stage.place.app(), items, |item| item, Some(service))?;
        let is_of = |past: &Deployment| past.revisions.iter().any(|(item, _)| chosen.contains(item));
        deployments.retain(is_of);
        for past in &mut deployments {
            past.revisions.retain(|(item, _)| chosen.contains(item));
            past.items.retain(|outcome| chosen.contains(&outcome.item));
        }
    }
    // The newest comes first.
    deployments.reverse();
    deployments.truncate(count);
    let output = &stage.session.output;
    output.result(&text(&deployments, output.host.now()), &deployments);
    Ok(0)
}

fn text(deployments: &[Deployment], now: i64) -> String {
    if deployments.is_empty() {
        return "Nothing was deployed on this machine.".to_owned();
    }
    let rows: Vec<Vec<String>> = deployments.iter().map(|past| row(past, now)).collect();
    table(&["BEGAN", "TOOK", "STATUS", "BY", "REVISIONS"], &rows)
}

fn row(past: &Deployment, now: i64) -> Vec<String> {
    let revisions: Vec<String> = past.revisions.iter().map(|(item, revision)| format!("{item} {revision}")).collect();
    vec![
        format!("{} ({})", timestamp(past.at), ago(now - past.at)),
        length(past.until - past.at),
        if past.succeeded { "successful" } else { "failed" }.to_owned(),
        past.who.clone(),
        revisions.join(", "),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_history_has_a_line_for_each_deployment() {
        let past = Deployment {
            at: 1_763_800_000,
            until: 1_763_800_004,
            who: "ana".into(),
            items: Vec::new(),
            revisions: vec![("api".into(), "a1".into()), ("web".into(), "b2".into())],
            succeeded: true,
        };
        assert_eq!(
            text(&[past], 1_763_803_600),
            "BEGAN                           TOOK  STATUS      BY   REVISIONS\n\
             2025-11-22 08:26 UTC (1 h ago)  4 s   successful  ana  api a1, web b2"
        );
        assert_eq!(text(&[], 0), "Nothing was deployed on this machine.");
    }
}
