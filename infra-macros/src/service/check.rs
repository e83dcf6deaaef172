//! The rules of a service.

use super::parse::{Service, Variant};
use super::route;
use crate::context::{Context, hold};
use crate::item::Declared;
use crate::scalar::Known;
use crate::stages::Stage;
use crate::workload;
use infra_core::declaration::ItemKind;
use quote::{ToTokens as _, quote};

impl Service {
    pub(super) fn check(&self, declared: &Declared, context: &mut Context) {
        self.common.check(declared, context);
        self.base.check(context);
        let told = self.base.check_port(&self.base, context);
        // The base's check is that of every stage which has a route.
        if !self.stages.iter().any(|stage| stage.keys.has_route) {
            self.base.check_health(&self.base, context);
        }
        for stage in &self.stages {
            stage.keys.check(context);
            let resolved = self.base.overridden(&stage.keys);
            if !told {
                resolved.check_port(&stage.keys, context);
            }
            resolved.check_health(&stage.keys, context);
        }
        if let Some(cluster) = &self.common.cluster {
            let stages: Vec<_> = self
                .stages
                .iter()
                .map(|stage| Stage { name: stage.name.clone(), keys: &stage.keys.workload })
                .collect();
            let cluster = cluster.to_token_stream();
            workload::check_against_cluster(ItemKind::Service, &cluster, &self.base.workload, &stages, context);
        }
    }
}

impl Variant {
    /// Checks the keys of the base or of one stage, each on its own.
    fn check(&self, context: &mut Context) {
        workload::check(&self.workload, context);
        if let Some(port) = &self.port {
            match &port.value {
                Known::Literal(number) => {
                    if let Err(violation) = infra_core::rule::port::port(*number) {
                        context.errors.violation(&port.at, &violation);
                    }
                }
                Known::Constant(name) => context.claim(&port.at, "PORT_IS_IN_RANGE", "port", quote!(#name)),
            }
        }
        route::check(&self.routes, context);
        if let Some(health) = &self.health {
            health.check(context);
        }
        if let Some(size) = &self.size {
            size.check(context);
        }
        if let Some(drain) = &self.drain {
            hold!(context, drain, "DRAIN_IS_IN_RANGE", balancer::drain);
        }
    }

    /// Checks that the resolved routes lead to a port; the caret goes under a route that `own` gives. Says whether
    /// something was wrong.
    fn check_port(&self, own: &Self, context: &mut Context) -> bool {
        let result = infra_core::check::route_needs_port(self.has_port, !self.routes.is_empty());
        match (result, own.routes.first()) {
            (Err(violation), Some(route)) => {
                context.errors.violation(&route.at, &violation);
                true
            }
            _ => false,
        }
    }

    /// Checks that a health check which `own` gives has targets: those of a route.
    fn check_health(&self, own: &Self, context: &mut Context) {
        let Some(health) = &own.health else { return };
        if let Err(violation) = infra_core::check::health_needs_route(self.has_route) {
            context.errors.violation(&health.at, &violation);
        }
    }
}
