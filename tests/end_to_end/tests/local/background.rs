//! `deploy --target local`, and what is done with a stage that runs.

use crate::harness::{Workspace, get, until};

#[test]
fn a_stage_is_deployed_changed_looked_at_and_destroyed() {
    let workspace = Workspace::new();
    let run = |app: &str, line: &str| workspace.run(app, &format!("--target local --stage it {line}"));
    run("local", "plan --detailed-exitcode").exits(2).says("+ web service (new)").says("3 to create.");
    run("local", "deploy").exits(2).complains("give `--yes`");
    run("local", "deploy --yes").exits(0).says("Deployed.").complains("web: done (revision ");
    let address = workspace.address("it");
    assert_eq!(get(address, "/").as_deref(), Some("hello from one"));

    run("local", "deploy --yes").exits(0).says("Nothing to do: 3 unchanged.");
    workspace.run("local", "dev --stage it").exits(1).complains("local it runs already, in the background (process ");
    run("local", "plan --detailed-exitcode").exits(0);

    let changed = run("local-later", "plan");
    changed.exits(0).says("~ web service (rolling restart of 2 tasks").says("env GREETING: hello -> good evening");
    run("local-later", "deploy --yes").exits(0).says("1 to update, 2 unchanged.").complains("2 of 2 targets healthy");
    assert_eq!(get(address, "/").as_deref(), Some("good evening from one"));

    let status = workspace.status("it");
    assert_eq!((&status["services"][0]["healthy"], &status["services"][0]["restarts"]), (&2.into(), &0.into()));
    run("local", "status").exits(0).says("web      2 of 2   succeeded");
    let history = run("local", "history --json").exits(0).stdout;
    let history: serde_json::Value = serde_json::from_str(&history).unwrap();
    assert_eq!(history.as_array().map(Vec::len), Some(2), "{history}");

    run("local", "run work -- all 7").exits(7).says("working on all 7");
    run("local", "run nothing").exits(2).complains("it has work");
    // A word here has no spaces.
    let words = "exec web --target local --stage it -- sh -c printenv${IFS}GREETING;exit${IFS}4";
    workspace.run("local", words).exits(4).says("good evening");

    run("local", "logs").exits(0).says("Listening").says("working on all 7");
    run("local", "logs work").exits(0).says("working on all 7");
    run("local", "logs --filter nowhere").exits(0);
    run("local", "logs --previous web").exits(0).says("Listening");
    run("local", "logs wep").exits(2).complains("did you mean `web`?");
    let follow = workspace.begin("local", "logs -f web --since 1s --target local --stage it");
    get(address, "/followed");
    follow.says("asked for /followed");
    follow.interrupt();
    assert_eq!(follow.ends(), Some(0));

    run("local", "destroy").exits(2).complains("give `--yes`");
    run("local", "destroy --yes").exits(0).says("Destroyed.");
    workspace.is_quiet();
    assert_eq!(get(address, "/"), None);
    assert!(!workspace.has(".infra/local-it"));
    run("local", "destroy --yes").exits(0).says("Nothing to do.");
    run("local", "run work").exits(2).complains("nothing of local it runs on this machine");
}

#[test]
fn a_task_goes_on_where_nobody_watches_it_any_more() {
    let workspace = Workspace::new();
    workspace.run("local", "deploy --yes --target local --stage it").exits(0);
    let run = workspace.begin("local", "run work --target local --stage it -- wait go 3");
    run.says("working on wait go 3");
    run.interrupt();
    run.says("a task that was started goes on");
    run.says("`logs -f work` shows what it writes");
    assert_eq!(run.ends(), Some(130));
    let exit = || workspace.status("it")["tasks"][0]["runs"][0]["exit"].clone();
    assert!(exit().is_null(), "it goes on");
    workspace.write("go", "");
    until("it has ended by itself", || exit() == serde_json::json!({ "code": 3 }));
    workspace.run("local", "destroy --yes --target local --stage it").exits(0);
}
