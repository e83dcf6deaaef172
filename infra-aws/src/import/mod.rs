//! A cluster, services, and tasks that schedules start, as declarations in Rust. They are read and printed; nothing is taken over.

mod balancer;
mod cluster;
mod container;
mod definition;
mod print;
mod read;
mod schedule;
mod service;
mod task;

use std::collections::BTreeSet;

use crate::Error;
use crate::client::Clients;
use print::identifier;

/// What of one cluster is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) cluster: String,
    /// The services by name; none of them where it is the cluster alone that is wanted.
    pub(crate) services: BTreeSet<String>,
    /// All of its services.
    pub(crate) all: bool,
}

/// The file of declarations: each cluster with its services and tasks, and the app of them all.
pub(crate) async fn declarations(clients: &Clients, wanted: &[Wanted]) -> Result<String, Error> {
    let mut text = format!("//! Imported from {}.\n\nuse infra_aws::prelude::*;\n", clients.place());
    let mut taken = BTreeSet::new();
    let mut items = Vec::new();
    for wanted in wanted {
        let found = read::read(clients, wanted).await?;
        let cluster_name = identifier(&found.item, &mut taken);
        text.push('\n');
        text.push_str(&cluster::attribute(&found).print(&format!("Cluster {}.", found.name), &cluster_name));
        items.push(cluster_name.clone());
        for service in &found.services {
            let name = identifier(&service.item, &mut taken);
            let attribute = service::attribute(service, &found, &cluster_name);
            text.push('\n');
            text.push_str(&attribute.print(&format!("Service {} of cluster {}.", service.name(), found.name), &name));
            items.push(name);
        }
        for task in &found.tasks {
            let name = identifier(&task.item, &mut taken);
            let attribute = task::attribute(task, &found, &cluster_name);
            text.push('\n');
            text.push_str(&attribute.print(&format!("Task {} in cluster {}.", task.family(), found.name), &name));
            items.push(name);
        }
    }
    text.push_str(
        "\n/// Everything that was imported. Its stages get resources of their own: what stands stays as it is.\n",
    );
    text.push_str("pub const APP: App = app!(\"imported\": ");
    text.push_str(&items.join(", "));
    text.push_str(");\n");
    Ok(text)
}
