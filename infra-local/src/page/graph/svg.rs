//! A graph as a drawing.

use super::{Graph, Kind, Leads, layout};
use crate::page::html::Html;

const WIDTH: usize = 150;
const HEIGHT: usize = 44;
/// From the left edge of a column to that of the next: paths of routes stand between.
const COLUMN: usize = 260;
const ROW: usize = 62;
const MARGIN: usize = 6;
/// How far above the first row an edge goes that leads past other nodes.
const ABOVE: usize = 26;
/// The longest label that has its place between two columns, in letters.
const LONGEST: usize = 16;

/// Draws a graph. `detail` says how a node is, as a class of the style sheet, and what stands in its second line.
pub(in crate::page) fn svg(graph: &Graph, detail: impl Fn(Kind, &str) -> (&'static str, String)) -> Html {
    let places = layout::places(graph);
    let corner = |place: usize| {
        let (column, row) = places.get(place).copied().unwrap_or_default();
        (MARGIN + column * COLUMN, MARGIN + ABOVE + row * ROW)
    };
    let most = |one: usize, step: usize| 2 * MARGIN + one * step;
    let width = most(places.iter().map(|place| place.0).max().unwrap_or_default(), COLUMN) + WIDTH;
    let height = most(places.iter().map(|place| place.1).max().unwrap_or_default(), ROW) + ABOVE + HEIGHT;
    let mut drawing = Html::default();
    drawing.raw("<svg role=\"img\" aria-label=\"What calls what\" width=\"").text(width);
    drawing.raw("\" height=\"").text(height).raw("\" viewBox=\"0 0 ").text(width).raw(" ").text(height).raw("\">");
    drawing.raw(
        "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" ",
    );
    drawing.raw("orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>");
    for edge in &graph.edges {
        let (from, to) = (corner(edge.from), corner(edge.to));
        let (x, y) = (from.0 + WIDTH, from.1 + HEIGHT / 2);
        let (end, level) = (to.0, to.1 + HEIGHT / 2);
        let class = if edge.kind == Leads::Before { "before" } else { "leads" };
        drawing.raw("<path class=\"").text(class).raw("\" marker-end=\"url(#arrow)\" d=\"M").text(x).raw(" ").text(y);
        if end > x + COLUMN {
            // Past the nodes between them, along the upper edge of the lower of both rows.
            let over = level.max(y).saturating_sub(HEIGHT / 2 + 12);
            let (rise, fall) = (x + (COLUMN - WIDTH) / 2, end.saturating_sub((COLUMN - WIDTH) / 2));
            curve(&mut drawing, (x + 30, y), (rise.saturating_sub(30), over), (rise, over));
            drawing.raw(" L").text(fall).raw(" ").text(over);
            curve(&mut drawing, (fall + 30, over), (end.saturating_sub(30), level), (end, level));
        } else {
            let bend = end.saturating_sub(x) / 2;
            curve(&mut drawing, (x + bend, y), (end.saturating_sub(bend), level), (end, level));
        }
        drawing.raw("\"/>");
        if !edge.label.is_empty() {
            // Before where it leads, so that labels of several edges of one node stand apart.
            drawing.raw("<text class=\"small\" text-anchor=\"end\" x=\"").text(end.saturating_sub(10));
            drawing.raw("\" y=\"").text(level.saturating_sub(6)).raw("\"><title>").text(&edge.label).raw("</title>");
            drawing.text(short(&edge.label)).raw("</text>");
        }
    }
    for (place, node) in graph.nodes.iter().enumerate() {
        let (x, y) = corner(place);
        let (class, words) = detail(node.kind, &node.name);
        match node.kind {
            Kind::Balancer => drawing.raw("<a href=\"#stage"),
            Kind::Service => drawing.raw("<a href=\"#service-").text(&node.name),
            Kind::Task => drawing.raw("<a href=\"#task-").text(&node.name),
        };
        drawing.raw("\"><g class=\"").text(class);
        drawing.raw("\"><rect rx=\"6\" x=\"").text(x).raw("\" y=\"").text(y).raw("\" width=\"").text(WIDTH);
        drawing.raw("\" height=\"").text(HEIGHT).raw("\"/><text x=\"").text(x + 10).raw("\" y=\"").text(y + 19);
        drawing.raw("\">").text(short(&node.name)).raw("</text><text class=\"small\" x=\"").text(x + 10);
        drawing.raw("\" y=\"").text(y + 34).raw("\">").text(words).raw("</text></g></a>");
    }
    drawing.raw("</svg>");
    drawing
}

/// A curve to a point, by the two that bend it.
fn curve(drawing: &mut Html, first: (usize, usize), second: (usize, usize), to: (usize, usize)) {
    drawing.raw(" C");
    for (x, y) in [first, second, to] {
        drawing.text(x).raw(" ").text(y).raw(" ");
    }
}

/// As much of a text as has its place.
fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::example;

    #[test]
    fn a_drawing_names_everything_once() {
        let drawing = svg(&Graph::of(&example::look().spec), |_, _| ("good", "2 of 2".to_owned())).into_string();
        for name in ["#service-web", "#service-api", "#task-rollup", "#task-migrate", "#stage", ">/api/*</title>"] {
            assert_eq!(drawing.matches(name).count(), 1, "{name} in {drawing}");
        }
        assert_eq!(drawing.matches("class=\"before\"").count(), 1);
    }

    #[test]
    fn long_names_are_cut_and_strange_ones_are_text() {
        assert_eq!(short("a-name-that-is-too-long"), "a-name-that-is-…");
        let mut look = example::look();
        look.spec.services[0].item = "<b>".to_owned();
        let drawing = svg(&Graph::of(&look.spec), |_, name| ("good", name.to_owned())).into_string();
        assert!(!drawing.contains("<b>") && drawing.contains("&lt;b&gt;"));
    }
}
