//! The crates that are built to be measured.

use std::path::Path;

use crate::failure::Failure;
use crate::workspace;

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
pub(crate) fn manifest(name: &str, dependencies: &str, profiles: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n{dependencies}\n{profiles}[workspace]\n"
    )
}

/// The same versions as the workspace's; cargo drops what the crate does not need.
pub(crate) fn copy_lock(folder: &Path) -> Result<(), Failure> {
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
}
