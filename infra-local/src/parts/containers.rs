//! What runs images, as values.

use std::path::PathBuf;

use crate::spec::{Image, Size};

/// A container that is to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerRun {
    /// What it is called: `{app}-{stage}-{replica}-{unit}`.
    pub name: String,
    /// The folder of its stage, by which it is found when nobody knows its name any more.
    pub stage: String,
    /// The image and how it is run.
    pub image: Image,
    /// Its environment.
    pub environment: Vec<(String, String)>,
    /// The variables of it that nobody else shall read.
    pub secrets: Vec<String>,
    /// Its network.
    pub network: Network,
    /// Folders of this machine, where they are in the container, and whether they can only be read.
    pub volumes: Vec<(PathBuf, String, bool)>,
    /// What it may use.
    pub size: Size,
}

/// The network of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Network {
    /// One of its own: the ports of the container, and which it has in their place on 127.0.0.1; whether it is UDP.
    Own(Vec<(u16, u16, bool)>),
    /// That of another container, by its name: both have the same localhost.
    Of(String),
}

/// A program that is run as a process of this machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Launch {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Variables that it gets in its own environment, beside that of the supervisor: values of a container that nobody shall
    /// read in the list of processes.
    pub environment: Vec<(String, String)>,
}
