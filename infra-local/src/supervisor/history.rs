//! The deploys that were.

use std::fs::OpenOptions;
use std::io::{self, Write};

use crate::control::Deployment;
use crate::place::Place;

/// The deploys of a stage, the newest last: also where nothing of it runs.
#[must_use]
pub fn history(place: &Place) -> Vec<Deployment> {
    let text = std::fs::read_to_string(place.history()).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// Adds a deploy.
pub(super) fn add(place: &Place, deployment: &Deployment) -> io::Result<()> {
    let mut line = serde_json::to_vec(deployment)?;
    line.push(b'\n');
    OpenOptions::new().create(true).append(true).open(place.history())?.write_all(&line)
}
