//! A network that exists: reads it, and says how each part stands.

use infra_core::blueprint::{ClusterBlueprint, Secret};
use infra_core::declaration::ExistingNetwork;

use super::judge::{self, Needs};
use super::read::{self, Subnets};
use crate::client::Clients;
use crate::template::Repository;
use crate::verify::quota::most_tasks;
use crate::verify::{Check, Verdict};

pub(super) async fn check(clients: &Clients, cluster: &ClusterBlueprint, network: &ExistingNetwork) -> Vec<Check> {
    let told = |subject: &str, verdict: Verdict| Check::new(cluster.identity.name, subject, verdict);
    let ids: Vec<&'static str> = network.public.iter().chain(network.private).copied().collect();
    let (subnets, tables, endpoints) = tokio::join!(
        read::subnets(clients, Subnets::Of(&ids)),
        read::route_tables(clients, network.vpc),
        read::endpoints(clients, network.vpc),
    );
    let subnets = match subnets {
        Ok(subnets) => subnets,
        Err(error) => return vec![told("subnets", Verdict::unread(&error))],
    };
    let mut checks = vec![told("subnets", judge::subnets(network, &subnets))];
    if checks.iter().any(|check| check.verdict.is_failed()) {
        // What is said of subnets that are not those would mislead.
        return checks;
    }
    if let Some(balancer) = cluster.load_balancer {
        let ids = if balancer.internal && !network.private.is_empty() { network.private } else { network.public };
        checks.push(told("zones of the load balancer", judge::balancer_zones(ids, &subnets)));
    }
    let tasks = if cluster.tasks_in_private_subnets() { network.private } else { network.public };
    checks.push(told("free addresses", judge::addresses(tasks, &subnets, most_tasks(cluster))));
    let tables = match tables {
        Ok(tables) => tables,
        Err(error) => {
            checks.push(told("routes", Verdict::unread(&error)));
            return checks;
        }
    };
    let is_open = cluster.load_balancer.is_some_and(|balancer| !balancer.internal);
    if !network.public.is_empty() && (is_open || !cluster.tasks_in_private_subnets()) {
        checks.push(told("routes of public subnets", judge::public(network.public, &tables)));
    }
    if cluster.tasks_in_private_subnets() {
        let verdict = match &endpoints {
            Ok(endpoints) => judge::private(network.private, &tables, endpoints, &needs(cluster, &clients.region)),
            Err(error) => Verdict::unread(error),
        };
        checks.push(told("routes of private subnets", verdict));
    }
    checks
}

/// What the tasks of a cluster reach for as they start.
fn needs(cluster: &ClusterBlueprint, region: &str) -> Needs {
    let mut needs = Needs::default();
    for workload in &cluster.workloads {
        let endpoint = |service: &str| format!("com.amazonaws.{region}.{service}");
        for image in workload.images() {
            match Repository::of(image) {
                Some(repository) if repository.region == region => {
                    needs.endpoints.extend(["ecr.api", "ecr.dkr", "s3"].map(endpoint));
                }
                _ => _ = needs.internet.insert(image.to_owned()),
            }
        }
        if workload.logs.group.is_some() {
            needs.endpoints.insert(endpoint("logs"));
        }
        for secret in workload.secrets() {
            needs.endpoints.insert(endpoint(match secret {
                Secret::Parameter(_) => "ssm",
                Secret::SecretsManager { .. } => "secretsmanager",
            }));
        }
    }
    needs
}
