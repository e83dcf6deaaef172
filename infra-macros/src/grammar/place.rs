//! Where else the language has a key.

use super::keys::{Form, takes};
use super::unknown::title;
use infra_core::language::{APP, ATTRIBUTES, Attribute, Block, Choice, Key, Kind};

/// Keys that are in more places than this are told apart by none of them.
const FEW: usize = 3;

/// A pair of parentheses of the language.
struct Place {
    /// The key or word in front of them.
    owner: &'static str,
    /// How a message calls it: `` `network = new(..)` ``.
    title: String,
    keys: Vec<&'static Key>,
}

/// Where an attribute that has `owner` has `key`, in this form if any has it so: few places, or none.
pub(super) fn beside(owner: &str, key: &str, form: &Form) -> Vec<String> {
    let all = ATTRIBUTES.iter().map(|attribute| places(attribute));
    few(key, form, all.filter(|places| places.iter().any(|place| place.owner == owner)).flatten())
}

/// Where all of the language has `key`, in this form if any has it so: few places, or none.
pub(super) fn anywhere(key: &str, form: &Form) -> Vec<String> {
    let app = Place { owner: "app!", title: title("app!"), keys: APP.all_keys() };
    few(key, form, ATTRIBUTES.iter().flat_map(|attribute| places(attribute)).chain([app]))
}

fn few(name: &str, form: &Form, places: impl Iterator<Item = Place>) -> Vec<String> {
    let mut found: Vec<(String, bool)> = Vec::new();
    for place in places {
        let key = place.keys.iter().find(|key| key.name == name && !key.is_bare());
        if let Some(key) = key.filter(|_| found.iter().all(|(title, _)| *title != place.title)) {
            found.push((place.title, takes(key, form)));
        }
    }
    if found.iter().any(|(_, takes)| *takes) {
        found.retain(|(_, takes)| *takes);
    }
    if found.len() > FEW { Vec::new() } else { found.into_iter().map(|(title, _)| title).collect() }
}

/// All parentheses of an attribute, its own first.
fn places(attribute: &Attribute) -> Vec<Place> {
    let owner = attribute.kind.word();
    let mut places = Vec::new();
    add(&mut places, owner, title(owner), attribute.block);
    places
}

fn add(places: &mut Vec<Place>, owner: &'static str, title: String, block: &'static Block) {
    let keys = block.all_keys();
    places.push(Place { owner, title, keys: keys.clone() });
    for key in keys {
        add_kind(places, key, &key.kind);
    }
}

fn add_kind(places: &mut Vec<Place>, key: &'static Key, kind: &'static Kind) {
    match kind {
        Kind::Block(block) => add(places, key.name, title(key.name), block),
        Kind::Choice(choice) => add_choice(places, key, choice),
        Kind::List(element) | Kind::Some(element) | Kind::Pairs(_, element) => add_kind(places, key, element),
        _ => {}
    }
}

fn add_choice(places: &mut Vec<Place>, key: &'static Key, choice: &'static Choice) {
    if let Some((_, block)) = choice.parentheses {
        add(places, key.name, title(key.name), block);
    }
    for variant in choice.variants {
        let Some(block) = variant.block else { continue };
        let alone = key.is_bare() || matches!(key.kind, Kind::Pairs(..));
        let title = if alone { title(variant.word) } else { format!("`{} = {}(..)`", key.name, variant.word) };
        add(places, variant.word, title, block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Args;

    fn beside(owner: &str, key: &str) -> Vec<String> {
        super::beside(owner, key, &Form::Args(Args::default()))
    }

    fn anywhere(key: &str) -> Vec<String> {
        super::anywhere(key, &Form::Flag)
    }

    #[test]
    fn keys_are_found_in_the_parentheses_of_the_same_attribute() {
        assert_eq!(beside("service", "essential"), ["`container(..)`"]);
        // Not in `restart(..)`, which has `after = ".."`.
        assert_eq!(beside("service", "after"), ["`#[service]`", "`container(..)`"]);
        assert_eq!(beside("cluster", "nat"), ["`network = new(..)`"]);
        assert_eq!(beside("container", "route"), ["`#[service]`"]);
        assert_eq!(beside("container", "volume"), ["`#[service]`", "`#[task]`"]);
        assert!(beside("cluster", "account").is_empty());
    }

    #[test]
    fn keys_are_found_elsewhere_unless_they_are_in_many_places() {
        assert_eq!(anywhere("account"), ["`app!`"]);
        assert!(anywhere("weight").is_empty());
        assert!(anywhere("flavour").is_empty());
    }
}
