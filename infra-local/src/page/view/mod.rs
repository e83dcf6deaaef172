//! How the page looks: pure functions from what is known to HTML.

mod log;
mod service;
mod task;
mod time;

pub(super) use log::{last, log_lines};

use super::Look;
use super::graph::{Graph, Kind, listeners, svg};
use super::html::Html;
use crate::logs::Line;
use crate::proxy::Instead;

/// The whole page.
pub(super) fn page(look: &Look, lines: &[Line]) -> Html {
    let mut page = Html::default();
    page.raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.raw("<meta name=\"viewport\" content=\"width=device-width\"><link rel=\"icon\" href=\"data:,\">");
    page.raw("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript><title>");
    page.text(&look.state.app).raw(" ").text(&look.state.stage).raw("</title>");
    page.raw("<link rel=\"stylesheet\" href=\"page.css\"><script src=\"page.js\" defer></script></head><body>");
    page.raw("<main id=\"stage\">").html(&stage(look)).raw("</main><section id=\"logs\"><h2>Logs</h2>");
    page.raw("<div class=\"tools\"><select id=\"item\" aria-label=\"Of which item\"><option value=\"\">all</option>");
    let services = look.state.services.iter().map(|service| &service.item);
    for item in services.chain(look.state.tasks.iter().map(|task| &task.item)) {
        page.raw("<option>").text(item).raw("</option>");
    }
    page.raw("</select><input id=\"words\" type=\"search\" placeholder=\"lines with\" aria-label=\"Lines with these words\">");
    page.raw("<span id=\"connection\" class=\"faint\">as it was when you opened the page</span></div>");
    page.raw("<ol id=\"log\">").html(&log_lines(lines)).raw("</ol></section></body></html>");
    page
}

/// All of the page but the logs.
pub(super) fn stage(look: &Look) -> Html {
    let mut html = Html::default();
    let state = &look.state;
    html.raw("<header><h1>").text(&state.app).raw(" ").text(&state.stage).raw("</h1>");
    for endpoint in &state.endpoints {
        html.raw("<span>");
        let url = endpoint.url();
        if url.starts_with("http") {
            html.raw("<a href=\"").text(&url).raw("\">").text(&url).raw("</a>");
        } else {
            html.text(&url);
        }
        match endpoint.instead {
            Some(Instead::Taken) => html.raw(" <small>as ").text(endpoint.declared).raw(" is taken</small>"),
            Some(Instead::Privileged) => html.raw(" <small>in the place of ").text(endpoint.declared).raw("</small>"),
            None => &mut html,
        };
        html.raw("</span>");
    }
    html.raw("<span class=\"faint\">process ").text(state.supervisor.pid).raw(", since ");
    html.html(&time::time(state.supervisor.since)).raw("</span></header>");
    if !state.notes.is_empty() {
        html.raw("<ul class=\"notes\">");
        for note in &state.notes {
            html.raw("<li>").text(note).raw("</li>");
        }
        html.raw("</ul>");
    }
    html.html(&service::table(look)).html(&task::table(look));
    html.raw("<h2>What calls what</h2><div class=\"scroll\">").html(&graph(look)).raw("</div>");
    html
}

fn graph(look: &Look) -> Html {
    svg(&Graph::of(&look.spec), |kind, name| match kind {
        Kind::Balancer => ("", listeners(&look.spec, name)),
        Kind::Service => look.state.services.iter().find(|service| service.item == name).map_or(
            ("", "not running".to_owned()),
            |service| {
                let (class, _) = service::health(service);
                (class, format!("{} of {} healthy", service.healthy, service.desired))
            },
        ),
        Kind::Task => look.state.tasks.iter().find(|task| task.item == name).map_or(("", String::new()), task::brief),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::example;

    #[test]
    fn the_page_shows_services_tasks_and_lines_without_a_script() {
        let page = page(&example::look(), &example::lines()).into_string();
        for part in [
            "<title>shop dev</title>",
            "<a href=\"http://localhost:8080\">http://localhost:8080</a> <small>in the place of 80</small>",
            "id=\"service-web\"",
            "2 of 2 healthy",
            "id=\"task-rollup\"",
            "<option>migrate</option>",
            "Listening on 8080",
            "memory is not held here",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn nothing_that_an_app_can_say_becomes_more_than_text() {
        let evil = "\"'><script>alert(1)</script>";
        let mut look = example::look();
        let evil_of = |text: &mut String| evil.clone_into(text);
        evil_of(&mut look.state.app);
        evil_of(&mut look.state.notes[0]);
        evil_of(&mut look.state.services[0].item);
        evil_of(&mut look.state.services[0].revision);
        evil_of(&mut look.state.services[0].replicas[0].id);
        evil_of(&mut look.state.services[0].replicas[0].detail);
        evil_of(&mut look.state.tasks[0].item);
        evil_of(&mut look.state.tasks[0].runs[0].cause);
        evil_of(&mut look.spec.services[0].item);
        evil_of(&mut look.spec.services[0].description);
        evil_of(&mut look.spec.balancers[0].rules[0].route.path);
        evil_of(&mut look.spec.tasks[0].schedules[0].expression);
        let mut lines = example::lines();
        let Line { text, item, unit, task, .. } = &mut lines[0];
        [text, item, unit, task].into_iter().for_each(evil_of);
        let page = page(&look, &lines).into_string();
        assert_eq!(page.matches("<script").count(), 1, "its own");
        assert!(!page.contains("\"'>"), "{page}");
        assert!(page.matches("&lt;script&gt;").count() > 10);
    }
}
