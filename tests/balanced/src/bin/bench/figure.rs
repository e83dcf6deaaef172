//! The figures, and their table.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::time::Duration;

use super::load::Seen;
use super::replica::LARGE;

/// What stands between the clients and the replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Direct,
    Nginx,
    Ours,
}

/// Figures by what they are of, each with those of all rounds.
#[derive(Default)]
pub(super) struct Figures(BTreeMap<(&'static str, Way), Vec<f64>>);

const REQUESTS: &str = "requests a second, 64 connections";
const CPU: &str = "CPU of the balancer a request, µs";
const MEDIAN: &str = "median latency, 1 connection, µs";
const SLOWEST: &str = "99th percentile, 1 connection, µs";
const LOADED: &str = "99th percentile, 64 connections, ms";
const MEGABYTES: &str = "answers of 16 MiB, 4 connections, MiB a second";

impl Figures {
    fn add(&mut self, what: &'static str, way: Way, figure: f64) {
        self.0.entry((what, way)).or_default().push(figure);
    }

    pub(super) fn throughput(&mut self, way: Way, seen: &Seen, cpu: Duration) {
        let requests = count(seen);
        self.add(REQUESTS, way, requests / seen.took.as_secs_f64());
        if way != Way::Direct {
            self.add(CPU, way, cpu.as_secs_f64() * 1e6 / requests);
        }
        self.add(LOADED, way, percentile(seen, 99) * 1e3);
    }

    pub(super) fn latency(&mut self, way: Way, seen: &Seen) {
        self.add(MEDIAN, way, percentile(seen, 50) * 1e6);
        self.add(SLOWEST, way, percentile(seen, 99) * 1e6);
    }

    pub(super) fn large(&mut self, way: Way, seen: &Seen) {
        let mebibytes = u32::try_from(LARGE >> 20).map(f64::from).unwrap_or_default();
        self.add(MEGABYTES, way, count(seen) * mebibytes / seen.took.as_secs_f64());
    }

    /// The median of the rounds, and the least and the most of them.
    fn cell(&self, what: &'static str, way: Way) -> String {
        let mut all = self.0.get(&(what, way)).cloned().unwrap_or_default();
        all.sort_by(f64::total_cmp);
        let middle = all.get(all.len() / 2);
        match (middle, all.first(), all.last()) {
            (Some(middle), Some(least), Some(most)) => {
                format!("{} ({}–{})", short(*middle), short(*least), short(*most))
            }
            _ => String::new(),
        }
    }
}

fn count(seen: &Seen) -> f64 {
    u32::try_from(seen.latencies.len()).map(f64::from).unwrap_or_default()
}

fn percentile(seen: &Seen, percent: usize) -> f64 {
    let at = seen.latencies.len() * percent / 100;
    seen.latencies.get(at.min(seen.latencies.len().saturating_sub(1))).map(Duration::as_secs_f64).unwrap_or_default()
}

fn short(figure: f64) -> String {
    if figure < 10.0 { format!("{figure:.1}") } else { format!("{figure:.0}") }
}

impl Display for Figures {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        writeln!(
            formatter,
            "| median of the rounds (least to most) | no balancer | nginx | infra |\n|---|---|---|---|"
        )?;
        for what in [REQUESTS, CPU, MEDIAN, SLOWEST, LOADED, MEGABYTES] {
            let [direct, nginx, ours] = [Way::Direct, Way::Nginx, Way::Ours].map(|way| self.cell(what, way));
            writeln!(formatter, "| {what} | {direct} | {nginx} | {ours} |")?;
        }
        Ok(())
    }
}
