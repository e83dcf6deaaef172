//! What is declared of a Dockerfile, with its paths.

use std::path::{Path, PathBuf};

use infra_core::declaration;

use super::{Dockerfile, Secret};
use crate::Platform;

impl Dockerfile {
    /// What a declaration says. `file` is that of the declaration, as `file!()` tells it from `root`, the folder of the workspace:
    /// the Dockerfile, its context and files of secrets lie below the package of that file. Without a context it is the
    /// Dockerfile's folder; `env:NAME` is a secret in a variable of the environment.
    #[must_use]
    pub fn declared(declared: &declaration::Dockerfile, root: &Path, file: &str, platform: Platform) -> Self {
        let package = package_of(root, file);
        let file = package.join(declared.path);
        let context = match declared.context {
            Some(context) => package.join(context),
            None => file.parent().map_or_else(|| package.clone(), PathBuf::from),
        };
        let secret = |source: &str| match source.strip_prefix("env:") {
            Some(variable) => Secret::Variable(variable.to_owned()),
            None => Secret::File(package.join(source)),
        };
        let secrets = declared.secrets.iter().map(|(id, source)| ((*id).to_owned(), secret(source))).collect();
        let arguments = declared.args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { file, context, target: declared.target.map(str::to_owned), arguments, secrets, platform }
    }
}

/// The folder of the package in which a file lies.
fn package_of(root: &Path, file: &str) -> PathBuf {
    let file = root.join(file);
    let package = file.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file());
    package.unwrap_or(root).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_the_package() {
        let workspace = tempfile::tempdir().unwrap();
        let root = workspace.path();
        std::fs::create_dir_all(root.join("shop/src/bin")).unwrap();
        std::fs::write(root.join("shop/Cargo.toml"), "").unwrap();
        let declared = |declared: &declaration::Dockerfile| {
            Dockerfile::declared(declared, root, "shop/src/bin/infra.rs", Platform::here())
        };
        let declaration = declaration::Dockerfile {
            path: "web/Dockerfile",
            context: None,
            target: Some("release"),
            args: &[("PROFILE", "dev")],
            secrets: &[("netrc", ".netrc"), ("token", "env:TOKEN")],
        };
        let dockerfile = declared(&declaration);
        assert_eq!(dockerfile.file, root.join("shop/web/Dockerfile"));
        assert_eq!(dockerfile.context, root.join("shop/web"));
        let secrets = [Secret::File(root.join("shop/.netrc")), Secret::Variable("TOKEN".into())];
        assert_eq!(dockerfile.secrets.into_iter().map(|(_, secret)| secret).collect::<Vec<_>>(), secrets);
        let other = declaration::Dockerfile { context: Some("."), ..declaration };
        assert_eq!(declared(&other).context, root.join("shop/."));
    }
}
