use super::*;

/// How a pattern matches a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Not,
    /// The path itself.
    Exact,
    /// A folder above it.
    Above,
}

use How::{Above, Exact, Not};

/// The cases that moby publishes for its matcher (github.com/moby/patternmatcher, `TestMatches`).
const MOBY: [(&str, &str, How); 71] = [
    ("**", "file", Exact),
    ("**", "file/", Exact),
    ("**/", "file", Exact),
    ("**/", "file/", Exact),
    ("**", "/", Exact),
    ("**/", "/", Exact),
    ("**", "dir/file", Exact),
    ("**/", "dir/file", Exact),
    ("**", "dir/file/", Exact),
    ("**/", "dir/file/", Exact),
    ("**/**", "dir/file", Exact),
    ("**/**", "dir/file/", Exact),
    ("dir/**", "dir/file", Exact),
    ("dir/**", "dir/file/", Exact),
    ("dir/**", "dir/dir2/file", Exact),
    ("dir/**", "dir/dir2/file/", Exact),
    ("**/dir", "dir", Exact),
    ("**/dir", "dir/file", Above),
    ("**/dir2/*", "dir/dir2/file", Exact),
    ("**/dir2/*", "dir/dir2/file/", Above),
    ("**/dir2/**", "dir/dir2/dir3/file", Exact),
    ("**/dir2/**", "dir/dir2/dir3/file/", Exact),
    ("**file", "file", Exact),
    ("**file", "dir/file", Exact),
    ("**/file", "dir/file", Exact),
    ("**file", "dir/dir/file", Exact),
    ("**/file", "dir/dir/file", Exact),
    ("**/file*", "dir/dir/file", Exact),
    ("**/file*", "dir/dir/file.txt", Exact),
    ("**/file*txt", "dir/dir/file.txt", Exact),
    ("**/file*.txt", "dir/dir/file.txt", Exact),
    ("**/file*.txt*", "dir/dir/file.txt", Exact),
    ("**/**/*.txt", "dir/dir/file.txt", Exact),
    ("**/**/*.txt2", "dir/dir/file.txt", Not),
    ("**/*.txt", "file.txt", Exact),
    ("**/**/*.txt", "file.txt", Exact),
    ("a**/*.txt", "a/file.txt", Exact),
    ("a**/*.txt", "a/dir/file.txt", Exact),
    ("a**/*.txt", "a/dir/dir/file.txt", Exact),
    ("a/*.txt", "a/dir/file.txt", Not),
    ("a/*.txt", "a/file.txt", Exact),
    ("a/*.txt**", "a/file.txt", Exact),
    ("a[b-d]e", "ae", Not),
    ("a[b-d]e", "ace", Exact),
    ("a[b-d]e", "aae", Not),
    ("a[^b-d]e", "aze", Exact),
    (".*", ".foo", Exact),
    (".*", "foo", Not),
    ("abc.def", "abcdef", Not),
    ("abc.def", "abc.def", Exact),
    ("abc.def", "abcZdef", Not),
    ("abc?def", "abcZdef", Exact),
    ("abc?def", "abcdef", Not),
    ("**/foo/bar", "foo/bar", Exact),
    ("**/foo/bar", "dir/foo/bar", Exact),
    ("**/foo/bar", "dir/dir2/foo/bar", Exact),
    ("abc/**", "abc", Not),
    ("abc/**", "abc/def", Exact),
    ("abc/**", "abc/def/ghi", Exact),
    ("**/.foo", ".foo", Exact),
    ("**/.foo", "bar.foo", Not),
    ("a(b)c/def", "a(b)c/def", Exact),
    ("a(b)c/def", "a(b)c/xyz", Not),
    ("a.|)$(}+{bc", "a.|)$(}+{bc", Exact),
    (
        "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl",
        "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl",
        Exact,
    ),
    ("dist/*.whl", "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl", Exact),
    ("a\\\\", "a\\", Exact),
    ("a\\*b", "a*b", Exact),
    // Of its other tests.
    ("*", "fileutils.go", Exact),
    ("*.go", "fileutils.go", Exact),
    ("*.go", ".", Not),
];

/// The same of several patterns.
const SEVERAL: [(&[&str], &str, bool); 10] = [
    (&["**", "!util/docker/web"], "util/docker/web/foo", false),
    (&["**", "!util/docker/web", "util/docker/web/foo"], "util/docker/web/foo", true),
    (
        &["**", "!dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl"],
        "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl",
        false,
    ),
    (&["**", "!dist/*.whl"], "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl", false),
    (&["!fileutils.go", "*.go"], "fileutils.go", true),
    (&["*.go", "!fileutils.go"], "fileutils.go", false),
    (&["docs", "!docs/README.md"], "docs/README.md", false),
    (&["docs/", "!docs/README.md"], "docs/README.md", false),
    (&["docs/*", "!docs/README.md"], "docs/README.md", false),
    (&[], "any/path/there", false),
];

