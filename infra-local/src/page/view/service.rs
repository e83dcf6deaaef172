//! The services.

use infra_core::event::RolloutState;

use super::time;
use crate::control::{ReplicaPhase, ReplicaState, ServiceState};
use crate::page::Look;
use crate::page::graph::label;
use crate::page::html::Html;
use crate::proxy::{ServiceStats, Traffic};

/// How many letters of a revision are shown.
const REVISION: usize = 8;

/// How a service is: a class of the style sheet, and a word.
pub(super) fn health(service: &ServiceState) -> (&'static str, &'static str) {
    let failed = matches!(service.deployment, RolloutState::Failed | RolloutState::RolledBack | RolloutState::TimedOut);
    match service.healthy {
        _ if service.desired == 0 => ("", "off"),
        0 => ("bad", "down"),
        healthy if healthy < service.desired => ("wait", "not all healthy"),
        _ if failed => ("wait", "healthy"),
        _ => ("good", "healthy"),
    }
}

/// All services with their replicas.
pub(super) fn table(look: &Look) -> Html {
    let mut html = Html::default();
    if look.state.services.is_empty() {
        return html;
    }
    html.raw("<h2>Services</h2><div class=\"scroll\"><table><tr><th>Service</th><th>Replicas</th><th>Deployment</th>");
    html.raw("<th class=\"number\">Restarts</th><th class=\"number\">Requests</th><th class=\"number\">Open</th>");
    html.raw(
        "<th class=\"number\">5xx</th><th class=\"number\">Half within</th><th class=\"number\">99 % within</th></tr>",
    );
    for service in &look.state.services {
        let stats = look.stats.services.iter().find(|stats| stats.service == service.item);
        row(&mut html, look, service, stats);
        for replica in &service.replicas {
            let traffic = stats.into_iter().flat_map(|stats| &stats.replicas);
            let traffic = traffic.filter(|stats| stats.replica == replica.id).map(|stats| &stats.traffic).next();
            replica_row(&mut html, replica, traffic);
        }
    }
    html.raw("</table></div>");
    html
}

fn row(html: &mut Html, look: &Look, service: &ServiceState, stats: Option<&ServiceStats>) {
    let (class, word) = health(service);
    let declared = look.spec.services.iter().find(|declared| declared.item == service.item);
    html.raw("<tr id=\"service-").text(&service.item).raw("\"><td><b class=\"dot ").text(class).raw("\" title=\"");
    html.text(word).raw("\">").text(&service.item).raw("</b>");
    if let Some(declared) = declared.filter(|declared| !declared.description.is_empty()) {
        html.raw("<br><small>").text(&declared.description).raw("</small>");
    }
    let rules = look.spec.balancers.iter().flat_map(|balancer| &balancer.rules);
    for rule in rules.filter(|rule| rule.service == service.item) {
        html.raw(" <code>").text(label(&rule.route)).raw("</code>");
    }
    html.raw("</td><td class=\"").text(class).raw("\">").text(service.healthy).raw(" of ").text(service.desired);
    html.raw(" healthy");
    if service.failures > 0 {
        html.raw(", ").text(service.failures).raw(" failed in a row");
    }
    html.raw("</td><td>").text(service.deployment).raw(", ").html(&time::time(service.deployed));
    html.raw("<br><small>revision <code>").text(start(&service.revision)).raw("</code></small></td>");
    html.raw("<td class=\"number\">").text(service.restarts).raw("</td>");
    traffic_cells(html, stats.map(|stats| &stats.traffic));
    html.raw("</tr>");
}

fn replica_row(html: &mut Html, replica: &ReplicaState, traffic: Option<&Traffic>) {
    let class = match replica.phase {
        ReplicaPhase::Healthy => "good",
        ReplicaPhase::Unhealthy => "bad",
        ReplicaPhase::Starting | ReplicaPhase::Draining | ReplicaPhase::Stopping => "wait",
    };
    html.raw("<tr class=\"replica\"><td><code>").text(start(&replica.id)).raw("</code>");
    if let Some(pid) = replica.pid {
        html.raw(" <small>process ").text(pid).raw("</small>");
    }
    html.raw("</td><td class=\"")
        .text(class)
        .raw("\">")
        .text(replica.phase)
        .raw("</td><td colspan=\"2\"><small>since ");
    html.html(&time::time(replica.since));
    for (declared, port) in &replica.ports {
        html.raw(", port ").text(declared).raw(" is ").text(port);
    }
    if !replica.detail.is_empty() {
        html.raw("; ").text(&replica.detail);
    }
    html.raw("</small></td>");
    traffic_cells(html, traffic);
    html.raw("</tr>");
}

fn traffic_cells(html: &mut Html, traffic: Option<&Traffic>) {
    let Some(traffic) = traffic.filter(|traffic| traffic.requests > 0) else {
        html.raw("<td class=\"number\">0</td><td></td><td></td><td></td><td></td>");
        return;
    };
    let errors = traffic.answers.server_error;
    html.raw("<td class=\"number\">").text(traffic.requests).raw("</td><td class=\"number\">").text(traffic.open);
    html.raw("</td><td class=\"number").raw(if errors > 0 { " bad" } else { "" }).raw("\">").text(errors);
    for micros in [traffic.latency.p50_micros, traffic.latency.p99_micros] {
        html.raw("</td><td class=\"number\">").text(milliseconds(micros));
    }
    html.raw("</td>");
}

/// Microseconds as they are read: `1.2 ms`, `870 ms`.
fn milliseconds(micros: u64) -> String {
    match micros {
        0 => String::new(),
        1..10_000 => format!("{}.{} ms", micros / 1_000, micros % 1_000 / 100),
        _ => format!("{} ms", micros / 1_000),
    }
}

/// The start of an id, which tells it from others.
fn start(id: &str) -> String {
    id.chars().take(REVISION).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::example;

    #[test]
    fn a_service_is_as_healthy_as_its_replicas() {
        let mut service = example::look().state.services.remove(0);
        let mut health_of = |healthy, desired, deployment| {
            (service.healthy, service.desired, service.deployment) = (healthy, desired, deployment);
            health(&service)
        };
        assert_eq!(health_of(2, 2, RolloutState::Succeeded), ("good", "healthy"));
        assert_eq!(health_of(1, 2, RolloutState::Succeeded), ("wait", "not all healthy"));
        assert_eq!(health_of(0, 2, RolloutState::Succeeded), ("bad", "down"));
        assert_eq!(health_of(2, 2, RolloutState::RolledBack), ("wait", "healthy"));
        assert_eq!(health_of(0, 0, RolloutState::Succeeded), ("", "off"));
    }

    #[test]
    fn a_row_has_what_came_and_how_long_it_took() {
        let html = table(&example::look()).into_string();
        for part in [
            "<td class=\"number\">1204</td><td class=\"number\">3</td><td class=\"number bad\">2</td>",
            "<td class=\"number\">0.8 ms</td><td class=\"number\">31 ms</td>",
            "<small>process 4242</small>",
            "port 8080 is 40001",
            "<code>/*</code>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert_eq!(milliseconds(9_999), "9.9 ms");
    }
}
