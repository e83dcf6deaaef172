//! What goes wrong.

mod behaviour;
mod capacity;
mod reaction;

pub use behaviour::{Behaviour, SecretFailure};
pub use capacity::Capacity;
pub use reaction::{Reaction, random_faults};

use serde_json::Value;

/// What the world was told to do wrong.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scripts {
    /// Parts of the names of images, and how those behave. The last that fits counts.
    pub(crate) images: Vec<Image>,
    /// Parts of the names of services or task families, and what they cannot be placed for. The last that fits counts.
    pub(crate) capacity: Vec<(String, Capacity)>,
    /// Parts of the names of Auto Scaling groups, and why none of their instances starts. The last that fits counts.
    pub(crate) instances: Vec<(String, String)>,
    /// The alarms that are in ALARM.
    pub(crate) alarms: Vec<String>,
    /// Parts of the ARNs of functions that fail as lifecycle hooks.
    pub(crate) hooks: Vec<String>,
    /// Buckets whose policies let no load balancer write to them.
    pub(crate) closed_buckets: Vec<String>,
}

/// A script of images.
#[derive(Clone, Debug)]
pub(crate) struct Image {
    /// What their names contain.
    pub(crate) part: String,
    pub(crate) behaviour: Behaviour,
    /// What containers of them write as they start.
    pub(crate) lines: Vec<String>,
    /// For how many tasks more; `None` for all.
    pub(crate) times: Option<u32>,
}

impl Scripts {
    /// How each of the containers of a task behaves. A script is that of the first container that it fits.
    pub(crate) fn behaviours(&mut self, containers: &[Value]) -> Vec<Behaviour> {
        let mut used = Vec::new();
        let mut behaviours = Vec::new();
        for container in containers {
            let image = container.get("image").and_then(Value::as_str).unwrap_or_default();
            let fits = |script: &Image| image.contains(&script.part) && script.times != Some(0);
            let place = self.images.iter().rposition(fits).filter(|place| !used.contains(place));
            let script = place.and_then(|place| self.images.get_mut(place));
            let behaviour = script.map(|script| {
                if script.behaviour != Behaviour::Healthy {
                    script.times = script.times.map(|times| times - 1);
                    used.extend(place);
                }
                script.behaviour.clone()
            });
            behaviours.push(behaviour.unwrap_or_default());
        }
        behaviours
    }

    /// What containers of an image write as they start.
    pub(crate) fn lines(&self, image: &str) -> Vec<String> {
        let script = self.images.iter().rev().find(|script| image.contains(&script.part) && !script.lines.is_empty());
        script.map(|script| script.lines.clone()).unwrap_or_default()
    }

    /// What tasks of a service or family cannot be placed for.
    pub(crate) fn capacity(&self, name: &str) -> Option<&Capacity> {
        self.capacity.iter().rev().find(|(part, _)| name.contains(part.as_str())).map(|(_, capacity)| capacity)
    }
}
