//! Registries that want a token, which is had from another server.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use image_tests::{Made, Registry, Server, answer, quiet};
use infra_image::push::{Push, PushError};
use infra_image::{Credentials, DockerConfig, RegistryError};

use crate::support::push;

/// A registry that lets in who has a token of this server.
async fn door(registry: &Registry, tokens: &Server) -> Server {
    let realm = format!(r#"Bearer realm="http://{}/token?a=b",service="harbour""#, tokens.host());
    Server::start(Some(registry.address()), move |request| {
        let allowed = request.headers.get("authorization").is_some_and(|who| who == "Bearer t0ken");
        if allowed {
            return None;
        }
        let mut refused = answer(401, "");
        refused.headers_mut().insert("www-authenticate", realm.parse().unwrap());
        Some(refused)
    })
    .await
}

#[tokio::test]
async fn a_token_is_had_where_the_registry_says_and_is_had_once() {
    let tokens = Server::start(None, |request| {
        let allowed = request.headers.get("authorization").is_some_and(|who| who == "Basic bWU6czNjcmV0");
        Some(if allowed { answer(200, r#"{"token":"t0ken","expires_in":300}"#) } else { answer(401, "") })
    })
    .await;
    let registry = Registry::start();
    let door = door(&registry, &tokens).await;
    let made = Made::of(1000);
    let client = door.client_with(Arc::new(Credentials::password("me", "s3cret")));
    push(&made, &client, "web", &["v1"]).await.unwrap();
    let asked: Vec<String> = tokens.heard().iter().map(|request| request.uri.to_string()).collect();
    let pull = "/token?a=b&service=harbour&scope=repository%3Aweb%3Apull";
    assert_eq!(asked, [pull.to_owned(), format!("{pull}%2Cpush")]);

    let client = door.client_with(Arc::new(Credentials::password("me", "wrong")));
    let refused = push(&made, &client, "web", &["v1"]).await.unwrap_err();
    assert!(matches!(refused, PushError::Registry(RegistryError::Denied { with_credentials: true, .. })));
}

/// A server that gives tokens for an identity token, as `docker login` leaves one behind where the registry gave it one.
async fn for_identity() -> Server {
    Server::start(None, |request| {
        let is_form =
            request.headers.get("content-type").is_some_and(|kind| kind == "application/x-www-form-urlencoded");
        let allowed = request.method == "POST" && is_form && request.headers.get("authorization").is_none();
        // What an OAuth2 server calls it.
        Some(if allowed { answer(200, r#"{"access_token":"t0ken","expires_in":300}"#) } else { answer(401, "") })
    })
    .await
}

#[tokio::test]
async fn an_identity_token_is_given_for_others() {
    let (registry, tokens) = (Registry::start(), for_identity().await);
    let door = door(&registry, &tokens).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.json");
    let login = format!(r#"{{"auths":{{"{}":{{"identitytoken":"r3fresh&more"}}}}}}"#, door.host());
    fs::write(&file, login).unwrap();
    let made = Made::of(1000);
    push(&made, &registry.client(), "one", &[]).await.unwrap();

    let client = door.client_with(Arc::new(DockerConfig::at(&file)));
    let (store, image, mount_from) = (&made.store, &made.image.digest, ["one".to_owned()]);
    let push = Push { store, registry: &client, repository: "web", image, tags: &[], mount_from: &mount_from };
    push.run(&quiet()).await.unwrap();
    let asked: Vec<String> = tokens.bodies().iter().map(|body| String::from_utf8(body.to_vec()).unwrap()).collect();
    let grant = "&grant_type=refresh_token&client_id=infra&refresh_token=r3fresh%26more";
    let of = |scopes: &str| format!("service=harbour&scope={scopes}{grant}");
    // Several scopes are one field, as OAuth2 has it.
    let both = "repository%3Aweb%3Apull%2Cpush+repository%3Aone%3Apull";
    let scopes = ["repository%3Aweb%3Apull", "repository%3Aone%3Apull", both, "repository%3Aweb%3Apull%2Cpush"];
    assert_eq!(asked, scopes.map(of));
    assert!(tokens.heard().iter().all(|request| request.uri == "/token?a=b"));
    assert!(door.heard().iter().all(|request| !format!("{request:?}").contains("r3fresh")));
}

#[tokio::test]
async fn an_identity_token_that_is_not_good_is_not_told() {
    let (registry, tokens) =
        (Registry::start(), Server::start(None, |_| Some(answer(400, "r3fresh is not good"))).await);
    let door = door(&registry, &tokens).await;
    let client = door.client_with(Arc::new(Credentials::IdentityToken("r3fresh".into())));
    let refused = push(&Made::of(1000), &client, "web", &[]).await.unwrap_err();
    let PushError::Registry(refused) = refused else { panic!("{refused}") };
    assert!(matches!(refused, RegistryError::Denied { with_credentials: true, .. }));
    assert!(!format!("{refused} {refused:?} {:?}", refused.hint()).contains("r3fresh"));
}

#[test]
fn a_credential_helper_may_have_an_identity_token() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let registry = Registry::start();
    let (tokens, door) = runtime.block_on(async {
        let tokens = for_identity().await;
        let door = door(&registry, &tokens).await;
        (tokens, door)
    });
    let made = Made::of(1000);
    let folder = tempfile::tempdir().unwrap();
    let helper = folder.path().join("docker-credential-harbour");
    fs::write(&helper, "#!/bin/sh\necho '{\"Username\":\"<token>\",\"Secret\":\"r3fresh\"}'\n").unwrap();
    fs::set_permissions(&helper, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(folder.path().join("config.json"), r#"{"credsStore":"harbour"}"#).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_image-push"));
    command.arg(made.store.folder()).args([&door.host(), "web", made.image.digest.as_str()]);
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let output = command.env("DOCKER_CONFIG", folder.path()).env("PATH", path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(tokens.bodies().iter().all(|body| body.ends_with(b"&refresh_token=r3fresh")));
}
