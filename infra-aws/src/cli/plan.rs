//! `plan`.

use infra_core::plan::Cost;
use infra_core::target::Target;

use super::table::table;
use super::{Session, images};
use crate::failure::Failure;

/// The exit code that says that there are changes.
pub(super) const CHANGES: u8 = 2;

pub(super) async fn plan(
    session: &Session,
    detailed_exitcode: bool,
    costs: bool,
    keep_tags: bool,
) -> Result<u8, Failure> {
    let target = session.target().await?;
    let mut images = images::look(session, &target, keep_tags, false).await?;
    let mut observed = target.observe(&images.filled(&session.blueprint, &target.clients)).await?;
    images.compare(&target.clients, &session.blueprint, &mut observed).await?;
    let plan = session.with_runs(target.plan(&images.filled(&session.blueprint, &target.clients), &observed)?);
    let mut text = plan.to_string();
    if let Some(cost) = plan.cost.as_ref().filter(|_| costs) {
        text.push_str("\n\n");
        text.push_str(&parts(cost));
    }
    session.output.result(&text, &plan);
    Ok(if detailed_exitcode && !plan.is_empty() { CHANGES } else { 0 })
}

/// The parts of a cost, the dearest first, with their sum.
fn parts(cost: &Cost) -> String {
    let lines = cost.lines.iter().map(|line| vec![line.item.clone(), line.monthly.to_string(), line.what.clone()]);
    let sum = vec![String::new(), cost.monthly.to_string(), cost.prices.clone()];
    let rows: Vec<Vec<String>> = lines.chain([sum]).collect();
    format!("{}\n\nNot counted: {}.", table(&["ITEM", "A MONTH", "WHAT"], &rows), cost.not_counted.join(", "))
}

#[cfg(test)]
mod tests {
    use infra_core::plan::{CostLine, Dollars, Monthly};

    use super::*;

    #[test]
    fn a_cost_is_told_part_by_part() {
        let monthly = Monthly { least: Dollars(32_850_000), most: Dollars(65_700_000) };
        let line = CostLine { item: "shop".into(), what: "1 to 2 gateways".into(), monthly };
        let cost = Cost {
            monthly,
            before: Monthly::default(),
            prices: "list prices".into(),
            lines: vec![line],
            not_counted: vec!["logs".into()],
        };
        let expected = "\
ITEM  A MONTH           WHAT
shop  $32.85 to $65.70  1 to 2 gateways
      $32.85 to $65.70  list prices

Not counted: logs.";
        assert_eq!(parts(&cost), expected);
    }
}
