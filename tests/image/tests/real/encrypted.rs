//! Registries of the network are spoken to with encryption.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Output};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use image_tests::{Made, Registry};
use infra_image::push::missing;

fn push(made: &Made, host: &str, certificate: Option<&Registry>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_image-push"));
    command.arg(made.store.folder()).args([host, "web", made.image.digest.as_str()]);
    for variable in ["SSL_CERT_DIR", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"] {
        command.env_remove(variable);
    }
    if let Some(registry) = certificate {
        command.env("SSL_CERT_FILE", registry.certificate());
    }
    command
}

fn pushed(made: &Made, host: &str, certificate: Option<&Registry>) -> Output {
    push(made, host, certificate).output().unwrap()
}

/// A proxy that makes one tunnel after the other to a server, and the first line that it was sent each time.
fn proxy(to: SocketAddr) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            let tell = tell.clone();
            thread::spawn(move || tunnel(client, to, &tell));
        }
    });
    (address, told)
}

fn tunnel(mut client: TcpStream, to: SocketAddr, tell: &Sender<String>) {
    let mut lines = BufReader::new(client.try_clone().unwrap()).lines();
    tell.send(lines.next().unwrap().unwrap()).unwrap();
    while lines.next().is_some_and(|line| !line.unwrap().is_empty()) {}
    let mut server = TcpStream::connect(to).unwrap();
    client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
    let (mut back, mut answered) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    thread::spawn(move || io::copy(&mut answered, &mut back));
    let _ = io::copy(&mut client, &mut server);
}

#[test]
fn a_proxy_is_gone_through_and_reads_nothing() {
    let made = Made::of(100_000);
    let registry = Registry::start_encrypted();
    let (proxy, told) = proxy(registry.address());
    let host = registry.host_in_network();
    let mut command = push(&made, &host, Some(&registry));
    let output = command.env("HTTPS_PROXY", format!("http://{proxy}")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(told.recv().unwrap(), format!("CONNECT {host} HTTP/1.1"));
}

#[test]
fn the_certificate_is_looked_at() {
    let made = Made::of(100_000);
    let registry = Registry::start_encrypted();
    let output = pushed(&made, &registry.host_in_network(), Some(&registry));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let other = Registry::start_encrypted();
    let (proxy, told) = proxy(registry.address());
    let mut command = push(&made, &registry.host_in_network(), Some(&other));
    let output = command.env("HTTPS_PROXY", format!("http://{proxy}")).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains("InvalidCertificate"), "{error}");
    assert_eq!(told.try_iter().count(), 1, "it is not trusted the next time either");
}

#[tokio::test]
async fn what_does_not_encrypt_is_not_spoken_to() {
    let made = Made::of(1000);
    let registry = Registry::start();
    let output = pushed(&made, &registry.host_in_network(), None);
    assert!(!output.status.success());
    assert!(missing(&made.store, &registry.client(), "web", &made.image.digest).await.unwrap().manifest);
}
