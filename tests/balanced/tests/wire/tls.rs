//! HTTPS.

use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use balanced::{Client, Replica, Stage, balancer, rule, say, to};
use http_body_util::{BodyExt, Empty};
use hyper_util::rt::{TokioExecutor, TokioIo};
use infra_local::proxy::{Ports, Proxy};
use infra_local::spec::{Balancer, Listener, Protocol, Route, Rule};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

fn secure(rules: &[Rule]) -> Balancer {
    let listeners = vec![Listener { port: 443, protocol: Protocol::Https, redirect: None }];
    Balancer { listeners, ..balancer(rules) }
}

/// A connection of a client that trusts the certificate in the stage's folder, and speaks one of these.
async fn connect(
    stage: &Stage,
    declared: u16,
    name: &'static str,
    protocols: &[&[u8]],
) -> std::io::Result<TlsStream<TcpStream>> {
    let file = stage.folder.0.join("certificate.pem");
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(file).expect("a certificate")).expect("one that can be trusted");
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let config = config.with_safe_default_protocol_versions().expect("TLS 1.2 and 1.3");
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    let stream = TcpStream::connect(stage.address(declared)).await?;
    TlsConnector::from(Arc::new(config)).connect(name.try_into().expect("a name"), stream).await
}

pub(super) async fn client(stage: &Stage, declared: u16, protocols: &[&[u8]]) -> Client<TlsStream<TcpStream>> {
    Client::on(connect(stage, declared, "localhost", protocols).await.expect("a handshake"))
}

async fn mirror() -> Replica {
    Replica::start("r", |request| async move {
        let header =
            |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        say(format!("{:?} {} {} {}", request.version(), header("host"), header("x-forwarded-proto"), header("cookie")))
    })
    .await
}

#[tokio::test]
async fn a_client_that_trusts_the_certificate_is_served() {
    let replica = mirror().await;
    let stage = Stage::with(&[secure(&[rule(1, "/*", "web")])]);
    stage.set("web", &[&replica]);
    let mut client = client(&stage, 443, &[b"http/1.1"]).await;
    client.ask("GET /", &["Host: localhost"]).await;
    assert_eq!(client.answer().await.expect("an answer").body, "HTTP/1.1 localhost https ");
}

#[tokio::test]
async fn http_2_goes_on_as_http_1_1() {
    let replica = mirror().await;
    let stage = Stage::with(&[secure(&[rule(1, "/*", "web")])]);
    stage.set("web", &[&replica]);
    let stream = connect(&stage, 443, "localhost", &[b"h2", b"http/1.1"]).await.expect("a handshake");
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let (sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.expect("HTTP/2");
    tokio::spawn(connection);
    let asked = (0..50).map(|number| {
        let mut sender = sender.clone();
        tokio::spawn(async move {
            let request = hyper::Request::get(format!("https://localhost/{number}"));
            let request = request.header("cookie", "a=1").header("cookie", "b=2").body(Empty::<bytes::Bytes>::new());
            let answer = sender.send_request(request.expect("a request")).await.expect("an answer");
            String::from_utf8_lossy(&answer.into_body().collect().await.expect("a body").to_bytes()).into_owned()
        })
    });
    for answer in asked.collect::<Vec<_>>() {
        assert_eq!(answer.await.expect("an answer"), "HTTP/1.1 localhost https a=1; b=2");
    }
}

#[tokio::test]
async fn the_certificate_is_kept_has_the_hosts_of_the_routes_and_is_nobody_elses() {
    let of =
        |host: &str| to(1, Route { path: "/*".to_owned(), host: Some(host.to_owned()), ..Route::default() }, "web");
    let declared = secure(&[of("*.Shop.example.com"), of("a?.example.com")]);
    let stage = Stage::with(std::slice::from_ref(&declared));
    let file = stage.folder.0.join("certificate.pem");
    let mode = std::fs::metadata(&file).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let first = std::fs::read_to_string(&file).expect("text");
    assert!(connect(&stage, 443, "api.shop.example.com", &[]).await.is_ok());
    assert!(connect(&stage, 443, "ab.example.com", &[]).await.is_err());
    let again = Proxy::listen(&[declared], Ports::default(), stage.folder.0.clone()).expect("ports");
    assert_eq!(std::fs::read_to_string(&file).expect("text"), first);
    drop(again);
    // Another host needs another certificate.
    let more = Proxy::listen(&[secure(&[of("other.example.com")])], Ports::default(), stage.folder.0.clone());
    assert!(more.is_ok());
    assert_ne!(std::fs::read_to_string(&file).expect("text"), first);
}

#[tokio::test]
async fn a_route_that_comes_with_a_host_has_it_in_the_certificate_at_once() {
    let host = |host: &str| {
        secure(&[to(1, Route { path: "/*".to_owned(), host: Some(host.to_owned()), ..Route::default() }, "web")])
    };
    let stage = Stage::with(&[host("a.example.com")]);
    let address = stage.address(443);
    stage.proxy.set_balancers(&[host("b.example.com")]).expect("ports");
    assert_eq!(stage.address(443), address);
    assert!(connect(&stage, 443, "b.example.com", &[]).await.is_ok());
    assert!(connect(&stage, 443, "a.example.com", &[]).await.is_err());
}

#[tokio::test]
async fn who_does_not_begin_with_tls_is_not_answered() {
    let stage = Stage::with(&[secure(&[])]);
    let mut client = Client::to(stage.address(443)).await;
    client.ask("GET /", &[]).await;
    let mut rest = Vec::new();
    let _ = tokio::io::AsyncReadExt::read_to_end(&mut client.stream, &mut rest).await;
    assert!(!rest.starts_with(b"HTTP"));
}
