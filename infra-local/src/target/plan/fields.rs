//! What a plan shows of a part of a spec: fields by name.

use std::collections::BTreeMap;

use crate::spec::{Balance, Balancer, Check, Connection, Probe, Program, Protocol, Service, Size, Task, Unit};

/// As many characters of a digest as a person compares.
const DIGEST: usize = 12;

type Fields = BTreeMap<String, String>;

pub(super) fn of_balancer(balancer: &Balancer) -> Fields {
    let mut fields = Fields::new();
    for listener in &balancer.listeners {
        let protocol = match listener.protocol {
            Protocol::Http => "HTTP",
            Protocol::Https => "HTTPS",
        };
        let value = match listener.redirect {
            Some(port) => format!("{protocol}, redirected to {port}"),
            None => protocol.to_owned(),
        };
        fields.insert(format!("listener {}", listener.port), value);
    }
    for stream in &balancer.streams {
        let protocol = match (stream.tls, stream.udp) {
            (true, _) => "TLS",
            (_, true) => "UDP",
            _ => "TCP",
        };
        // Beside one of TCP on the same port.
        let of = if stream.udp { " UDP" } else { "" };
        let value = format!("{protocol} to {}:{}", stream.service, stream.to);
        fields.insert(format!("listener {}{of}", stream.port), value);
    }
    for rule in &balancer.rules {
        let route = &rule.route;
        let mut value = format!("{} to {}:{}", route.path, rule.service, rule.port);
        let mut add = |what: &str, values: &[String]| {
            if !values.is_empty() {
                value.push_str(", ");
                value.push_str(what);
                value.push(' ');
                value.push_str(&values.join(" or "));
            }
        };
        add("host", route.host.as_slice());
        add("method", &route.methods);
        for (name, values) in &route.headers {
            add(&format!("header {name}"), values);
        }
        for (name, wanted) in &route.query {
            add(&format!("query {name}"), std::slice::from_ref(wanted));
        }
        add("source", &route.sources);
        if route.strip {
            value.push_str(", prefix taken away");
        }
        fields.insert(format!("rule {}", rule.priority), value);
    }
    fields.insert("idle".to_owned(), format!("{} s", balancer.idle_seconds));
    fields
}

pub(super) fn of_service(service: &Service) -> Fields {
    let mut fields = of_units(&service.units, service.size, &service.connections);
    fields.extend(service.runs.iter().map(|run| (format!("runs {}", run.variable), run.task.clone())));
    fields.insert("count".to_owned(), service.replicas.to_string());
    fields.insert("deploy".to_owned(), format!("min {} %, max {} %", service.min_percent, service.max_percent));
    fields.insert("failures".to_owned(), service.failures.to_string());
    fields.insert("drain".to_owned(), format!("{} s", service.drain_seconds));
    let balance = match service.balance {
        Balance::RoundRobin => "round_robin",
        Balance::LeastOutstanding => "least_outstanding",
        Balance::Random => "random",
    };
    fields.insert("balance".to_owned(), balance.to_owned());
    if let Some(seconds) = service.sticky_seconds {
        fields.insert("sticky".to_owned(), format!("{seconds} s"));
    }
    if let Some(seconds) = service.slow_start_seconds {
        fields.insert("slow start".to_owned(), format!("{seconds} s"));
    }
    if let Some(declared) = &service.check {
        fields.insert("health".to_owned(), check(declared));
    }
    if !service.before.is_empty() {
        fields.insert("before".to_owned(), service.before.join(", "));
    }
    fields
}

pub(super) fn of_task(task: &Task) -> Fields {
    let mut fields = of_units(&task.units, task.size, &task.connections);
    for (place, schedule) in task.schedules.iter().enumerate() {
        let zone = schedule.timezone.as_deref().unwrap_or("UTC");
        fields.insert(format!("schedule {}", place + 1), format!("{} {zone}", schedule.expression));
    }
    if task.paused {
        fields.insert("paused".to_owned(), "true".to_owned());
    }
    if task.retries > 0 {
        fields.insert("retries".to_owned(), task.retries.to_string());
    }
    for (name, at) in [("from", task.from), ("until", task.until)] {
        fields.extend(at.map(|at| (name.to_owned(), at.to_string())));
    }
    fields
}

