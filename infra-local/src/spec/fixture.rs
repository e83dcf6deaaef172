//! Specs of tests, with nothing in them that a test does not say.

use super::{Balance, Program, Service, Size, Task, Unit, UnitSize};
use crate::replica::Job;

/// A unit that runs a line.
pub(crate) fn unit(name: &str, line: &str) -> Unit {
    Unit {
        name: name.into(),
        program: Program::Line(line.into()),
        size: UnitSize::default(),
        environment: Vec::new(),
        secrets: Vec::new(),
        ports: Vec::new(),
        volumes: Vec::new(),
        check: None,
        stop_seconds: 30,
        essential: true,
        after: Vec::new(),
    }
}

/// A service of one replica, of revision `1`, that runs a line and is given up after three failures.
pub(crate) fn service(item: &str, line: &str) -> Service {
    Service {
        item: item.into(),
        description: String::new(),
        revision: "1".into(),
        units: vec![unit(item, line)],
        size: Size::default(),
        replicas: 1,
        min_percent: 100,
        max_percent: 200,
        failures: 3,
        check: None,
        drain_seconds: 30,
        balance: Balance::RoundRobin,
        sticky_seconds: None,
        slow_start_seconds: None,
        connections: Vec::new(),
        before: Vec::new(),
        runs: Vec::new(),
    }
}

/// A task of revision `1` that runs a line.
pub(crate) fn task(item: &str, line: &str) -> Task {
    Task {
        item: item.into(),
        description: String::new(),
        revision: "1".into(),
        units: vec![unit(item, line)],
        size: Size::default(),
        connections: Vec::new(),
        schedules: Vec::new(),
        paused: false,
        retries: 0,
        from: None,
        until: None,
    }
}

/// A task that is to run, of units.
pub(crate) fn job(size: Size, units: Vec<Unit>) -> Job {
    Job {
        item: "web".into(),
        id: "0123456789abcdef".into(),
        units,
        size,
        connections: Vec::new(),
        runs: Vec::new(),
        check: None,
        is_asked: false,
        arguments: Vec::new(),
        environment: Vec::new(),
        tee: None,
    }
}
