//! `dev`.

use std::os::unix::fs::PermissionsExt;

use crate::harness::{WEB, Workspace, get, until};

#[test]
fn what_is_written_is_shown_and_ctrl_c_leaves_nothing() {
    let workspace = Workspace::new();
    let dev = workspace.begin("local", "dev --stage it");
    dev.says("SERVICE  HEALTHY");
    let address = workspace.address("it");
    assert_eq!(get(address, "/hello").as_deref(), Some("hello from one"));
    dev.says("asked for /hello");
    // Another command speaks to the same.
    workspace.run("local", "run work --target local --stage it -- 5").exits(5).says("working on 5");
    dev.says("working on 5");
    let second = workspace.run("local", "dev --stage it").exits(1);
    let second = second.complains("local it runs already, in another terminal (process ");
    assert!(!second.stderr.contains("Finished"), "it is said before anything is built: {}", second.stderr);
    get(address, "/crash");
    dev.says("a replica has stopped and is replaced, 1 restart so far");
    dev.interrupt();
    assert_eq!(dev.ends(), Some(0));
    workspace.is_quiet();
    assert_eq!(get(address, "/"), None);
    // What it left is no obstacle, and no news.
    workspace.run("local", "status --target local --stage it").exits(0).says("Nothing is deployed.");
}

/// The folder of a program that opens pages with these words, before all others in a `PATH`.
fn with_opener(workspace: &Workspace, words: &str) -> String {
    let opener = if cfg!(target_os = "macos") { "openers/open" } else { "openers/xdg-open" };
    workspace.write(opener, &format!("#!/bin/sh\n{words}\n"));
    let script = workspace.path(opener);
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:{}", script.parent().unwrap().display(), std::env::var("PATH").unwrap())
}

#[test]
fn the_page_is_opened_where_that_is_asked_for() {
    let workspace = Workspace::new();
    let opened = workspace.path("opened");
    // Whoever reads it finds all of it.
    let path = with_opener(&workspace, &format!("echo \"$@\" > {0}.part && mv {0}.part {0}", opened.display()));
    let dev = workspace.begin_with("local", "dev --open --stage it", ("PATH", &path));
    dev.says("SERVICE  HEALTHY");
    until("the page is opened", || opened.exists());
    let url = std::fs::read_to_string(&opened).unwrap();
    assert_eq!(workspace.status("it")["page"].as_str(), Some(url.trim()));
    let address = url.trim().trim_start_matches("http://").trim_end_matches('/').replace("localhost", "127.0.0.1");
    assert!(get(address.parse().unwrap(), "/").is_some_and(|page| page.contains("web")), "{address}");
    dev.interrupt();
    assert_eq!(dev.ends(), Some(0));
}

#[test]
fn where_no_browser_opens_the_page_is_told() {
    let workspace = Workspace::new();
    let path = with_opener(&workspace, "exit 3");
    let dev = workspace.begin_with("local", "dev --open --stage it", ("PATH", &path));
    dev.says("opens no browser (exit status: 3): the page is http://localhost:");
    dev.interrupt();
    assert_eq!(dev.ends(), Some(0));
}

#[test]
fn a_change_is_built_and_rolled_out_and_one_that_fails_changes_nothing() {
    let workspace = Workspace::new();
    let dev = workspace.begin("local", "dev --stage it");
    dev.says("SERVICE  HEALTHY");
    let address = workspace.address("it");
    dev.forget();
    workspace.write("src/bin/web.rs", &WEB.replace("\"one\"", "\"two\""));
    dev.says("src/bin/web.rs changed");
    until("the new version answers", || get(address, "/").as_deref() == Some("hello from two"));
    dev.says("web service: done");
    // The task was built by the same call, and is as it was.
    assert!(!dev.said().contains("work task"), "{}", dev.said());

    dev.forget();
    workspace.write("src/bin/web.rs", &WEB.replace("\"one\";", "\"three\""));
    dev.says("error: expected `;`");
    dev.says("What ran before goes on");
    assert_eq!(get(address, "/").as_deref(), Some("hello from two"));

    dev.forget();
    workspace.write("src/bin/web.rs", &WEB.replace("\"one\"", "\"four\""));
    until("the mended version answers", || get(address, "/").as_deref() == Some("hello from four"));
    dev.says("web service: done");
    dev.interrupt();
    assert_eq!(dev.ends(), Some(0));
    workspace.is_quiet();
}

#[test]
fn the_second_ctrl_c_kills_what_does_not_stop() {
    let workspace = Workspace::new();
    let dev = workspace.begin("local-stubborn", "dev --stage it");
    dev.says("Stubborn");
    dev.says("SERVICE  HEALTHY");
    dev.interrupt();
    dev.says("Ctrl-C once more kills what takes its time");
    dev.interrupt();
    assert_eq!(dev.ends(), Some(0));
    workspace.is_quiet();
}

/// What `cargo run` runs is the program of the declarations; its next version is one that hands over to that of the app which
/// greets otherwise.
const NEXT: &str = r#"
use std::os::unix::process::CommandExt;

fn main() {
    let app = std::env::var_os("NEXT").unwrap();
    let mut next = std::process::Command::new(app);
    panic!("{}", next.args(std::env::args_os().skip(1)).env("END_TO_END_APP", "local-later").exec());
}
"#;

#[test]
fn changed_declarations_are_put_in_place_by_their_own_program() {
    let workspace = Workspace::new();
    workspace.write("src/bin/infra.rs", "fn main() {}");
    let dev = workspace.begin_as_cargo_run("local", "dev --stage it");
    dev.says("SERVICE  HEALTHY");
    let address = workspace.address("it");
    assert_eq!(get(address, "/").as_deref(), Some("hello from one"));
    workspace.write("src/bin/infra.rs", NEXT);
    until("the new greeting is there", || get(address, "/").as_deref() == Some("good evening from one"));
    dev.says("web service: done");
    // From then on it is asked for whatever changes.
    workspace.write("src/bin/web.rs", &WEB.replace("\"one\"", "\"two\""));
    until("the new version is there", || get(address, "/").as_deref() == Some("good evening from two"));
    dev.interrupt();
    assert_eq!(dev.ends(), Some(0));
    workspace.is_quiet();
}

#[test]
fn lines_of_json_say_the_same() {
    let workspace = Workspace::new();
    let dev = workspace.begin("local", "dev --json --stage it");
    dev.says(r#"{"event":"running","#);
    get(workspace.address("it"), "/json");
    dev.says(r#""workload":"web""#);
    dev.says(r#""line":"asked for /json""#);
    dev.interrupt();
    dev.says(r#"{"event":"stopped"}"#);
    assert_eq!(dev.ends(), Some(0));
}
