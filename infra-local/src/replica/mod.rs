//! One task: its units from the first start to the end of the last, as a replica of a service or a run.

mod base;
mod container;
mod declared;
mod environment;
mod folder;
mod forward;
mod life;
mod limits;
mod local;
mod machine;
mod order;
mod ports;
mod prepare;
mod program;
mod unit;
mod watch;

pub(crate) use base::base;
pub(crate) use life::live;
pub(crate) use machine::Machine;
pub(crate) use ports::{PortPool, TakenPort};

use std::sync::Arc;

use crate::control::Exit;
use crate::health::Verdict;
use crate::spec::{Check, Connection, Runnable, Size, Unit};

/// Gets each line of each unit: the unit, whether it was written to the standard error, the line.
pub(crate) type Tee = Arc<dyn Fn(&str, bool, &[u8]) + Send + Sync>;

/// A task that is to run.
#[derive(Clone)]
pub(crate) struct Job {
    /// The item.
    pub(crate) item: String,
    /// Its id.
    pub(crate) id: String,
    /// Its units, the main one first.
    pub(crate) units: Vec<Unit>,
    /// What it may use.
    pub(crate) size: Size,
    /// What it calls.
    pub(crate) connections: Vec<Connection>,
    /// The tasks that it may run.
    pub(crate) runs: Vec<Runnable>,
    /// How the balancer asks it.
    pub(crate) check: Option<Check>,
    /// Whether it is asked at all: a service is, a run of a task is not.
    pub(crate) is_asked: bool,
    /// What the main unit gets in the place of its arguments, unless it is empty.
    pub(crate) arguments: Vec<String>,
    /// Variables of the main unit beside the declared ones.
    pub(crate) environment: Vec<(String, String)>,
    /// Gets its output beside the log.
    pub(crate) tee: Option<Tee>,
}

/// What a task tells of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// Its main unit runs.
    Running {
        /// Its process; none of an image.
        pid: Option<u32>,
        /// Its declared ports, and what it has in their place; whether it is UDP.
        ports: Vec<(u16, u16, bool)>,
    },
    /// It has become healthy or unhealthy; why.
    Verdict(Verdict, String),
    /// What was last wrong, while it is not known yet whether it is healthy.
    Wrong(String),
}

/// How a task ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ended {
    /// The unit that ended first of those that it needs: the main one, where it was asked to stop.
    pub(crate) unit: String,
    /// How that ended.
    pub(crate) exit: Exit,
    /// Whether it was asked to stop.
    pub(crate) is_asked: bool,
}