/// The cases of Go's `filepath.Match` as moby holds them against its matcher: none where the pattern is malformed.
const MATCH: [(&str, &str, Option<bool>); 55] = [
    ("abc", "abc", Some(true)),
    ("*", "abc", Some(true)),
    ("*c", "abc", Some(true)),
    ("a*", "a", Some(true)),
    ("a*", "abc", Some(true)),
    ("a*", "ab/c", Some(true)),
    ("a*/b", "abc/b", Some(true)),
    ("a*/b", "a/c/b", Some(false)),
    ("a*b*c*d*e*/f", "axbxcxdxe/f", Some(true)),
    ("a*b*c*d*e*/f", "axbxcxdxexxx/f", Some(true)),
    ("a*b*c*d*e*/f", "axbxcxdxe/xxx/f", Some(false)),
    ("a*b*c*d*e*/f", "axbxcxdxexxx/fff", Some(false)),
    ("a*b?c*x", "abxbbxdbxebxczzx", Some(true)),
    ("a*b?c*x", "abxbbxdbxebxczzy", Some(false)),
    ("ab[c]", "abc", Some(true)),
    ("ab[b-d]", "abc", Some(true)),
    ("ab[e-g]", "abc", Some(false)),
    ("ab[^c]", "abc", Some(false)),
    ("ab[^b-d]", "abc", Some(false)),
    ("ab[^e-g]", "abc", Some(true)),
    ("a\\*b", "a*b", Some(true)),
    ("a\\*b", "ab", Some(false)),
    ("a?b", "a☺b", Some(true)),
    ("a[^a]b", "a☺b", Some(true)),
    ("a???b", "a☺b", Some(false)),
    ("a[^a][^a][^a]b", "a☺b", Some(false)),
    ("[a-ζ]*", "α", Some(true)),
    ("*[a-ζ]", "A", Some(false)),
    ("a?b", "a/b", Some(false)),
    ("a*b", "a/b", Some(false)),
    ("[\\]a]", "]", Some(true)),
    ("[\\-]", "-", Some(true)),
    ("[x\\-]", "x", Some(true)),
    ("[x\\-]", "-", Some(true)),
    ("[x\\-]", "z", Some(false)),
    ("[\\-x]", "x", Some(true)),
    ("[\\-x]", "-", Some(true)),
    ("[\\-x]", "a", Some(false)),
    ("[]a]", "]", None),
    ("[-]", "-", None),
    ("[x-]", "x", None),
    ("[x-]", "-", None),
    ("[x-]", "z", None),
    ("[-x]", "x", None),
    ("[-x]", "-", None),
    ("[-x]", "a", None),
    ("\\", "a", None),
    ("[a-b-c]", "a", None),
    ("[", "a", None),
    ("[^", "a", None),
    ("[^bc", "a", None),
    ("a[", "a", None),
    ("a[", "ab", None),
    ("*x", "xxx", Some(true)),
    ("[Local-Only]", "x", None),
];

#[test]
fn the_cases_of_moby_hold() {
    for (pattern, path, how) in MOBY {
        let ignore = Ignore::read(pattern).unwrap();
        assert_eq!(ignore.rules[0].pattern.matches(path), how == Exact, "{pattern} {path}");
        assert_eq!(ignore.ignores(path), how != Not, "{pattern} {path} with the folders above");
    }
    for (patterns, path, ignored) in SEVERAL {
        assert_eq!(Ignore::read(&patterns.join("\n")).unwrap().ignores(path), ignored, "{patterns:?} {path}");
    }
}

#[test]
fn the_cases_of_go_hold() {
    for (pattern, path, matched) in MATCH {
        let ignore = Ignore::read(pattern).ok();
        assert_eq!(ignore.map(|ignore| ignore.ignores(path)), matched, "{pattern} {path}");
    }
}

#[test]
fn a_file_is_read_as_moby_reads_it() {
    // Its case of an ignore file, without the `!` alone, which it reads and then refuses.
    let text = "test1\n/test2\n/a/file/here\n\nlastfile\n# this is a comment\n! /inverted/abs/path\n  #no comment\n";
    let ignore = Ignore::read(text).unwrap();
    let shown: Vec<(bool, bool)> = ["test1", "test2", "a/file/here", "lastfile", "inverted/abs/path", "#no comment"]
        .iter()
        .zip(&ignore.rules)
        .map(|(path, rule)| (rule.pattern.matches(path), rule.takes_back))
        .collect();
    assert_eq!(shown, [(true, false), (true, false), (true, false), (true, false), (true, true), (true, false)]);
    for text in ["!", "a\n\n! "] {
        let line = text.lines().count();
        assert_eq!(Ignore::read(text), Err(NoPattern { line, text: "!".to_owned() }));
    }
}

