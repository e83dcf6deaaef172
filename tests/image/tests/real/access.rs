//! Who is let in, and what is said of those who are not.

use std::fs;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use image_tests::{Made, PASSWORD, Registry, Server, USER, answer, run, script};
use infra_image::push::{PushError, missing};
use infra_image::registry::CredentialsFuture;
use infra_image::{CredentialSource, Credentials, DockerConfig, RegistryError};

use crate::support::push;

#[tokio::test]
async fn a_password_lets_in() {
    let registry = Registry::start_with_password();
    let made = Made::of(100_000);
    let client = registry.client_with(Credentials::password(USER, PASSWORD));
    push(&made, &client, "web", &["v1"]).await.unwrap();
    let image = format!("docker://{}/web:v1", registry.host());
    let who = format!("{USER}:{PASSWORD}");
    run("skopeo", ["inspect", "--tls-verify=false", "--creds", &who, &image]);
}

#[tokio::test]
async fn a_password_is_in_nothing_that_is_written() {
    let registry = Registry::start_with_password();
    let made = Made::of(100_000);
    let client = registry.client_with(Credentials::password(USER, PASSWORD));
    push(&made, &client, "web", &["v1"]).await.unwrap();
    // As it is, and as the header has it.
    let needles = [PASSWORD.as_bytes(), b"cGlsb3Q6aGFyYm91ci1waWxvd"];
    let mut folders = vec![registry.data().to_owned(), made.folder.path().to_owned()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let bytes = fs::read(&path).unwrap();
            for needle in needles {
                assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{}", path.display());
            }
        }
    }
    assert!(files > 10, "{files} files were looked at");
}

#[tokio::test]
async fn without_it_the_way_in_is_said_and_the_password_is_not() {
    let registry = Registry::start_with_password();
    let made = Made::of(1000);
    let refused = push(&made, &registry.client(), "web", &[]).await.unwrap_err();
    let PushError::Registry(refused) = refused else { panic!("{refused}") };
    assert_eq!(refused.hint(), Some(format!("run `docker login {}`", registry.host())));
    let client = registry.client_with(Credentials::password(USER, "s3cret"));
    let refused = push(&made, &client, "web", &[]).await.unwrap_err();
    let words = format!("{refused} {refused:?} {client:?}");
    assert!(matches!(&refused, PushError::Registry(RegistryError::Denied { with_credentials: true, .. })), "{words}");
    assert!(!words.contains("s3cret"), "{words}");
    assert!(!words.contains(USER), "{words}");
}

#[tokio::test]
async fn what_skopeo_login_wrote_is_understood() {
    let registry = Registry::start_with_password();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("auth.json");
    let file_name = file.display().to_string();
    let login = ["login", "--tls-verify=false", "--authfile", &file_name, "-u", USER, "-p", PASSWORD, &registry.host()];
    run("skopeo", login);
    assert!(fs::read_to_string(&file).unwrap().contains("auth"));
    let client = infra_image::Registry::new(registry.host(), Arc::new(DockerConfig::at(&file)));
    push(&Made::of(1000), &client, "web", &["v1"]).await.unwrap();
}

/// Gives another password each time.
#[derive(Debug, Default)]
struct Renewed(AtomicU32);

impl CredentialSource for Renewed {
    fn credentials<'a>(&'a self, _registry: &'a str) -> CredentialsFuture<'a> {
        let times = self.0.fetch_add(1, Ordering::SeqCst) + 1;
        Box::pin(async move { Ok(Credentials::password("AWS", times.to_string())) })
    }
}

#[tokio::test]
async fn credentials_that_expire_in_the_middle_are_renewed() {
    let registry = Registry::start();
    // `AWS:1` and `AWS:2`, as the header has them.
    let (first, second) = ("Basic QVdTOjE=", "Basic QVdTOjI=");
    let uses = AtomicU32::new(0);
    let door = Server::start(Some(registry.address()), move |request| {
        let shown = request.headers.get("authorization").and_then(|shown| shown.to_str().ok()).unwrap_or_default();
        // The first one is good for a while: until an upload was begun, and parts of it were sent.
        let allowed = shown == second || shown == first && uses.fetch_add(1, Ordering::SeqCst) < 9;
        if allowed {
            return None;
        }
        let mut refused = answer(401, "");
        refused.headers_mut().insert("www-authenticate", r#"Basic realm="ecr",service="ecr""#.parse().unwrap());
        Some(refused)
    })
    .await;
    let source = Arc::new(Renewed::default());
    let made = Made::of(20 << 20);
    push(&made, &door.client_with(Arc::clone(&source) as Arc<dyn CredentialSource>), "web", &["v1"]).await.unwrap();
    assert_eq!(source.0.load(Ordering::SeqCst), 2);
    assert!(!missing(&made.store, &registry.client(), "web", &made.image.digest).await.unwrap().manifest);
}

#[test]
fn a_credential_helper_is_asked() {
    let registry = Registry::start_with_password();
    let made = Made::of(1000);
    let folder = tempfile::tempdir().unwrap();
    let helper = folder.path().join("docker-credential-harbour");
    let answer = format!(r#"{{"ServerURL":"x","Username":"{USER}","Secret":"{PASSWORD}"}}"#);
    script(&helper, &format!("read host; [ \"$1 $host\" = 'get {}' ] && echo '{answer}'\n", registry.host()));
    fs::write(folder.path().join("config.json"), r#"{"credsStore":"harbour"}"#).unwrap();
    let push = |path: String| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_image-push"));
        command.arg(made.store.folder()).args([&registry.host(), "web", made.image.digest.as_str()]);
        command.env("DOCKER_CONFIG", folder.path()).env("PATH", path).output().unwrap()
    };
    let path = std::env::var("PATH").unwrap();
    let output = push(format!("{}:{path}", folder.path().display()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let error = push(path);
    let error = String::from_utf8_lossy(&error.stderr);
    assert!(error.contains("docker-credential-harbour"), "{error}");
}
