//! Finding the item that a command line names.

use crate::failure::{Failure, Kind};

/// Those of `all` whose item is `wanted`, by its name in AWS or the name of its struct's; all of them without one.
pub(super) fn select<T>(
    app: &str,
    all: Vec<T>,
    item: impl Fn(&T) -> &str,
    wanted: Option<&str>,
) -> Result<Vec<T>, Failure> {
    let Some(wanted) = wanted else { return Ok(all) };
    let plain = |name: &str| name.to_lowercase().replace(['-', '_'], "");
    let names: Vec<String> = all.iter().map(|one| item(one).to_owned()).collect();
    let found: Vec<T> = all.into_iter().filter(|one| plain(item(one)) == plain(wanted)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let hint = if names.is_empty() { "nothing is deployed".to_owned() } else { format!("it has {}", names.join(", ")) };
    Err(Failure::new(Kind::Usage, format!("{app} runs no service `{wanted}`")).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_found_by_either_of_its_names() {
        let all = || vec!["order-sync", "web"];
        let selected = |wanted| select("shop", all(), |name| name, wanted).unwrap();
        assert_eq!(selected(Some("OrderSync")), ["order-sync"]);
        assert_eq!(selected(Some("order-sync")), ["order-sync"]);
        assert_eq!(selected(None), all());
        let failure = select("shop", all(), |name| name, Some("api")).unwrap_err();
        assert_eq!(failure.to_string(), "shop runs no service `api`");
        assert_eq!(failure.hints, ["it has order-sync, web"]);
    }
}
