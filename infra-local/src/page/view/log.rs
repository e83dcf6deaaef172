//! What tasks write.

use super::time;
use crate::logs::{Line, Stream};
use crate::page::html::Html;

/// How many lines the page shows of those that were there before.
const SHOWN: usize = 500;
/// How many colours items have.
const COLOURS: u32 = 8;
/// The longest line that is shown whole, in bytes.
const LONGEST: usize = 16 * 1024;

/// The last of many lines.
pub(in crate::page) fn last(lines: &[Line]) -> &[Line] {
    lines.get(lines.len().saturating_sub(SHOWN)..).unwrap_or_default()
}

/// Lines, each an item of a list.
pub(in crate::page) fn log_lines(lines: &[Line]) -> Html {
    let mut html = Html::default();
    for line in lines {
        let class = match line.stream {
            Stream::Out => "out",
            Stream::Err => "err",
            Stream::Supervisor => "supervisor",
        };
        html.raw("<li data-item=\"").text(&line.item).raw("\">").html(&time::of_day(line.at)).raw(" <b class=\"c");
        html.text(colour(&line.item)).raw("\" title=\"").text(&line.task).raw("\">").text(&line.item);
        if line.unit != line.item {
            html.raw("/").text(&line.unit);
        }
        html.raw("</b> <span class=\"").text(class).raw("\">").text(start(&line.text));
        if line.text.len() > LONGEST {
            html.raw("…");
        }
        html.raw("</span></li>");
    }
    html
}

/// The same colour for the same item, wherever it is shown.
fn colour(item: &str) -> u32 {
    item.bytes().fold(0u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % COLOURS
}

fn start(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(unit: &str, stream: Stream, text: &str) -> Line {
        let (item, task) = ("web".to_owned(), "a1".to_owned());
        Line { at: 1_763_800_059_007, item, task, unit: unit.to_owned(), stream, text: text.to_owned() }
    }

    #[test]
    fn a_line_says_when_who_and_what() {
        let html = log_lines(&[line("proxy", Stream::Err, "no <b>")]).into_string();
        let time = "<time datetime=\"2025-11-22T08:27:39.007Z\">08:27:39</time>";
        let who = "<b class=\"c4\" title=\"a1\">web/proxy</b>";
        assert_eq!(html, format!("<li data-item=\"web\">{time} {who} <span class=\"err\">no &lt;b&gt;</span></li>"));
    }

    #[test]
    fn only_the_last_of_very_many_lines_and_the_start_of_a_very_long_one_are_shown() {
        let lines = vec![line("web", Stream::Out, "one"); 501];
        assert_eq!(last(&lines).len(), 500);
        let html = log_lines(&[line("web", Stream::Out, &"é".repeat(LONGEST))]).into_string();
        assert!(html.len() < LONGEST + 300 && html.contains('…'));
    }
}
