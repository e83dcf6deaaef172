//! What is declared of a Dockerfile, with its paths.

use std::path::{Path, PathBuf};

use infra_core::declaration;

use super::{Dockerfile, Secret};
use crate::Platform;

impl Dockerfile {
    /// What is declared in a package, whose folder this is. Without a context it is the Dockerfile's folder; files of secrets lie in
    /// the context's folder, and `env:NAME` is a variable of the environment.
    #[must_use]
    pub fn declared(declared: &declaration::Dockerfile, package: &Path, platform: Platform) -> Self {
        let file = package.join(declared.path);
        let context = match declared.context {
            Some(context) => package.join(context),
            None => file.parent().map_or_else(|| package.to_owned(), PathBuf::from),
        };
        let secret = |source: &str| match source.strip_prefix("env:") {
            Some(variable) => Secret::Variable(variable.to_owned()),
            None => Secret::File(context.join(source)),
        };
        let secrets = declared.secrets.iter().map(|(id, source)| ((*id).to_owned(), secret(source))).collect();
        let arguments = declared.args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { file, context, target: declared.target.map(str::to_owned), arguments, secrets, platform }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_the_package() {
        let declared = declaration::Dockerfile {
            path: "web/Dockerfile",
            context: None,
            target: Some("release"),
            args: &[("PROFILE", "dev")],
            secrets: &[("netrc", ".netrc"), ("token", "env:TOKEN")],
        };
        let dockerfile = Dockerfile::declared(&declared, Path::new("/shop"), Platform::here());
        assert_eq!(dockerfile.file, Path::new("/shop/web/Dockerfile"));
        assert_eq!(dockerfile.context, Path::new("/shop/web"));
        let secrets = [Secret::File("/shop/web/.netrc".into()), Secret::Variable("TOKEN".into())];
        assert_eq!(dockerfile.secrets.into_iter().map(|(_, secret)| secret).collect::<Vec<_>>(), secrets);
        let other = declaration::Dockerfile { context: Some("."), ..declared };
        assert_eq!(Dockerfile::declared(&other, Path::new("/shop"), Platform::here()).context, Path::new("/shop/."));
    }
}
