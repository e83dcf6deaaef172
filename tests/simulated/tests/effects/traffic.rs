//! How requests reach a service.

effects! {
    path: service ["route", "route.path"] [route("/*")] => [route("/api/*")];
    one_more: service ["route"] [route("/*")] => [route("/*"), route("/api/*")];
    one_fewer: service ["route"] [route("/*"), route("/api/*")] => [route("/*")];
    host: service ["route.host"] [route("/*")] => [route("/*", host = "shop.example.com")];
    health: service ["health", "health.path"] [] => [health("/healthz")];
    codes: service ["health.codes"] [health("/")] => [health("/", codes = "200")];
    every: service ["health.every"] [health("/", every = "10s")] => [health("/", every = "15s")];
    timeout: service ["health.timeout"] [health("/", timeout = "5s")] => [health("/", timeout = "6s")];
    healthy: service ["health.healthy"] [health("/", healthy = 2)] => [health("/", healthy = 3)];
    unhealthy: service ["health.unhealthy"] [health("/", unhealthy = 3)] => [health("/", unhealthy = 4)];
    grace: service ["health.grace"] [health("/", grace = "30s")] => [health("/", grace = "60s")];
    sticky: service ["sticky"] [] => [sticky = "1h"];
    drain: service ["drain"] [drain = "30s"] => [drain = "60s"];
    slow_start: service ["slow_start"] [] => [slow_start = "30s"];
    balance: service ["balance"] [] => [balance = least_outstanding];
    method: service ["route.method"] [route("/*")] => [route("/*", method = "POST")];
    header: service ["route.header", "route.header.name", "route.header.values"]
        [route("/*", header("X-Version", "1*"))] => [route("/*", header("X-Release", "2*"))];
    query: service ["route.query", "route.query.name", "route.query.value"]
        [route("/*", query("version", "1"))] => [route("/*", query("release", "2"))];
    source: service ["route.source"] [route("/*")] => [route("/*", source = "10.0.0.0/8")];
    priority: service ["route.priority"] [route("/*")] => [route("/*", priority = 10)];
    strip: service ["route.strip"] [route("/api/*")] => [route("/api/*", strip)];
    port: service ["route.port"]
        [port = 8080, port = 9000, route("/*"), route("/console/*", port = 9000)] =>
        [port = 8080, port = 9000, route("/*", port = 9000), route("/console/*", port = 9000)];
    port_where_nobody_is: service ["route.port"]
        [port = 8080, port = 9000, route("/*")] => [port = 8080, port = 9000, route("/*", port = 9000)];
}
