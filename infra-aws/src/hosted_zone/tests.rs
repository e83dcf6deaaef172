use super::*;

fn zone(id: &str, name: &str, private: bool) -> Zone {
    Zone { id: id.into(), name: name.into(), private }
}

#[test]
fn every_parent_but_the_top_level_domain_may_have_the_zone() {
    assert_eq!(
        names("a.shop.example.com").collect::<Vec<_>>(),
        ["a.shop.example.com", "shop.example.com", "example.com"]
    );
    assert_eq!(names("*.example.com").collect::<Vec<_>>(), ["example.com"]);
}

#[test]
fn the_longest_public_zone_covers_a_domain() {
    let parent = vec![zone("Z1", "example.com", false), zone("Z2", "other.com", false)];
    let own = vec![zone("Z3", "shop.example.com", false), zone("Z1", "example.com", false)];
    let private = vec![zone("Z4", "shop.example.com", true)];
    let chosen = |own: &[Zone]| {
        choose("shop.example.com", "1", &[("shop.example.com", own.to_vec()), ("example.com", parent.clone())]).unwrap()
    };
    assert_eq!(chosen(&own), "Z3");
    assert_eq!(chosen(&private), "Z1");
    assert_eq!(chosen(&[]), "Z1");
}

#[test]
fn what_is_missing_or_ambiguous_is_said() {
    let said =
        |zones: Vec<Zone>| choose("example.com", "111122223333", &[("example.com", zones)]).unwrap_err().to_string();
    assert!(said(vec![]).contains("no public hosted zone of account 111122223333 covers `example.com`"));
    assert!(said(vec![zone("Z2", "example.org", false)]).contains("no public hosted zone"));
    let two = said(vec![zone("Z1", "example.com", false), zone("Z2", "example.com", false)]);
    assert!(two.contains("Z1 and Z2 are both called example.com"), "{two}");
}
