//! Services and tasks of tests: the server, or a line for `sh`.

use std::path::Path;

use infra_local::spec::{
    Address, Balance, Balancer, Binary, Check, Connection, Listener, Probe, Program, Protocol, Route, Rule, Service,
    Size, Spec, Task, Unit, UnitSize,
};

/// The declared port of every service.
const PORT: u16 = 8080;

/// A unit that runs a program.
#[must_use]
pub fn unit(name: &str, program: Program, environment: &[(&str, &str)]) -> Unit {
    Unit {
        name: name.to_owned(),
        program,
        size: UnitSize::default(),
        environment: environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        secrets: Vec::new(),
        ports: Vec::new(),
        volumes: Vec::new(),
        check: None,
        stop_seconds: 5,
        essential: true,
        after: Vec::new(),
    }
}

/// A binary.
#[must_use]
pub fn program(path: &str) -> Program {
    let path = Path::new(path);
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    Program::Binary(Binary { name, path: path.to_path_buf(), digest: String::new(), arguments: Vec::new() })
}

/// A line for `sh`.
#[must_use]
pub fn line(line: &str) -> Program {
    Program::Line(line.to_owned())
}

/// The health check of the server, as quick as can be declared in seconds.
#[must_use]
pub fn check() -> Check {
    Check {
        probe: Probe::Http { port: PORT, path: "/healthz".to_owned(), codes: "200-299".to_owned() },
        interval_seconds: 1,
        timeout_seconds: 10,
        healthy: 2,
        unhealthy: 2,
        grace_seconds: 0,
    }
}

/// A service of one replica that listens on a port and is asked for its health. Its revision is its environment.
#[must_use]
pub fn service(item: &str, program: Program, environment: &[(&str, &str)]) -> Service {
    let mut main = unit(item, program, environment);
    main.ports.push(Address { port: PORT, name: None, udp: false });
    Service {
        item: item.to_owned(),
        description: String::new(),
        revision: environment.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(","),
        units: vec![main],
        size: Size::default(),
        replicas: 1,
        min_percent: 100,
        max_percent: 200,
        failures: 2,
        check: Some(check()),
        drain_seconds: 5,
        balance: Balance::default(),
        sticky_seconds: None,
        slow_start_seconds: None,
        connections: Vec::new(),
        before: Vec::new(),
        runs: Vec::new(),
    }
}

/// That a service calls another one, by the variable `{SERVICE}_URL`.
#[must_use]
pub fn calls(service: &str) -> Connection {
    Connection {
        variable: format!("{}_URL", service.to_uppercase()),
        scheme: "http".to_owned(),
        service: service.to_owned(),
        port: PORT,
    }
}

/// A task of a line for `sh`.
#[must_use]
pub fn task(item: &str, program: Program) -> Task {
    Task {
        item: item.to_owned(),
        description: String::new(),
        revision: format!("{program:?}"),
        units: vec![unit(item, program, &[])],
        size: Size::default(),
        connections: Vec::new(),
        schedules: Vec::new(),
        paused: false,
        retries: 0,
        from: None,
        until: None,
    }
}

/// Services behind a load balancer on `port`: each under its name, the first under all paths.
#[must_use]
pub fn routed(port: u16, services: Vec<Service>) -> Spec {
    let rule = |(place, service): (usize, &Service)| Rule {
        priority: u32::try_from(services.len() - place).unwrap(),
        route: Route {
            path: if place == 0 { "/*".to_owned() } else { format!("/{}/*", service.item) },
            strip: place > 0,
            ..Route::default()
        },
        service: service.item.clone(),
        port: PORT,
    };
    let mut rules: Vec<Rule> = services.iter().enumerate().map(rule).collect();
    rules.sort_by_key(|rule| rule.priority);
    let balancer = Balancer {
        cluster: "main".to_owned(),
        listeners: vec![Listener { port, protocol: Protocol::Http, redirect: None }],
        rules,
        streams: Vec::new(),
        idle_seconds: 60,
    };
    Spec { app: "shop".to_owned(), stage: "dev".to_owned(), balancers: vec![balancer], services, tasks: Vec::new() }
}
