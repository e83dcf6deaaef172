//! How connections and datagrams reach a service.

effects! {
    first: service ["stream"] [] => [stream(5432)];
    one_more: service ["stream"] [stream(5432)] => [stream(5432), stream(5433)];
    one_fewer: service ["stream"] [stream(5432), stream(5433)] => [stream(5432)];
    none: service ["stream"] [stream(5432)] => [];
    port: service ["stream.port"] [stream(5432)] => [stream(5433)];
    tls: service ["stream.tls"] [stream(5432)] => [stream(5432, tls)]
        on [network_balancer(certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/1")];
    no_tls: service ["stream.tls"] [stream(5432, tls)] => [stream(5432)]
        on [network_balancer(certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/1")];
    udp: service ["stream.udp"]
        [port = 8080, port(5353, udp), stream(53, to = 8080)] =>
        [port = 8080, port(5353, udp), stream(53, udp, to = 5353)];
    to: service ["stream.to"]
        [port = 8080, port = 9000, stream(5432)] => [port = 8080, port = 9000, stream(5432, to = 9000)];
    to_where_somebody_is: service ["stream.to"]
        [port = 8080, port = 9000, stream(5432), stream(5433, to = 9000)] =>
        [port = 8080, port = 9000, stream(5432, to = 9000), stream(5433, to = 9000)];
}