fn of_units(units: &[Unit], size: Size, connections: &[Connection]) -> Fields {
    let mut fields = Fields::new();
    for connection in connections {
        let value = format!("{}://{}:{}", connection.scheme, connection.service, connection.port);
        fields.insert(format!("connect {}", connection.variable), value);
    }
    fields.insert("cpu".to_owned(), size.cpu.to_string());
    fields.insert("memory".to_owned(), format!("{} MiB", size.memory));
    for (place, unit) in units.iter().enumerate() {
        let prefix = if place == 0 { String::new() } else { format!("container {} ", unit.name) };
        for (name, value) in of_unit(unit) {
            fields.insert(format!("{prefix}{name}"), value);
        }
    }
    fields
}

fn of_unit(unit: &Unit) -> Vec<(String, String)> {
    let mut fields = vec![("runs".to_owned(), program(&unit.program))];
    fields.extend(unit.environment.iter().map(|(name, value)| (format!("env {name}"), value.clone())));
    fields.extend(unit.secrets.iter().map(|(name, source)| (format!("secret {name}"), source.reference.clone())));
    for port in &unit.ports {
        let name = port.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        let protocol = if port.udp { "UDP" } else { "TCP" };
        fields.push((format!("port {}", port.port), format!("{protocol}{name}")));
    }
    for volume in &unit.volumes {
        let read_only = if volume.read_only { ", read only" } else { "" };
        fields.push((format!("volume {}", volume.name), format!("{}{read_only}", volume.at)));
    }
    if let Some(declared) = &unit.check {
        fields.push(("check".to_owned(), check(declared)));
    }
    let sizes = [("cpu", unit.size.cpu, ""), ("memory", unit.size.memory, " MiB")];
    let sizes = sizes.into_iter().chain([("memory_reservation", unit.size.memory_reservation, " MiB")]);
    for (name, amount, unit) in sizes {
        fields.extend(amount.map(|amount| (name.to_owned(), format!("{amount}{unit}"))));
    }
    fields.push(("stop".to_owned(), format!("{} s", unit.stop_seconds)));
    if !unit.essential {
        fields.push(("essential".to_owned(), "false".to_owned()));
    }
    fields.extend(unit.after.iter().map(|(name, condition)| (format!("after {name}"), condition.clone())));
    fields
}

fn program(program: &Program) -> String {
    match program {
        Program::Binary(binary) => {
            let digest = binary.digest.get(..DIGEST).unwrap_or(&binary.digest);
            let words: Vec<&str> =
                [binary.name.as_str()].into_iter().chain(binary.arguments.iter().map(|word| word.as_str())).collect();
            format!("{} @{digest}", words.join(" "))
        }
        Program::Line(line) => line.clone(),
        Program::Image(image) => {
            let words = image.entrypoint.iter().chain(&image.command).map(|word| word.as_str());
            let mut shown = vec![image.reference.as_str()];
            shown.extend(words);
            let flags = [(image.read_only, "read only"), (image.init, "init"), (image.privileged, "privileged")];
            let flags = flags.into_iter().filter(|(is_so, _)| *is_so).map(|(_, word)| word.to_owned());
            let values = [("in", &image.workdir), ("as", &image.user)];
            let values = values.into_iter().filter_map(|(word, value)| Some(format!("{word} {}", value.as_ref()?)));
            let limits = image.ulimits.iter().map(|(name, limit)| format!("{name} at most {limit}"));
            let parts: Vec<String> = [shown.join(" ")].into_iter().chain(flags).chain(values).chain(limits).collect();
            parts.join(", ")
        }
    }
}

fn check(check: &Check) -> String {
    let probe = match &check.probe {
        Probe::Http { port, path, codes } => format!("GET :{port}{path} is {codes}"),
        Probe::Tcp { port } => format!("a connection to :{port}"),
        Probe::Command { command } => command.join(" "),
    };
    let Check { interval_seconds, timeout_seconds, healthy, unhealthy, grace_seconds, .. } = check;
    format!(
        "{probe}, every {interval_seconds} s, within {timeout_seconds} s, healthy after {healthy}, unhealthy after \
         {unhealthy}, grace {grace_seconds} s"
    )
}
