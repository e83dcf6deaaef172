use std::os::unix::fs::symlink;

use super::*;

fn context(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file).unwrap();
    }
    folder
}

fn reached(folder: &tempfile::TempDir, ignore: &str, take: Take) -> Vec<String> {
    reach(folder.path(), &Ignore::read(ignore).unwrap(), &[take]).unwrap().into_keys().collect()
}

fn of(sources: &[&str]) -> Take {
    Take { sources: sources.iter().map(|source| (*source).to_owned()).collect(), ..Take::default() }
}

const FILES: [&str; 9] = [
    "Cargo.toml",
    "README.md",
    "docs/a.md",
    "docs/deep/b.md",
    "src/deep/mod.rs",
    "src/main.rs",
    "target/debug/web",
    "ui/Cargo.toml",
    "ui/app.js",
];

#[test]
fn a_source_is_a_file_a_folder_or_a_pattern() {
    let folder = context(&FILES);
    for (sources, expected) in [
        (&["src"][..], &["src/deep/mod.rs", "src/main.rs"][..]),
        (&["/src/", "./Cargo.toml"], &["Cargo.toml", "src/deep/mod.rs", "src/main.rs"]),
        (&["../../src/main.rs"], &["src/main.rs"]),
        (&["*.md"], &["README.md"]),
        (&["docs/*"], &["docs/a.md", "docs/deep/b.md"]),
        (&["*/*.rs"], &["src/main.rs"]),
        (&["s?c/m[a-b]in.rs"], &["src/main.rs"]),
        (&["**/Cargo.toml"], &["Cargo.toml", "ui/Cargo.toml"]),
        (&["nowhere", "no*"], &[]),
        (&["."], &FILES),
        (&["*"], &FILES),
    ] {
        assert_eq!(reached(&folder, "", of(sources)), expected, "{sources:?}");
    }
}

#[test]
fn what_is_ignored_is_not_reached() {
    let folder = context(&FILES);
    for (ignore, expected) in [
        ("*\n!src\n!Cargo.toml", &["Cargo.toml", "src/deep/mod.rs", "src/main.rs"][..]),
        ("**\n!target/debug/web", &["target/debug/web"]),
        ("*.md\ndocs\nui\ntarget", &["Cargo.toml", "src/deep/mod.rs", "src/main.rs"]),
        ("**/*.md\nui/\n/target/", &["Cargo.toml", "docs/deep/", "src/deep/mod.rs", "src/main.rs"]),
    ] {
        let found = reach(folder.path(), &Ignore::read(ignore).unwrap(), &[of(&["."])]).unwrap();
        let names = found
            .iter()
            .map(|(path, entry)| if entry.kind == Kind::Folder { format!("{path}/") } else { path.clone() });
        assert_eq!(names.collect::<Vec<_>>(), expected, "{ignore}");
    }
    assert_eq!(reached(&folder, "src/main.rs", of(&["src/main.rs", "src/*.rs"])), [""; 0]);
}

#[test]
fn excludes_are_told_from_the_folder_that_is_copied() {
    let folder = context(&FILES);
    let with = |sources: &[&str], excludes: &[&str], keeps_parents| {
        let excludes = excludes.iter().map(|exclude| (*exclude).to_owned()).collect();
        reached(&folder, "", Take { excludes, keeps_parents, ..of(sources) })
    };
    assert_eq!(with(&["docs"], &["*.md"], false), ["docs/deep/b.md"]);
    assert_eq!(with(&["docs"], &["docs"], false), ["docs/a.md", "docs/deep/b.md"]);
    assert_eq!(with(&["."], &["docs", "**/*.rs", "target", "ui", "*.md"], false), ["Cargo.toml", "src/deep"]);
    assert_eq!(with(&["docs"], &["*.md"], true), ["docs/a.md", "docs/deep/b.md"]);
    assert_eq!(with(&["docs"], &["**/b.md"], true), ["docs/a.md", "docs/deep"]);
}

#[test]
fn links_count_by_where_they_lead() {
    let folder = context(&["real/a", "outside"]);
    let at = |name: &str| folder.path().join(name);
    symlink("real", at("link")).unwrap();
    symlink("/etc/hostname", at("real/far")).unwrap();
    symlink("round", at("round")).unwrap();
    // Within a folder a link is copied as it is; as a source it is followed.
    let found = reach(folder.path(), &Ignore::default(), &[of(&["real"])]).unwrap();
    assert_eq!(found["real/far"].kind, Kind::Link("/etc/hostname".into()));
    assert_eq!(reached(&folder, "", of(&["link/a"])), ["link", "real/a"]);
    assert_eq!(reached(&folder, "", of(&["link"])), ["link", "real/a", "real/far"]);
    assert_eq!(reached(&folder, "", of(&["round"])), ["round"]);
}

#[test]
fn modes_and_empty_folders_count() {
    let folder = context(&["run.sh"]);
    fs::create_dir(folder.path().join("empty")).unwrap();
    let kinds = || -> Vec<Kind> {
        let found = reach(folder.path(), &Ignore::default(), &[of(&["."])]).unwrap();
        found.into_values().map(|entry| entry.kind).collect()
    };
    assert_eq!(kinds(), [Kind::Folder, Kind::File { is_executable: false }]);
    fs::set_permissions(folder.path().join("run.sh"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(kinds(), [Kind::Folder, Kind::File { is_executable: true }]);
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    const DEEP: [&str; 10] =
        ["a", "b/a", "b/b", "b/ab/a", "b/ab/b/a", "ab/a", "ab/b/a", "ab/b/ab/b", "ab/b/b", "aa/b/b/a"];

    proptest! {
        /// Folders that are not entered have nothing that is reached.
        #[test]
        fn what_is_passed_over_has_nothing(
            rules in prop::collection::vec(("!?", "(\\*\\*/)?(a|b|ab|\\*|a\\*|\\?|\\*\\*)(/(a|b|ab|\\*|\\*\\*/a|[ab])){0,2}"), 0..5),
            source in "(\\*\\*/)?(a|b|ab|\\*|\\?b|\\[a-b\\])(/(a|b|\\*|\\*b|\\*\\*/b)){0,2}",
        ) {
            let folder = context(&DEEP);
            let text: Vec<String> = rules.iter().map(|(back, rule)| format!("{back}{rule}")).collect();
            let (text, pattern) = (text.join("\n"), Pattern::new(&source).unwrap());
            let ignore = Ignore::read(&text).unwrap();
            let is_taken = |file: &&str| {
                let above = file.match_indices('/').map(|(at, _)| &file[..at]);
                !ignore.ignores(file) && above.chain([*file]).any(|path| pattern.matches(path))
            };
            let found = reach(folder.path(), &ignore, &[of(&[source.as_str()])]).unwrap();
            let files = found.iter().filter(|(_, entry)| entry.kind != Kind::Folder).map(|(path, _)| path.as_str());
            let expected: std::collections::BTreeSet<&str> = DEEP.iter().copied().filter(|file| is_taken(file)).collect();
            prop_assert_eq!(files.collect::<std::collections::BTreeSet<_>>(), expected, "{} of {:?}", source, text);
        }
    }
}
