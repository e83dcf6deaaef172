//! `logs [WORKLOAD..]`.

use anstyle::{AnsiColor, Style};
use serde_json::json;

use super::Session;
use super::interrupt::leave;
use super::show::Output;
use crate::failure::{Failure, Kind};
use crate::logs::{self, Asked, Elsewhere, LogLine, Standing};

/// The colours of workloads, one after the other.
const COLOURS: [AnsiColor; 6] =
    [AnsiColor::Cyan, AnsiColor::Yellow, AnsiColor::Green, AnsiColor::Magenta, AnsiColor::Blue, AnsiColor::BrightRed];
/// How much of a task's id is shown.
const SHORT: usize = 8;
/// How unlike a name may be to one that is suggested, in letters.
const UNLIKE: usize = 3;

/// What the command line asks.
pub(super) struct Wanted {
    pub(super) workloads: Vec<String>,
    pub(super) follow: bool,
    /// Seconds back from now; none for all, where one task is meant, and else for a few minutes.
    pub(super) since: Option<i64>,
    pub(super) pattern: Option<String>,
    pub(super) previous: bool,
    pub(super) container: Option<String>,
}

/// How far back is looked where nobody says: 10 minutes.
pub(super) const SINCE: i64 = 600;

pub(super) async fn logs(session: &Session, wanted: Wanted) -> Result<u8, Failure> {
    let follows = wanted.follow;
    let mut reading = Box::pin(read(session, wanted));
    if !follows {
        return leave(session, reading).await;
    }
    // To be interrupted is how following ends.
    tokio::select! {
        result = &mut reading => result,
        signal = session.output.host.interrupted() => {
            signal.map_err(|error| Failure::new(Kind::Local, error))?;
            Ok(0)
        }
    }
}

async fn read(session: &Session, wanted: Wanted) -> Result<u8, Failure> {
    let clients = session.connect().await?;
    let names = &session.blueprint.names;
    let (standing, clusters) = logs::standing(&clients, names).await?;
    let workloads = choose(&names.app, standing, |workload| &workload.item, &wanted.workloads)?;
    let (mut sources, others) = logs::find(&clients, &workloads, wanted.container.as_deref()).await?;
    if sources.is_empty() {
        return Err(nowhere(&wanted, &workloads, &others));
    }
    for other in &others {
        session.output.say(&other.words());
    }
    if wanted.previous {
        sources = logs::of_last_stopped(&clients, &clusters, sources).await?;
        if sources.is_empty() {
            session.output.say("no task that has stopped is known");
            return Ok(0);
        }
    }
    let host = &session.output.host;
    let now = || host.now().saturating_mul(1_000);
    let back = wanted.since.or_else(|| (!wanted.previous).then_some(SINCE));
    let since = back.map_or(0, |seconds| now().saturating_sub(seconds.saturating_mul(1_000)));
    let asked = Asked { since, pattern: wanted.pattern };
    let labels = Labels::of(sources.iter().map(|source| (source.workload.as_str(), source.container.as_str())));
    let mut tell = |line: LogLine| labels.tell(&session.output, line);
    if wanted.follow {
        logs::follow(&clients, &sources, asked, now, &mut tell).await?;
    } else {
        logs::read(&clients, &sources, &asked, &mut tell).await?;
    }
    Ok(0)
}

/// The named ones of the workloads that stand; all without a name.
pub(super) fn choose<T>(
    app: &str,
    standing: Vec<T>,
    item: impl Fn(&T) -> &str,
    wanted: &[String],
) -> Result<Vec<T>, Failure> {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_'], "");
    let unknown = wanted.iter().find(|name| !standing.iter().any(|workload| plain(item(workload)) == plain(name)));
    let Some(unknown) = unknown else {
        let is_wanted = |workload: &T| wanted.iter().any(|name| plain(name) == plain(item(workload)));
        return Ok(standing.into_iter().filter(|workload| wanted.is_empty() || is_wanted(workload)).collect());
    };
    let items: Vec<&str> = standing.iter().map(item).collect();
    let alike = items.iter().map(|item| (strsim::damerau_levenshtein(&plain(unknown), &plain(item)), *item)).min();
    let hint = match alike {
        None => "nothing is deployed in this stage".to_owned(),
        Some((unlike, item)) if unlike <= UNLIKE => format!("did you mean `{item}`?"),
        Some(_) => format!("it has {}", items.join(", ")),
    };
    Err(Failure::new(Kind::Usage, format!("{app} runs no `{unknown}` in this stage")).hint(hint))
}

