//! From a file's text to values. JSON is YAML, so that both are read here.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};
use serde_json::Value;

use super::node::{Content, Entry, Fault, Node, Place};
use super::{scalar, short};

/// How deep values may stand in each other.
const DEEPEST: usize = 100;
/// How many values a template may have once its aliases are followed: CloudFormation's limit of length is met long before.
const MOST: usize = 50_000;

/// Reads a file.
pub(super) fn read(text: &str) -> Result<Node, Fault> {
    let start = Place { line: 1, column: 1 };
    let mut reader = Reader { events: Parser::new_from_str(text), anchors: BTreeMap::new(), count: 0, depth: 0 };
    let mut root = None;
    loop {
        match reader.next()? {
            (Event::StreamEnd, _) => break,
            (Event::StreamStart | Event::DocumentEnd | Event::Nothing, _) => {}
            (Event::DocumentStart(_), place) if root.is_some() => {
                return Err(place.fault("a second document begins here; a template is one document"));
            }
            (Event::DocumentStart(_), _) => {
                let (event, place) = reader.next()?;
                root = Some(reader.node(event, place)?);
            }
            (_, place) => return Err(place.fault("nothing more is expected here")),
        }
    }
    root.ok_or_else(|| start.fault("the file is empty"))
}

struct Reader<Events> {
    events: Events,
    /// What stands behind each anchor.
    anchors: BTreeMap<usize, Node>,
    count: usize,
    depth: usize,
}

impl<'text, Events: Iterator<Item = Result<(Event<'text>, Span), ScanError>>> Reader<Events> {
    fn next(&mut self) -> Result<(Event<'text>, Place), Fault> {
        match self.events.next() {
            Some(Ok((event, span))) => Ok((event, Place { line: span.start.line(), column: span.start.col() + 1 })),
            Some(Err(error)) => {
                let place = Place { line: error.marker().line(), column: error.marker().col() + 1 };
                Err(place.fault(format!("this is no YAML: {}", error.info())))
            }
            None => Ok((Event::StreamEnd, Place { line: 1, column: 1 })),
        }
    }

    fn node(&mut self, event: Event<'text>, place: Place) -> Result<Node, Fault> {
        self.depth += 1;
        self.count += 1;
        if self.depth > DEEPEST {
            return Err(place.fault(format!("values stand in each other more than {DEEPEST} deep here")));
        }
        let (node, tag, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => (of_scalar(&text, style, tag.as_deref(), place), tag, anchor),
            Event::SequenceStart(anchor, tag) => (self.list(place)?, tag, anchor),
            Event::MappingStart(anchor, tag) => (self.map(place)?, tag, anchor),
            Event::Alias(anchor) => (self.alias(anchor, place)?, None, 0),
            _ => return Err(place.fault("a value is expected here")),
        };
        let node = match tag.as_deref() {
            Some(tag) => tagged(tag, node, place)?,
            None => node,
        };
        if self.count > MOST {
            return Err(place.fault(format!("the template has more than {MOST} values")));
        }
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        self.depth -= 1;
        Ok(node)
    }

    fn alias(&mut self, anchor: usize, place: Place) -> Result<Node, Fault> {
        let Some(node) = self.anchors.get(&anchor).cloned() else {
            return Err(place.fault("this alias stands inside of what it means"));
        };
        self.count += node.count();
        Ok(Node { place, ..node })
    }

    fn list(&mut self, place: Place) -> Result<Node, Fault> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(Node { content: Content::List(items), place }),
                (event, place) => items.push(self.node(event, place)?),
            }
        }
    }

    fn map(&mut self, place: Place) -> Result<Node, Fault> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (key, place) = match self.next()? {
                (Event::MappingEnd, _) => return Ok(Node { content: Content::Map(entries), place }),
                (Event::Scalar(text, ScalarStyle::Plain, _, None), place) if text == "<<" => {
                    return Err(place.fault("CloudFormation knows no `<<`; write the keys out"));
                }
                (Event::Scalar(text, _, _, None), place) => (text.into_owned(), place),
                (_, place) => return Err(place.fault("a key is a plain text")),
            };
            if let Some(first) = entries.iter().find(|entry| entry.key == key) {
                return Err(place.fault(format!("`{key}` is given twice, first in line {}", first.place.line)));
            }
            let (event, at) = self.next()?;
            let value = self.node(event, at)?;
            entries.push(Entry { key, place, value });
        }
    }
}

/// A scalar: quotes, blocks and tags make it a text.
fn of_scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>, place: Place) -> Node {
    let is_text =
        style != ScalarStyle::Plain || tag.is_some_and(|tag| !tag.is_yaml_core_schema() || tag.suffix == "str");
    let value = if is_text { Value::from(text) } else { scalar::plain(text) };
    Node { content: Content::Scalar(value), place }
}

/// What stands behind a tag.
fn tagged(tag: &Tag, node: Node, place: Place) -> Result<Node, Fault> {
    if tag.is_yaml_core_schema() {
        return match tag.suffix.as_str() {
            "str" | "int" | "float" | "bool" | "null" | "map" | "seq" => Ok(node),
            other => Err(place.fault(format!("CloudFormation knows no `!!{other}`"))),
        };
    }
    match (tag.handle.as_str(), tag.suffix.as_str()) {
        ("!", "") | ("", "!") => Ok(node),
        ("!", name) => short::long(name, node, place),
        _ => Err(place.fault(format!("CloudFormation knows no tag `{tag}`"))),
    }
}

#[cfg(test)]
mod tests;
