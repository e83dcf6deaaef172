//! The README shows a declaration that does not compile: it and rustc's words are those of a case that is tested.

use std::fs;
use std::path::Path;

#[test]
fn the_readme_shows_what_rustc_says() {
    let read = |path: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let readme = read("../README.md");
    let case = read("ui/fail/readme.rs");
    let declarations = case.lines().skip(1).collect::<Vec<_>>().join("\n");
    let declarations = declarations.trim().trim_end_matches("fn main() {}").trim();
    assert!(readme.contains(declarations), "README.md and ui/fail/readme.rs differ; the case has\n{declarations}");
    // The columns of the location stay: both paths stand at the end of their line.
    let message = read("ui/fail/readme.stderr").replace("$DIR/", "").replace("ui/fail/readme.rs", "src/lib.rs");
    assert!(readme.contains(message.trim()), "README.md and ui/fail/readme.stderr differ; rustc says\n{message}");
}
