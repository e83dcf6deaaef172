//! The checks across items at run time: for an app that was put together without `app!`.

use infra_core::check;
use infra_core::declaration::{App, Cluster as _, Item, Listed as _, Service as _, Source, Stages};
use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/*"))]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", name = "web", port = 80, route("/*"), stage(produ, count = 2))]
struct Site;

fn app(items: &'static [Item]) -> App {
    App {
        name: "shop",
        items,
        stages: Stages { names: &["dev", "prod"], protected: &[], accounts: &[] },
        source: Source { file: file!(), line: line!() },
    }
}

#[test]
fn a_right_app_passes() {
    const ITEMS: &[Item] = &[Shop::ITEM, Web::ITEM];
    assert_eq!(check::app(&app(ITEMS)), Ok(()));
}

#[test]
fn every_problem_is_found_with_both_places() {
    const ITEMS: &[Item] = &[Web::ITEM, Site::ITEM, Web::ITEM];
    let problems = check::app(&app(ITEMS)).unwrap_err();
    let rules: Vec<_> = problems.iter().map(|problem| problem.violation.rule).collect();
    let expected = [
        "listed-cluster",
        "unique-name",
        "listed-cluster",
        "unique-route",
        "known-stage",
        "listed-once",
        "listed-cluster",
    ];
    assert_eq!(rules, expected);
    assert_eq!(
        problems[3].to_string(),
        format!(
            "services `Web` and `Site` both have the route `/*` [unique-route]\n\
             `Web` ({}:{}) is listed first\n\
             help: give `Site` ({}:{}) another path, or a `host`",
            file!(),
            Web::DECLARATION.identity.source.line,
            file!(),
            Site::DECLARATION.identity.source.line,
        )
    );
    assert!(problems[0].facts.as_str().contains(&format!(
        "`Shop` ({}:{})",
        file!(),
        Shop::DECLARATION.identity.source.line
    )));
}

#[test]
fn names_are_checked_as_well() {
    let mut app = app(const { &[Shop::ITEM] });
    app.name = "My Shop";
    app.stages.names = &["Dev"];
    let problems = check::app(&app).unwrap_err();
    let rules: Vec<_> = problems.iter().map(|problem| problem.violation.rule).collect();
    assert_eq!(rules, ["app-name", "stage-name"]);
}
