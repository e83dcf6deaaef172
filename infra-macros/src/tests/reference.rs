//! The documentation of the macros against the tables: `UPDATE_EXPECT=1 cargo test -p infra-macros reference` writes the
//! tables in it.

use infra_core::language::{CLUSTER, SERVICE, TASK, reference};
use std::{env, fs, path::Path};

/// The first line of a table of keys. What stands behind the first of a file is written from the tables.
const HEAD: &str = "| key | without it | meaning |\n";

fn check(name: &str, table: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    let text = fs::read_to_string(&file).unwrap();
    let start = text.find(HEAD).unwrap_or_else(|| panic!("docs/{name} has no table of keys"));
    let end = text[start..].find("\n\n").map_or(text.len(), |length| start + length + 1);
    let expected = format!("{}{table}{}", &text[..start], &text[end..]);
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, &expected).unwrap();
    } else {
        assert!(
            text == expected,
            "the keys in docs/{name} are not those of the tables: write them with `UPDATE_EXPECT=1`"
        );
    }
}

#[test]
fn the_keys_of_a_cluster() {
    check("cluster.md", &reference::attribute_table(CLUSTER));
}

#[test]
fn the_keys_of_a_service() {
    check("service.md", &reference::attribute_table(SERVICE));
}

#[test]
fn the_keys_of_a_task() {
    check("task.md", &reference::attribute_table(TASK));
}

#[test]
fn the_keys_of_an_app() {
    check("app.md", &reference::app_table());
}
