//! What `docker login` and `podman login` left behind.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{CredentialSource, Credentials, CredentialsFuture, helper};

/// The credentials of docker's `config.json`, and of podman's `auth.json`, which has the same form.
#[derive(Clone, Debug)]
pub struct DockerConfig {
    files: Vec<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct File {
    auths: BTreeMap<String, Login>,
    creds_store: String,
    cred_helpers: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Login {
    auth: String,
    username: String,
    password: String,
    identitytoken: String,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Login(..)")
    }
}

impl DockerConfig {
    /// The files of the user who runs this: docker's first, then podman's.
    #[must_use]
    pub fn of_user() -> Self {
        let folder = |variable: &str| env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
        let home = folder("HOME");
        let docker = folder("DOCKER_CONFIG").or_else(|| Some(home.as_ref()?.join(".docker")));
        let podman =
            folder("REGISTRY_AUTH_FILE").or_else(|| Some(folder("XDG_RUNTIME_DIR")?.join("containers/auth.json")));
        let of_podman_without_session = home.map(|home| home.join(".config/containers/auth.json"));
        let docker = docker.map(|folder| folder.join("config.json"));
        Self { files: [docker, podman, of_podman_without_session].into_iter().flatten().collect() }
    }

    /// This file.
    #[must_use]
    pub fn at(file: impl Into<PathBuf>) -> Self {
        Self { files: vec![file.into()] }
    }

    async fn find(&self, registry: &str) -> Result<Credentials, String> {
        for path in &self.files {
            let Some(file) = read(path)? else { continue };
            let found = file.credentials(registry).await.map_err(|what| format!("{what} (`{}`)", path.display()))?;
            if found != Credentials::Anonymous {
                return Ok(found);
            }
        }
        Ok(Credentials::Anonymous)
    }
}

fn read(path: &Path) -> Result<Option<File>, String> {
    match fs::read(path) {
        // The words of the parser could repeat a secret.
        Ok(text) => serde_json::from_slice(&text).map(Some).map_err(|_| format!("`{}` is no JSON", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("`{}` cannot be read: {error}", path.display())),
    }
}

impl File {
    async fn credentials(&self, registry: &str) -> Result<Credentials, String> {
        let names = names(registry);
        if let Some((name, helper)) = names.iter().find_map(|name| Some((name, self.cred_helpers.get(name)?))) {
            return helper::ask(helper, name).await;
        }
        if !self.creds_store.is_empty() {
            for name in &names {
                let found = helper::ask(&self.creds_store, name).await?;
                if found != Credentials::Anonymous {
                    return Ok(found);
                }
            }
        }
        match names.iter().find_map(|name| self.auths.get(name)) {
            Some(login) => login.credentials(),
            None => Ok(Credentials::Anonymous),
        }
    }
}

/// What a registry is called in these files.
fn names(registry: &str) -> Vec<String> {
    let mut names = vec![];
    if registry == "docker.io" {
        names.extend(["https://index.docker.io/v1/", "index.docker.io", "registry-1.docker.io"].map(str::to_owned));
    }
    names.extend([registry.to_owned(), format!("https://{registry}"), format!("http://{registry}")]);
    let with_path = |name: &String| ["/", "/v1/", "/v2/"].map(|path| format!("{name}{path}"));
    let more: Vec<String> = names.iter().flat_map(with_path).collect();
    names.extend(more);
    names
}

impl Login {
    fn credentials(&self) -> Result<Credentials, String> {
        if !self.identitytoken.is_empty() {
            return Ok(Credentials::IdentityToken(self.identitytoken.clone()));
        }
        if self.auth.is_empty() {
            return Ok(match self.username.as_str() {
                "" => Credentials::Anonymous,
                user => Credentials::password(user, &self.password),
            });
        }
        let not_understood = || "an entry `auth` is not base64 of a user and a password".to_owned();
        let bytes = base64_simd::STANDARD.decode_to_vec(&self.auth).map_err(|_| not_understood())?;
        let text = String::from_utf8(bytes).map_err(|_| not_understood())?;
        let (user, password) = text.split_once(':').ok_or_else(not_understood)?;
        // Some versions of docker fill it up with zeros.
        Ok(Credentials::password(user, password.trim_end_matches('\0')))
    }
}

impl CredentialSource for DockerConfig {
    fn credentials<'a>(&'a self, registry: &'a str) -> CredentialsFuture<'a> {
        Box::pin(self.find(registry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn found(config: &str, registry: &str) -> Result<Credentials, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.json");
        fs::write(&file, config).unwrap();
        DockerConfig::at(file).find(registry).await
    }

    #[tokio::test]
    async fn what_docker_login_wrote_is_read() {
        let auth = base64_simd::STANDARD.encode_to_string("me:pass:word");
        let config = format!(
            r#"{{"auths": {{"https://index.docker.io/v1/": {{"auth": "{auth}"}}, "ghcr.io": {{"identitytoken": "t"}},
                "localhost:5000": {{}}}}, "HttpHeaders": {{"User-Agent": "Docker"}}}}"#
        );
        assert_eq!(found(&config, "docker.io").await, Ok(Credentials::password("me", "pass:word")));
        assert_eq!(found(&config, "ghcr.io").await, Ok(Credentials::IdentityToken("t".into())));
        assert_eq!(found(&config, "localhost:5000").await, Ok(Credentials::Anonymous));
        assert_eq!(found(&config, "elsewhere.io").await, Ok(Credentials::Anonymous));
    }

    #[tokio::test]
    async fn what_is_wrong_is_said_without_the_secret() {
        let broken = found(r#"{"auths": {"a.io": {"auth": "s3cret!"}}}"#, "a.io").await.unwrap_err();
        assert!(broken.contains("config.json") && !broken.contains("s3cret"), "{broken}");
        let broken = found(r#"{"auths": "s3cret"}"#, "a.io").await.unwrap_err();
        assert!(!broken.contains("s3cret"), "{broken}");
        let nowhere = DockerConfig::at("/nowhere/config.json");
        assert_eq!(nowhere.find("a.io").await, Ok(Credentials::Anonymous));
    }

    #[tokio::test]
    async fn a_helper_that_is_not_there_is_named() {
        let error = found(r#"{"credHelpers": {"a.io": "surely-not-installed"}}"#, "a.io").await.unwrap_err();
        assert!(error.contains("docker-credential-surely-not-installed"), "{error}");
        let error = found(r#"{"credsStore": "../../bin/sh"}"#, "a.io").await.unwrap_err();
        assert!(error.contains("is no name of a credential helper"), "{error}");
    }
}