/// Why there is nothing to read.
fn nowhere(wanted: &Wanted, workloads: &[Standing], others: &[Elsewhere]) -> Failure {
    let failure = match &wanted.container {
        Some(container) => Failure::new(Kind::Usage, format!("no container `{container}` writes to CloudWatch Logs")),
        None if workloads.is_empty() => Failure::new(Kind::Usage, "nothing is deployed in this stage"),
        None => Failure::new(Kind::Usage, "nothing of this writes to CloudWatch Logs"),
    };
    others.iter().fold(failure, |failure, other| failure.hint(other.words()))
}

/// Prints lines, each with what it begins with: workload, container where there are several, and task.
pub(super) struct Labels {
    /// Workload and container, whether the container is named, and the colour.
    known: Vec<(String, String, bool, Style)>,
    width: usize,
}

impl Labels {
    /// Labels for these containers, each with its workload; those of a workload stand together.
    pub(super) fn of<'a>(containers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let containers: Vec<(&str, &str)> = containers.into_iter().collect();
        let mut known: Vec<(String, String, bool, Style)> = Vec::new();
        let mut workloads: Vec<&str> = containers.iter().map(|(workload, _)| *workload).collect();
        workloads.dedup();
        for (own, container) in &containers {
            let place = workloads.iter().position(|workload| workload == own).unwrap_or_default();
            let colour = COLOURS.get(place % COLOURS.len()).copied().unwrap_or(AnsiColor::Cyan);
            let named = containers.iter().filter(|(other, _)| other == own).count() > 1;
            known.push(((*own).to_owned(), (*container).to_owned(), named, colour.on_default()));
        }
        let width = known.iter().map(|(workload, container, named, _)| {
            let container = if *named { container.len() + 1 } else { 0 };
            workload.len() + container + 1 + SHORT
        });
        Self { width: width.max().unwrap_or_default(), known }
    }

    /// Prints a line.
    pub(super) fn tell(&self, output: &Output, line: LogLine) {
        if output.json {
            let LogLine { at, workload, container, task, line, .. } = line;
            let value = json!({
                "event": "log", "at": at, "workload": workload, "container": container, "task": task, "line": line,
            });
            output.line(&value);
        } else {
            output.host.out(&format!("{} {}", self.label(&line), line.line));
        }
    }

    fn label(&self, line: &LogLine) -> String {
        let known = self.known.iter().find(|known| known.0 == line.workload && known.1 == line.container);
        let (named, colour) = known.map_or((false, Style::new()), |known| (known.2, known.3));
        let container = if named { format!(":{}", line.container) } else { String::new() };
        let task = line.task.get(..SHORT).unwrap_or(&line.task);
        let label = format!("{}{container}/{task}", line.workload);
        format!("{colour}{label:<width$}{colour:#}", width = self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(items: &[&str]) -> Vec<Standing> {
        items.iter().map(|item| Standing { item: (*item).into(), physical: format!("shop-dev-{item}") }).collect()
    }

    fn chosen(wanted: &[&str]) -> Result<Vec<String>, Failure> {
        let wanted: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
        let chosen = choose("shop", standing(&["order-sync", "web"]), |workload| &workload.item, &wanted)?;
        Ok(chosen.into_iter().map(|workload| workload.item).collect())
    }

    #[test]
    fn workloads_are_found_by_either_of_their_names() {
        assert_eq!(chosen(&[]).unwrap(), ["order-sync", "web"]);
        assert_eq!(chosen(&["OrderSync"]).unwrap(), ["order-sync"]);
        assert_eq!(chosen(&["web", "order-sync"]).unwrap(), ["order-sync", "web"]);
    }

    #[test]
    fn an_unknown_one_gets_a_suggestion() {
        let failure = chosen(&["wep"]).unwrap_err();
        assert_eq!(
            (failure.to_string().as_str(), failure.hints),
            ("shop runs no `wep` in this stage", vec!["did you mean `web`?".to_owned()])
        );
        assert_eq!(chosen(&["something"]).unwrap_err().hints, ["it has order-sync, web"]);
    }

    #[test]
    fn labels_are_of_one_width_and_name_the_container_where_there_are_several() {
        let labels = Labels::of([("api", "api"), ("web", "proxy"), ("web", "web")]);
        let label = |workload: &str, container: &str| {
            let line = LogLine {
                at: 0,
                workload: workload.into(),
                container: container.into(),
                task: "0123456789abcdef".into(),
                line: String::new(),
                id: String::new(),
            };
            anstream::adapter::strip_str(&labels.label(&line)).to_string()
        };
        assert_eq!(label("api", "api"), "api/01234567      ");
        assert_eq!(label("web", "proxy"), "web:proxy/01234567");
        assert_eq!(label("web", "web"), "web:web/01234567  ");
    }
}
