//! Where the nodes of a graph stand: each to the left of what it leads to.

use super::{Graph, Kind};

/// Column and row of each node.
pub(super) fn places(graph: &Graph) -> Vec<(usize, usize)> {
    let mut columns: Vec<usize> = graph.nodes.iter().map(|node| usize::from(node.kind == Kind::Service)).collect();
    // Each round moves at least one node, unless none has to; in a circle, which declarations cannot have, they would go on.
    for _ in 0..graph.nodes.len() {
        for edge in &graph.edges {
            let from = columns.get(edge.from).copied().unwrap_or_default();
            if let Some(to) = columns.get_mut(edge.to) {
                *to = (*to).max(from + 1).min(graph.nodes.len());
            }
        }
    }
    // A task stands right before what it leads to, not at the edge.
    for (place, node) in graph.nodes.iter().enumerate().filter(|(_, node)| node.kind == Kind::Task) {
        let led = graph.edges.iter().filter(|edge| edge.from == place).filter_map(|edge| columns.get(edge.to));
        let column = led.min().map_or(0, |column| column.saturating_sub(1));
        if let Some(own) = columns.get_mut(place).filter(|_| node.kind == Kind::Task) {
            *own = column;
        }
    }
    let mut rows = vec![0; columns.iter().max().map_or(0, |most| most + 1)];
    let mut place = |column: usize| {
        let row: &mut usize = rows.get_mut(column)?;
        *row += 1;
        Some((column, *row - 1))
    };
    columns.into_iter().map(|column| place(column).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::example;
    use crate::page::graph::{Edge, Leads, Node};

    #[test]
    fn each_stands_to_the_left_of_what_it_leads_to() {
        let graph = Graph::of(&example::look().spec);
        let places = places(&graph);
        for edge in &graph.edges {
            assert!(places[edge.from].0 < places[edge.to].0, "{edge:?} of {places:?}");
        }
        let mut apart = places.clone();
        apart.sort_unstable();
        apart.dedup();
        assert_eq!(apart.len(), places.len(), "no two stand at one place");
    }

    #[test]
    fn a_circle_ends() {
        let node = |name: &str| Node { kind: Kind::Service, name: name.to_owned() };
        let edge = |from, to| Edge { from, to, kind: Leads::Call, label: String::new() };
        let graph = Graph { nodes: vec![node("a"), node("b")], edges: vec![edge(0, 1), edge(1, 0)] };
        assert_eq!(places(&graph).len(), 2);
    }
}
