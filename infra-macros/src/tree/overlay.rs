//! What an item is in a stage.

use super::{Field, Fields, Node};
use infra_core::language::{Kind, Mark};

impl Fields {
    /// These keys with those of a stage in their place: whole, but for names with values, which are merged by name.
    pub(crate) fn overlaid(&self, stage: &Self) -> Self {
        let mut given: Vec<Field> = Vec::new();
        for field in &self.given {
            match (&field.node, &field.key.kind) {
                (Node::Pairs(pairs), Kind::Pairs(..)) => {
                    let kept = pairs.iter().filter(|(word, _)| !stage.names(field, &word.text())).cloned();
                    given.push(Field { node: Node::Pairs(kept.collect()), ..field.clone() });
                }
                _ if stage.replaces(field.key.name) && !field.key.is(Mark::adds) => {}
                _ => given.push(field.clone()),
            }
        }
        for field in &stage.given {
            let merged = given.iter_mut().find(|other| other.key.name == field.key.name);
            match (&field.node, merged.map(|other| &mut other.node)) {
                (Node::Pairs(pairs), Some(Node::Pairs(all))) => all.extend(pairs.iter().cloned()),
                _ => given.push(field.clone()),
            }
        }
        Self { block: self.block, given, sound: self.sound && stage.sound, at: self.at.clone() }
    }

    /// Whether a key of this stage takes the place of the key `name`, or of some of its names.
    pub(super) fn replaces(&self, name: &str) -> bool {
        let partners: &[&str] = match name {
            "env" | "secret" => &["env", "secret"],
            _ => &[],
        };
        let excluded = self.block.excludes.iter().filter(|keys| keys.contains(&name)).copied().flatten();
        self.one(name).is_some() || excluded.chain(partners).any(|other| self.one(other).is_some())
    }

    /// Whether a name of this stage takes the place of one in `field`: a variable has one source, `env` or `secret`.
    fn names(&self, field: &Field, name: &str) -> bool {
        let partners: &[&str] = match field.key.name {
            "env" | "secret" => &["env", "secret"],
            other => &[other],
        };
        partners.iter().flat_map(|key| self.all(key)).any(|other| match &other.node {
            Node::Pairs(pairs) => pairs.iter().any(|(word, _)| word.text() == name),
            _ => false,
        })
    }
}
