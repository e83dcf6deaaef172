//! Each kind of edit: whether it builds, what is said to have asked for it, and whether the image is another one then.

use infra_image::{Change, Verdict};

use crate::app::App;

/// What an edit does.
struct Edit {
    name: &'static str,
    /// The inputs that ask for a build; none where nothing is built.
    asks: &'static [&'static str],
    /// Whether a build gives another image: it may give the same one all the same.
    differs: bool,
}

const fn nothing(name: &'static str) -> Edit {
    Edit { name, asks: &[], differs: false }
}

const fn builds(name: &'static str, asks: &'static [&'static str], differs: bool) -> Edit {
    Edit { name, asks, differs }
}

const EDITS: [Edit; 17] = [
    nothing("README"),
    nothing("comment in the Dockerfile"),
    nothing("file of no package"),
    nothing("file in a stage that is not needed"),
    nothing("instruction in a stage that is not needed"),
    nothing(".dockerignore"),
    nothing("argument that no stage declares"),
    nothing("times of files"),
    builds("source", &["file src/main.rs changed"], true),
    // What is made of it is the same: nothing is pushed.
    builds("Cargo.lock", &["file Cargo.lock changed"], false),
    builds("mode", &["file conf/web.toml changed"], true),
    builds("new file", &["file conf/new.toml is new"], true),
    builds(".dockerignore of a file that was reached", &["file conf/web.toml is gone"], true),
    builds("instruction", &["stage 2 changed"], true),
    builds("argument", &["argument PROFILE is new"], true),
    builds("base", &["base REGISTRY/base:1 changed"], true),
    // Builders do not run a step anew because its secret is another one.
    builds("secret", &["secret token changed"], false),
];

async fn make(app: &mut App, edit: &str) {
    let dockerfile = app.read("Dockerfile");
    match edit {
        "README" => app.write("README.md", "# Another shop\n"),
        "comment in the Dockerfile" => app.write("Dockerfile", &format!("# The shop.\n\n{dockerfile}")),
        "file of no package" => app.write("unrelated/notes", "other notes\n"),
        "file in a stage that is not needed" => app.write("other", "another\n"),
        "instruction in a stage that is not needed" => {
            app.write("Dockerfile", &dockerfile.replace("COPY other /other", "COPY other /another"));
        }
        ".dockerignore" => app.write(".dockerignore", "*.md\ntarget\n.git\n"),
        "argument that no stage declares" => app.arguments.push(("UNUSED".into(), "2".into())),
        "times of files" => ["src/main.rs", "conf/web.toml"].iter().for_each(|file| app.write(file, &app.read(file))),
        "source" => app.write("src/main.rs", "fn main() { loop {} }\n"),
        "Cargo.lock" => app.write("Cargo.lock", "version = 4\n# another\n"),
        "mode" => app.mode("conf/web.toml", 0o755),
        "new file" => app.write("conf/new.toml", ""),
        ".dockerignore of a file that was reached" => app.write(".dockerignore", "*.md\ntarget\nconf/w*\n"),
        "instruction" => app.write("Dockerfile", &format!("{dockerfile}ENV PORT=80\n")),
        "argument" => app.arguments.push(("PROFILE".into(), "release".into())),
        "base" => app.base("two").await,
        "secret" => app.write("../token", "second-secret-value"),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn what_a_base_asks_for_on_build_is_reached() {
    let mut app = App::new().await;
    let digest = app.base_that_asks("one", "asks", &["COPY conf /conf", "RUN cat /conf/web.toml"]).await;
    let mut images = Vec::new();
    for name in ["base:asks".to_owned(), format!("base@{digest}")] {
        app.write("Dockerfile", &format!("FROM {}/{name}\nCOPY src src\n", app.registry()));
        app.write("conf/web.toml", "port = 80\n");
        images.push(app.build().await);
        app.write("README.md", &format!("# {name}\n"));
        assert_eq!(app.verdict().await, Verdict::Unchanged(images[0].clone()), "{name}");
        app.write("conf/web.toml", "port = 81\n");
        let Verdict::Build(changes) = app.verdict().await else { panic!("{name}: nothing is built") };
        assert_eq!(changes, [Change::Changed("file conf/web.toml".into())], "{name}");
        assert_ne!(app.build().await, images[0], "{name}");
    }
    assert_eq!(images[0], images[1]);
}

#[tokio::test]
async fn what_reaches_the_image_builds_it_and_nothing_else() {
    let mut app = App::new().await;
    assert_eq!(app.verdict().await, Verdict::Build(vec![]));
    let first = app.build().await;
    let mut image = first.clone();
    for Edit { name, asks, differs } in EDITS {
        make(&mut app, name).await;
        let expected: Vec<String> = asks.iter().map(|ask| ask.replace("REGISTRY", &app.registry())).collect();
        match app.verdict().await {
            Verdict::Unchanged(known) => assert_eq!((&known, &expected), (&image, &vec![]), "{name}"),
            Verdict::Build(changes) => {
                assert!(!expected.is_empty(), "{name} asks for a build");
                assert_eq!(changes.iter().map(Change::to_string).collect::<Vec<_>>(), expected, "{name}");
            }
        }
        // Also where nothing asks for it: what decides that nothing is built is right.
        let built = app.build().await;
        assert_eq!(built != image, differs, "{name}");
        image = built;
    }
    // There and back again: the first build is remembered.
    let mut again = App::new().await;
    let one = again.build().await;
    make(&mut again, "source").await;
    assert_ne!(again.build().await, one);
    again.write("src/main.rs", "fn main() {}\n");
    assert_eq!(again.verdict().await, Verdict::Unchanged(one.clone()));
    // Another folder, another storage, another day: the same image.
    assert_eq!(one, first);
}
