//! `import`.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::json;

use super::arguments::Common;
use super::show::Output;
use crate::client::Clients;
use crate::failure::{Failure, Kind};
use crate::host::Place;
use crate::import::{self, Wanted};

pub(super) async fn import(output: &Output, common: &Common, what: &[String], all: bool) -> Result<u8, Failure> {
    let wanted = wanted(what, all)?;
    let place = Place { region: common.region.clone(), profile: common.profile.clone() };
    let host = Arc::clone(&output.host);
    let clients = Clients::connect(host.settings(place).await?, common.profile.as_deref()).await?;
    let text = import::declarations(&clients, &wanted).await?;
    output.result(text.trim_end(), &json!({ "event": "imported", "declarations": text }));
    output.say(
        "nothing was taken over: put this into a crate, deploy it beside what stands, move the traffic to it, and delete \
         what stood; `// not said:` tells what the declarations leave out",
    );
    Ok(0)
}

/// What the command line names, by cluster.
fn wanted(what: &[String], all: bool) -> Result<Vec<Wanted>, Failure> {
    let mut found: Vec<Wanted> = Vec::new();
    for word in what {
        let (cluster, service) = match word.split_once('/') {
            Some((cluster, service)) => (cluster, Some(service)),
            None => (word.as_str(), None),
        };
        if cluster.is_empty() || service.is_some_and(|service| service.is_empty() || service.contains('/')) {
            let failure = Failure::new(Kind::Usage, format!("`{word}` names no cluster and no service"));
            return Err(failure.hint("write `CLUSTER`, or `CLUSTER/SERVICE`"));
        }
        let at = found.iter().position(|wanted| wanted.cluster == cluster);
        let at = at.unwrap_or_else(|| {
            found.push(Wanted { cluster: cluster.to_owned(), services: BTreeSet::new(), all });
            found.len() - 1
        });
        if let (Some(wanted), Some(service)) = (found.get_mut(at), service) {
            wanted.services.insert(service.to_owned());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_stand_behind_their_cluster() {
        let words = ["shop/web".to_owned(), "shop/api".to_owned(), "yard".to_owned()];
        let found = wanted(&words, false).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].services.iter().collect::<Vec<_>>(), ["api", "web"]);
        assert!(found[1].services.is_empty() && !found[1].all);
        for wrong in ["/web", "shop/", "a/b/c"] {
            assert!(wanted(&[wrong.to_owned()], false).is_err(), "{wrong}");
        }
    }
}
