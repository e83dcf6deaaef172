//! The crates that are built to be measured.

use std::path::Path;

use crate::failure::Failure;
use crate::workspace;

/// How many services the crate of declarations has.
const SERVICES: usize = 50;

/// Writes a crate of declarations only: what a user checks after every edit, without the AWS SDK.
pub(crate) fn declarations(folder: &Path) -> Result<(), Failure> {
    let root = workspace::root();
    let dependencies = format!(
        "infra-core = {{ path = \"{0}/infra-core\" }}\ninfra-macros = {{ path = \"{0}/infra-macros\" }}\n",
        root.display()
    );
    workspace::write(&folder.join("Cargo.toml"), &manifest("bench-declarations", &dependencies, ""))?;
    workspace::write(&folder.join("src/lib.rs"), &services(SERVICES, 0))?;
    copy_lock(folder)
}

/// Changes one declaration in the crate of declarations, as a user would; another `edit` is another change.
pub(crate) fn edit_declarations(folder: &Path, edit: usize) -> Result<(), Failure> {
    workspace::write(&folder.join("src/lib.rs"), &services(SERVICES, edit))
}

/// Writes the least program that calls ECS, with the SDK's features and the profile of this workspace.
pub(crate) fn hello(folder: &Path) -> Result<(), Failure> {
    let workspace_manifest = workspace::read(&workspace::root().join("Cargo.toml"))?;
    let mut dependencies = String::new();
    for name in ["aws-config", "aws-sdk-ecs"] {
        let line = dependency(&workspace_manifest, name).ok_or_else(|| {
            Failure::new(
                format!("the workspace's Cargo.toml has no line for `{name}`"),
                "give it one line under [workspace.dependencies], or change `bench/generate.rs`",
            )
        })?;
        dependencies.push_str(line);
        dependencies.push('\n');
    }
    dependencies.push_str("tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n");
    let profiles = profiles(&workspace_manifest);
    workspace::write(&folder.join("Cargo.toml"), &manifest("bench-hello", &dependencies, &profiles))?;
    workspace::write(&folder.join("src/main.rs"), HELLO)?;
    copy_lock(folder)
}

const HELLO: &str = "\
#[tokio::main]
async fn main() {
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    let clusters = aws_sdk_ecs::Client::new(&config).list_clusters().send().await;
    println!(\"{clusters:?}\");
}
";

/// A crate outside this workspace, though it lies below its folder.
fn manifest(name: &str, dependencies: &str, profiles: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n{dependencies}\n{profiles}[workspace]\n"
    )
}

/// The same versions as the workspace's; cargo drops what the crate does not need.
fn copy_lock(folder: &Path) -> Result<(), Failure> {
    let lock = workspace::read(&workspace::root().join("Cargo.lock"))?;
    workspace::write(&folder.join("Cargo.lock"), &lock)
}

/// The line of `manifest` that says which version and features of `name` are taken.
fn dependency<'manifest>(manifest: &'manifest str, name: &str) -> Option<&'manifest str> {
    manifest.lines().find(|line| line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('=')))
}

/// All `[profile…]` tables of `manifest`.
fn profiles(manifest: &str) -> String {
    let mut inside = false;
    let mut tables = String::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.starts_with("[profile");
        }
        if inside {
            tables.push_str(line);
            tables.push('\n');
        }
    }
    tables
}

/// An app with `count` services on one cluster. Each `edit` gives the first service another port.
fn services(count: usize, edit: usize) -> String {
    let port = |number| if number == 1 { 8080 + edit } else { 8080 };
    let declared: Vec<String> = (1..=count).map(|number| service(number, port(number))).collect();
    let listed: Vec<String> = (1..=count).map(|number| format!("S{number}")).collect();
    let (declared, listed) = (declared.concat(), listed.join(", "));
    format!(
        "use infra_core::prelude::*;\nuse infra_macros::{{app, cluster, service}};\n\n\
         #[cluster(capacity = fargate)]\npub struct Shop;\n\
         {declared}\npub const APP: App = app!(\"bench\": Shop, {listed});\n"
    )
}

fn service(number: usize, port: usize) -> String {
    format!(
        "\n#[service(cluster = Shop, image = \"nginx:1\", cpu = 256, memory = 512, port = {port}, \
         route(\"/s{number}/*\"))]\npub struct S{number};\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "[workspace]\nmembers = []\n\n[workspace.dependencies]\naws-config = { version = \"1\" }\n\
        aws-config-extra = \"2\"\n\n# Why.\n[profile.dev.package.\"*\"]\ndebug = false\n\n[profile.release]\nlto = true\n\
        [workspace.lints.rust]\nx = 1\n";

    #[test]
    fn a_dependency_s_line_is_found_by_its_whole_name() {
        assert_eq!(dependency(MANIFEST, "aws-config"), Some("aws-config = { version = \"1\" }"));
        assert_eq!(dependency(MANIFEST, "aws"), None);
    }

    #[test]
    fn profiles_are_copied_and_nothing_else() {
        assert_eq!(profiles(MANIFEST), "[profile.dev.package.\"*\"]\ndebug = false\n\n[profile.release]\nlto = true\n");
    }

    #[test]
    fn the_workspace_has_what_hello_needs() {
        let manifest = workspace::read(&workspace::root().join("Cargo.toml")).unwrap();
        assert!(dependency(&manifest, "aws-config").is_some() && dependency(&manifest, "aws-sdk-ecs").is_some());
    }

    #[test]
    fn services_are_numbered_and_listed() {
        let text = services(2, 0);
        assert!(text.contains("port = 8080, route(\"/s2/*\"))]\npub struct S2;"), "{text}");
        assert!(text.ends_with("pub const APP: App = app!(\"bench\": Shop, S1, S2);\n"), "{text}");
    }

    #[test]
    fn an_edit_changes_one_line() {
        let (before, after) = (services(3, 0), services(3, 1));
        let changed = before.lines().zip(after.lines()).filter(|(one, other)| one != other).count();
        assert_eq!((before.lines().count(), changed), (after.lines().count(), 1));
    }
}
