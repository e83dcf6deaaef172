//! The tasks.

use super::time;
use crate::control::{RunState, TaskState};
use crate::page::Look;
use crate::page::html::Html;

/// How many runs are shown of each task.
const RUNS: usize = 3;

/// How a task is, for its place in the graph: a class of the style sheet, and few words.
pub(super) fn brief(task: &TaskState) -> (&'static str, String) {
    match task.runs.last() {
        None => ("", "has not run".to_owned()),
        Some(run) => {
            let (class, word) = outcome(run);
            (class, word)
        }
    }
}

/// All tasks with their next and last runs.
pub(super) fn table(look: &Look) -> Html {
    let mut html = Html::default();
    if look.state.tasks.is_empty() {
        return html;
    }
    html.raw("<h2>Tasks</h2><div class=\"scroll\"><table><tr><th>Task</th><th>Schedule</th><th>Next</th>");
    html.raw("<th>Last runs</th></tr>");
    for task in &look.state.tasks {
        let declared = look.spec.tasks.iter().find(|declared| declared.item == task.item);
        html.raw("<tr id=\"task-").text(&task.item).raw("\"><td><b>").text(&task.item).raw("</b>");
        if let Some(declared) = declared.filter(|declared| !declared.description.is_empty()) {
            html.raw("<br><small>").text(&declared.description).raw("</small>");
        }
        html.raw("</td><td>");
        for schedule in declared.into_iter().flat_map(|declared| &declared.schedules) {
            html.raw("<code>").text(&schedule.expression).raw("</code> <small>");
            html.text(schedule.timezone.as_deref().unwrap_or("UTC")).raw("</small><br>");
        }
        html.raw("</td><td>");
        if task.paused {
            html.raw("<span class=\"wait\">paused</span>");
        } else {
            for next in &task.next {
                match next {
                    Some(next) => html.html(&time::time(*next)).raw("<br>"),
                    None => html.raw("<span class=\"faint\">never again</span><br>"),
                };
            }
        }
        html.raw("</td><td>");
        for run in task.runs.iter().rev().take(RUNS) {
            let (class, word) = outcome(run);
            html.raw("<span class=\"").text(class).raw("\">").text(word).raw("</span> <small>").text(&run.cause);
            html.raw(", ").html(&time::time(run.since)).raw("</small><br>");
        }
        html.raw("</td></tr>");
    }
    html.raw("</table></div>");
    html
}

/// How a run goes or went.
fn outcome(run: &RunState) -> (&'static str, String) {
    match &run.exit {
        None => ("wait", "running".to_owned()),
        Some(exit) if exit.is_success() => ("good", "succeeded".to_owned()),
        Some(exit) => ("bad", exit.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::example;

    #[test]
    fn a_task_shows_when_it_runs_and_how_it_went() {
        let html = table(&example::look()).into_string();
        for part in [
            "<code>cron(0 3 * * ? *)</code> <small>Europe/Berlin</small>",
            "2025-11-23 02:00:00 UTC",
            "<span class=\"bad\">exit code 3</span> <small>run, ",
            "<span class=\"good\">succeeded</span> <small>before api, ",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_task_that_is_paused_or_over_says_so() {
        let mut look = example::look();
        look.state.tasks[0].next = vec![None];
        assert!(table(&look).into_string().contains("never again"));
        look.state.tasks[0].paused = true;
        assert!(table(&look).into_string().contains("<span class=\"wait\">paused</span>"));
    }
}
