//! What a balancer answers itself.

use balanced::{Client, Replica, Stage, balancer, get, rule, say, send};
use infra_local::spec::{Listener, Protocol};
use std::future::pending;

#[tokio::test]
async fn no_rule_is_not_found() {
    let stage = Stage::with(&[balancer(&[rule(1, "/api/*", "web")])]);
    let answer = get(stage.http(), "/other").await;
    assert_eq!(answer.status, "HTTP/1.1 404 Not Found");
    assert_eq!(answer.header("server"), Some("awselb/2.0"));
    assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(answer.body, "Not Found");
    assert_eq!(stage.proxy.stats().balancers[0].unmatched, 1);
}

#[tokio::test]
async fn no_replica_is_unavailable() {
    let stage = Stage::of_web(&[]);
    let answer = get(stage.http(), "/").await;
    assert_eq!(answer.status, "HTTP/1.1 503 Service Temporarily Unavailable");
    assert_eq!(answer.header("server"), Some("awselb/2.0"));
    assert_eq!(answer.header("content-type"), Some("text/html"));
    let page = "<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n<body>\r\n\
                <center><h1>503 Service Temporarily Unavailable</h1></center>\r\n</body>\r\n</html>\r\n";
    assert_eq!(answer.body, page);
    let stats = stage.proxy.stats();
    let answers = stats.services[0].traffic.answers;
    assert_eq!((answers.server_error, answers.of_balancer, stats.services[0].traffic.open), (1, 1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_replica_that_does_not_answer_in_time_is_a_gateway_timeout() {
    let slow = Replica::start("slow", |_| pending()).await;
    let stage = Stage::of_web(&[&slow]);
    let begin = tokio::time::Instant::now();
    let answer = get(stage.http(), "/").await;
    assert_eq!(answer.status, "HTTP/1.1 504 Gateway Time-out");
    assert_eq!(begin.elapsed().as_secs(), 60);
    assert_eq!(answer.body.matches("504 Gateway Time-out").count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_send_the_rest_in_time_is_told_so() {
    let replica = Replica::start("r", |request| async {
        let _ = http_body_util::BodyExt::collect(request.into_body()).await;
        say("")
    })
    .await;
    let stage = Stage::of_web(&[&replica]);
    let mut client = Client::to(stage.http()).await;
    client.ask("POST /", &["Content-Length: 10"]).await;
    client.write("half").await;
    assert_eq!(client.answer().await.expect("an answer").status, "HTTP/1.1 408 Request Time-out");
}

#[tokio::test(start_paused = true)]
async fn a_connection_at_rest_is_closed() {
    let stage = Stage::of_web(&[]);
    let begin = tokio::time::Instant::now();
    let mut client = Client::to(stage.http()).await;
    assert!(client.closes().await);
    assert_eq!(begin.elapsed().as_secs(), 60);
}

#[tokio::test]
async fn requests_that_are_wrong_are_refused() {
    let replica = Replica::named("r").await;
    let stage = Stage::of_web(&[&replica]);
    let address = stage.http();
    let long = "a".repeat(17 * 1024);
    let many = format!("X-Forwarded-For: {}", ["10.0.0.1"; 31].join(","));
    for (line, headers, status) in [
        ("TRACE /", vec![], "HTTP/1.1 405 Not Allowed"),
        (&format!("GET /{long}"), vec![], "HTTP/1.1 414 Request-URI Too Large"),
        ("GET /", vec![format!("X-Long: {long}")], "HTTP/1.1 400 Bad Request"),
        ("GET /", (0..5).map(|at| format!("X-{at}: {}", &long[..15_000])).collect(), "HTTP/1.1 400 Bad Request"),
        ("GET /", vec![many], "HTTP/1.1 463"),
        ("GET /", vec!["Host: a".to_owned(), "Host: b".to_owned()], "HTTP/1.1 400 Bad Request"),
    ] {
        let headers: Vec<&str> = headers.iter().map(|header| header.as_str()).collect();
        let answer = send(address, line, &headers).await;
        assert_eq!(answer.status.trim_end(), status);
        assert_eq!(answer.header("server"), Some("awselb/2.0"), "{status}");
    }
    let mut client = Client::to(address).await;
    client.write("GET / HTTP/1.1\r\n\r\n").await;
    assert_eq!(client.answer().await.expect("an answer").code(), 400);
    let mut client = Client::to(address).await;
    client.write("this is no request\r\n\r\n").await;
    assert_eq!(client.answer().await.expect("an answer").code(), 400);
    assert!(stage.proxy.stats().services[0].traffic.requests == 0);
}

#[tokio::test]
async fn a_listener_redirects_to_where_the_other_listens() {
    let mut declared = balancer(&[rule(1, "/*", "web")]);
    declared.listeners = vec![
        Listener { port: 80, protocol: Protocol::Http, redirect: Some(443) },
        Listener { port: 443, protocol: Protocol::Https, redirect: None },
    ];
    let stage = Stage::with(&[declared]);
    let port = stage.address(443).port();
    for (path, host) in [("/", "localhost"), ("/a/b%20c?d=e&f", "Shop.example.com:8080"), ("/?", "[::1]:80")] {
        let answer = send(stage.http(), &format!("GET {path}"), &[&format!("Host: {host}")]).await;
        assert_eq!(answer.status, "HTTP/1.1 301 Moved Permanently");
        let name = host.strip_suffix(":8080").or(host.strip_suffix(":80")).unwrap_or(host);
        assert_eq!(answer.header("location"), Some(format!("https://{name}:{port}{path}").as_str()));
        assert_eq!(answer.header("content-length"), Some("134"));
    }
    assert_eq!(stage.proxy.stats().balancers[0].redirected, 3);
}
