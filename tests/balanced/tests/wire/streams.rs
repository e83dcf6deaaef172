//! Streams and datagrams.

use balanced::{Client, Stage, balancer};
use infra_local::proxy::{Kind, Target};
use infra_local::spec::{Balancer, Stream};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, UdpSocket};

fn with_stream(tls: bool, udp: bool) -> Balancer {
    let stream = Stream { port: 53, tls, udp, service: "data".to_owned(), to: 5432 };
    Balancer { listeners: Vec::new(), streams: vec![stream], ..balancer(&[]) }
}

/// A replica that says its name, and then what it is sent.
async fn tcp(name: &'static str) -> Target {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                stream.write_all(name.as_bytes()).await.expect("it is open");
                let (mut from, mut to) = stream.split();
                let _ = tokio::io::copy(&mut from, &mut to).await;
            });
        }
    });
    Target::new(name, address)
}

#[tokio::test]
async fn connections_are_balanced_and_end_as_they_are_ended() {
    let stage = Stage::with(&[with_stream(false, false)]);
    stage.proxy.set_targets("data", 5432, &[tcp("a").await, tcp("b").await]);
    let mut names = Vec::new();
    for _ in 0..4 {
        let mut client = Client::to(stage.address(53)).await;
        names.extend(client.bytes(1).await.expect("a name"));
        client.write("all of it").await;
        client.stream.get_mut().shutdown().await.expect("it is open");
        let mut rest = String::new();
        client.stream.read_to_string(&mut rest).await.expect("the rest");
        assert_eq!(rest, "all of it");
    }
    names.sort_unstable();
    assert_eq!(names, b"aabb");
    assert_eq!(stage.proxy.stats().services[0].traffic.requests, 4);
}

#[tokio::test]
async fn a_replica_that_does_not_accept_is_left_out_and_no_replica_closes() {
    let stage = Stage::with(&[with_stream(false, false)]);
    let mut client = Client::to(stage.address(53)).await;
    assert!(client.closes().await);
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let gone = Target::new("gone", listener.local_addr().expect("an address"));
    drop(listener);
    stage.proxy.set_targets("data", 5432, &[gone, tcp("a").await]);
    for _ in 0..4 {
        assert_eq!(Client::to(stage.address(53)).await.bytes(1).await.expect("a name"), b"a");
    }
}

#[tokio::test]
async fn tls_ends_at_the_balancer() {
    let stage = Stage::with(&[with_stream(true, false)]);
    stage.proxy.set_targets("data", 5432, &[tcp("a").await]);
    let mut client = super::tls::client(&stage, 53, &[b"h2"]).await;
    // What is within is not the balancer's to agree on.
    assert_eq!(client.stream.get_ref().get_ref().1.alpn_protocol(), None);
    assert_eq!(client.bytes(1).await.expect("a name"), b"a");
    client.write("x").await;
    assert_eq!(client.bytes(1).await.expect("an echo"), b"x");
}

/// A replica that answers each datagram with its name and the datagram.
async fn udp(name: &'static str) -> Target {
    let socket = UdpSocket::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = socket.local_addr().expect("an address");
    tokio::spawn(async move {
        let mut buffer = [0; 1024];
        while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
            let words = [name.as_bytes(), &buffer[..length]].concat();
            socket.send_to(&words, from).await.expect("it is open");
        }
    });
    Target::new(name, address)
}

async fn say(socket: &UdpSocket, words: &str) -> String {
    socket.send(words.as_bytes()).await.expect("it is open");
    let mut buffer = [0; 1024];
    let length = socket.recv(&mut buffer).await.expect("an answer");
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

async fn source(to: SocketAddr) -> UdpSocket {
    let socket = UdpSocket::bind(("127.0.0.1", 0)).await.expect("a port");
    socket.connect(to).await.expect("an address");
    socket
}

#[tokio::test]
async fn datagrams_of_one_source_go_to_one_replica_until_it_leaves() {
    let stage = Stage::with(&[with_stream(false, true)]);
    let (a, b) = (udp("a").await, udp("b").await);
    stage.proxy.set_datagram_targets("data", 5432, &[a.clone(), b.clone()]);
    let (one, other) = (source(stage.address(53)).await, source(stage.address(53)).await);
    let (first, second) = (say(&one, "1").await, say(&other, "1").await);
    assert_eq!([&first[..1], &second[..1]].concat().chars().collect::<std::collections::BTreeSet<_>>().len(), 2);
    for number in ["2", "3", "4"] {
        assert_eq!(say(&one, number).await, format!("{}{number}", &first[..1]));
        assert_eq!(say(&other, number).await, format!("{}{number}", &second[..1]));
    }
    drop(stage.proxy.drain("a", std::time::Duration::from_mins(1)));
    assert_eq!([say(&one, "5").await, say(&other, "5").await], ["b5", "b5"]);
}

#[tokio::test]
async fn one_number_can_be_a_port_of_both_with_replicas_for_each() {
    let both = [with_stream(false, false).streams, with_stream(false, true).streams].concat();
    let stage = Stage::with(&[Balancer { streams: both, ..with_stream(false, false) }]);
    stage.proxy.set_targets("data", 5432, &[tcp("t").await]);
    stage.proxy.set_datagram_targets("data", 5432, &[udp("u").await]);
    let address = |kind: Kind| {
        let listening = stage.proxy.listening();
        listening.iter().find(|listening| listening.kind == kind).expect("a listener").address
    };
    assert_eq!(Client::to(address(Kind::Tcp)).await.bytes(1).await.expect("a name"), b"t");
    assert_eq!(say(&source(address(Kind::Udp)).await, "1").await, "u1");
}

#[tokio::test]
async fn where_none_is_healthy_connections_go_to_one_that_is_not() {
    let stage = Stage::with(&[with_stream(false, false)]);
    let sick = Target { is_healthy: false, ..tcp("s").await };
    stage.proxy.set_targets("data", 5432, &[sick.clone(), tcp("a").await]);
    for _ in 0..3 {
        assert_eq!(Client::to(stage.address(53)).await.bytes(1).await.expect("a name"), b"a");
    }
    stage.proxy.set_targets("data", 5432, &[sick]);
    assert_eq!(Client::to(stage.address(53)).await.bytes(1).await.expect("a name"), b"s");
}
