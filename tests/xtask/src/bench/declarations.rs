//! A crate of declarations, as large as asked for: what a user checks after every edit, without the AWS SDK.

use std::fmt::Write as _;
use std::path::Path;

use crate::bench::generate::{copy_lock, manifest};
use crate::failure::Failure;
use crate::workspace;

/// Writes the crate with `count` services.
pub(crate) fn write(folder: &Path, count: usize) -> Result<(), Failure> {
    let root = workspace::root();
    let dependencies = format!(
        "infra-core = {{ path = \"{0}/infra-core\" }}\ninfra-macros = {{ path = \"{0}/infra-macros\" }}\n",
        root.display()
    );
    workspace::write(&folder.join("Cargo.toml"), &manifest("bench-declarations", &dependencies, ""))?;
    workspace::write(&folder.join("src/lib.rs"), &services(count, 0))?;
    copy_lock(folder)
}

/// Changes one declaration in the crate, as a user would; another `edit` is another change.
pub(crate) fn edit(folder: &Path, count: usize, edit: usize) -> Result<(), Failure> {
    workspace::write(&folder.join("src/lib.rs"), &services(count, edit))
}

/// An app with `count` services on one cluster, a task for every ten of them, and two stages. Each `edit` gives the
/// first service another port.
fn services(count: usize, edit: usize) -> String {
    let mut text = String::from(
        "use infra_core::prelude::*;\nuse infra_macros::{app, cluster, service, task};\n\n\
         const WEB_CPU: u32 = 512;\n\n\
         #[cluster(capacity = [fargate(base = 1), fargate_spot(weight = 3)], \
         load_balancer(listen = [http(80)], idle = \"60s\"), tags(team = \"bench\"))]\npub struct Shop;\n",
    );
    let mut listed = String::from("Shop");
    for number in 1..=count {
        let port = if number == 1 { 8080 + edit } else { 8080 };
        text.push_str(&service(number, port));
        let _ = write!(listed, ", S{number}");
        if number.is_multiple_of(10) {
            let _ = write!(
                text,
                "\n#[task(cluster = Shop, image = \"rollup:1\", schedule = \"cron(0 3 * * ? *)\", \
                 timezone = \"Europe/Berlin\", timeout = \"1h\")]\npub struct T{number};\n"
            );
            let _ = write!(listed, ", T{number}");
        }
    }
    let _ = write!(text, "\npub const APP: App = app!(\"bench\": {listed}; stages = [dev, prod]);\n");
    text
}

/// A service as it is in a grown app: most keys that people use, an override, a reference to another service, and in
/// every fifth a sidecar.
fn service(number: usize, port: usize) -> String {
    let connect = if number > 1 { format!(" connect = [S{}],", number - 1) } else { String::new() };
    let sidecar = if number.is_multiple_of(5) {
        " container(\"proxy\", image = \"envoyproxy/envoy:v1.31.0\", cpu = 64, memory = 128, essential = false),"
    } else {
        ""
    };
    format!(
        "\n/// Serves part {number} of the shop.\n\
         #[service(cluster = Shop, image = \"nginx:1\", cpu = WEB_CPU, memory = \"1 GB\", port = {port}, \
         route(\"/s{number}/*\"), route(\"/v1/s{number}/*\", host = \"api.example.com\"), \
         health(\"/healthz\", every = \"15s\", timeout = \"5s\"), scale(2..=10, cpu = 60), drain = \"20s\",\
         {connect}{sidecar} env(RUST_LOG = \"info\", PART = \"{number}\"), secret(KEY = \"ssm:/shop/key\"), \
         allow(\"s3:GetObject\", on = \"arn:aws:s3:::bucket/*\"), logs(retention = \"30d\"), \
         stage(prod, cpu = 1024, memory = 2048, scale(4..=20, cpu = 60)))]\npub struct S{number};\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_numbered_and_listed() {
        let text = services(10, 0);
        assert!(
            text.contains("connect = [S1],") && text.contains("pub struct S10;") && text.contains("\"proxy\""),
            "{text}"
        );
        assert!(text.ends_with("S9, S10, T10; stages = [dev, prod]);\n"), "{text}");
    }

    #[test]
    fn an_edit_changes_one_line() {
        let (before, after) = (services(3, 0), services(3, 1));
        let changed = before.lines().zip(after.lines()).filter(|(one, other)| one != other).count();
        assert_eq!((before.lines().count(), changed), (after.lines().count(), 1));
    }
}