#[test]
fn what_builders_see_differently_is_not_ignored() {
    for (patterns, path, ignored) in
        [("a/b\n!a", "a/b", false), ("x\n!x/b\nx", "x/b", false), ("a\n!a/b\na/b/c", "a/b/c", true)]
    {
        assert_eq!(Ignore::read(patterns).unwrap().ignores(path), ignored, "{patterns}");
    }
}

#[test]
fn the_file_beside_the_dockerfile_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let (dockerfile, context) = (folder.path().join("web.Dockerfile"), folder.path().to_owned());
    assert_eq!(file(&dockerfile, &context).unwrap(), None);
    for (name, text) in [(".dockerignore", "a"), ("web.Dockerfile.dockerignore", "b")] {
        fs::write(folder.path().join(name), text).unwrap();
        assert_eq!(file(&dockerfile, &context).unwrap().unwrap().1, text);
    }
}

#[test]
fn folders_are_entered_only_where_something_may_be_taken_back() {
    for (patterns, folder, entered) in [
        ("target", "target", false),
        ("*\n!src", "target", false),
        ("*\n!src", "src", false),
        ("*\n!src/*.rs", "src", true),
        ("*\n!src/*.rs", "src/deep", false),
        ("*\n!**/keep", "target/debug", true),
        ("*\n!tar*/release/web", "target", true),
        ("*\n!tar*/release/web", "target/debug", false),
        ("*\n!tar*/release/web", "target/release", true),
    ] {
        assert_eq!(Ignore::read(patterns).unwrap().may_take_back_below(folder), entered, "{patterns} {folder}");
    }
}

#[test]
fn paths_have_a_shortest_form() {
    for (path, shortest) in
        [("", "."), (".", "."), ("./a//b/", "a/b"), ("/a/../b", "/b"), ("../a", "../a"), ("/..", "/"), ("a/..", ".")]
    {
        assert_eq!(clean(path), shortest);
    }
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// The same by trying everything, letter by letter, as the words of the manual have it.
    fn slow(pattern: &[char], path: &[char]) -> bool {
        match pattern {
            [] => path.is_empty(),
            ['*', '*', '/', rest @ ..] if !rest.is_empty() => {
                slow(rest, path) || (0..path.len()).any(|at| path[at] == '/' && slow(rest, &path[at + 1..]))
            }
            ['*', '*', '/'] | ['*', '*'] => true,
            ['*', '*', rest @ ..] => {
                slow(rest, path) || (0..path.len()).any(|at| path[at] == '/' && slow(rest, &path[at + 1..]))
            }
            ['*', rest @ ..] => {
                let most = path.iter().position(|letter| *letter == '/').unwrap_or(path.len());
                (0..=most).any(|at| slow(rest, &path[at..]))
            }
            ['?', rest @ ..] => path.first().is_some_and(|letter| *letter != '/') && slow(rest, &path[1..]),
            [letter, rest @ ..] => path.first() == Some(letter) && slow(rest, &path[1..]),
        }
    }

    proptest! {
        #[test]
        fn a_pattern_matches_what_trying_everything_finds(
            pattern in "(a|b|/|\\*|\\?|/\\*\\*/|a\\*\\*){1,8}",
            path in "[ab]{1,3}(/[ab]{1,3}){0,3}",
        ) {
            let pattern = clean(&pattern);
            // What begins with two stars and is letters then, ends a path, also within a name; three stars are two and one.
            prop_assume!(!pattern.starts_with("**") && !pattern.contains("***"));
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            prop_assert_eq!(Pattern::new(&pattern).unwrap().matches(&path), slow(&letters(&pattern), &letters(&path)));
        }

        #[test]
        fn what_the_last_pattern_takes_back_is_never_ignored(
            rules in prop::collection::vec((any::<bool>(), "[ab](/[ab]){0,2}"), 0..5),
            path in "[ab](/[ab]){0,3}",
        ) {
            let text: Vec<String> =
                rules.iter().map(|(back, path)| format!("{}{path}", if *back { "!" } else { "" })).collect();
            let above = |rule: &str| path == rule || path.starts_with(&format!("{rule}/"));
            let mut last = false;
            for (back, rule) in &rules {
                if above(rule) {
                    last = !back;
                }
            }
            let ignored = Ignore::read(&text.join("\n")).unwrap().ignores(&path);
            prop_assert!(last || !ignored);
            prop_assert!(ignored || !last || rules.iter().any(|(back, _)| *back));
        }

        #[test]
        fn no_pattern_breaks_it(text in "\\PC{0,12}", path in "\\PC{0,12}") {
            if let Ok(ignore) = Ignore::read(&text) {
                _ = (ignore.ignores(&path), ignore.may_take_back_below(&path));
            }
        }
    }
}
