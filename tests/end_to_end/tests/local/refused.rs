//! What cannot be run, and what is AWS's alone.

use crate::harness::{Workspace, get};

#[test]
fn a_missing_secret_says_where_to_write_it_and_then_it_is_there() {
    let workspace = Workspace::new();
    let run = |line: &str| workspace.run("local-guarded", &format!("{line} --target local --stage it"));
    let refused =
        run("deploy --yes").exits(1).complains("no value for the secret GREETING of web (ssm:/local/it/greeting");
    refused.complains("write `GREETING=..` into ").complains("/.infra/secrets/it.env");
    assert!(workspace.processes().is_empty());
    workspace.write(".infra/secrets/it.env", "# only here\nexport GREETING=\"a secret\" # quoted\n");
    let deployed = run("deploy --yes").exits(0).complains("can be read by other users of this machine");
    assert!(!format!("{}{}", deployed.stdout, deployed.stderr).contains("a secret"));
    assert_eq!(get(workspace.address("it"), "/").as_deref(), Some("a secret from one"));
    run("destroy --yes").exits(0);
    assert!(workspace.has(".infra/secrets/it.env"), "secrets are the user's");
}

#[test]
fn a_secret_of_the_environment_of_a_later_deploy_is_there() {
    let workspace = Workspace::new();
    let line = "deploy --yes --target local --stage it";
    workspace.run("local", line).exits(0);
    workspace.run("local-guarded", line).exits(1).complains("or set it in the environment");
    let deployed = workspace.run_with("local-guarded", line, ("GREETING", "a secret")).exits(0);
    assert!(!format!("{}{}", deployed.stdout, deployed.stderr).contains("a secret"));
    assert_eq!(get(workspace.address("it"), "/").as_deref(), Some("a secret from one"));
    let words = "exec web --target local --stage it -- printenv GREETING";
    workspace.run("local-guarded", words).exits(0).says("a secret");
    workspace.run("local-guarded", "destroy --yes --target local --stage it").exits(0);
}

#[test]
fn a_protected_stage_is_destroyed_by_its_name() {
    let workspace = Workspace::new();
    let run = |line: &str| workspace.run("local-protected", &format!("{line} --target local --stage it"));
    run("deploy --yes").exits(0);
    run("destroy --yes").exits(2).complains("`it` is protected").complains("give `--confirm it`");
    run("destroy --confirm prod").exits(2).complains("`prod` is not `it`; nothing was changed");
    assert!(get(workspace.address("it"), "/").is_some());
    run("destroy --confirm it").exits(0).says("Destroyed.");
    workspace.is_quiet();
    run("destroy").exits(0).says("Nothing to do.");
}

#[test]
fn what_cannot_be_built_or_run_says_so() {
    let workspace = Workspace::new();
    let run = |app: &str, line: &str| workspace.run(app, &format!("{line} --target local --stage it"));
    workspace.write("src/bin/web.rs", "fn main() { it does not build }");
    run("local", "plan").exits(1).complains("error: expected").complains("cargo could not build web, work");
    workspace.write("src/bin/other.rs", "fn main() {}");
    std::fs::remove_file(workspace.path("src/bin/web.rs")).unwrap();
    run("local", "plan")
        .exits(2)
        .complains("`cargo(\"web\")` names no binary")
        .complains("name one of `other`, `work`");
}

#[test]
fn what_is_of_aws_alone_says_what_to_use() {
    let workspace = Workspace::new();
    for line in
        ["verify", "attach", "rollback", "approve", "reject", "synth", "eject", "plan --cost", "deploy --verify"]
    {
        workspace.run("local", &format!("{line} --target local --stage it")).exits(2).complains("Hint: ");
    }
    workspace.run("local", "dev --target aws --stage it").exits(2).complains("`deploy` runs it on AWS");
    assert!(!workspace.has(".infra/local-it"));
}
