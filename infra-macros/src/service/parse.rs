//! From keys to the model of a service.

use super::health::Health;
use super::keys::{KEYS, STAGE};
use super::route::{self, Route};
use super::size::Size;
use crate::context::{Context, FieldType};
use crate::grammar::Keys;
use crate::item::Declared;
use crate::read::{self, Of};
use crate::scalar::Scalar;
use crate::stages::{self, Stage};
use crate::workload::{Common, Workload};
use infra_core::declaration::ItemKind;
use proc_macro2::TokenStream;

/// A service as it is declared.
pub(crate) struct Service {
    pub(super) common: Common,
    pub(super) base: Variant,
    pub(super) stages: Vec<Stage<Variant>>,
}

/// What a stage can override; a key that is not given is empty.
#[derive(Clone, Default)]
pub(crate) struct Variant {
    pub(super) workload: Workload,
    pub(super) port: Option<Scalar<u64>>,
    /// A port is given, right or wrong.
    pub(super) has_port: bool,
    /// A route is given, right or wrong.
    pub(super) has_route: bool,
    pub(super) routes: Vec<Route>,
    pub(super) health: Option<Health>,
    pub(super) size: Option<Size>,
    pub(super) drain: Option<Scalar<u32>>,
}

impl Service {
    pub(super) fn parse(attribute: TokenStream, declared: &Declared, context: &mut Context) -> Self {
        let (common, base, stages) = stages::read(
            ItemKind::Service,
            (KEYS, STAGE),
            attribute,
            context,
            |keys, context| Common::parse(keys, declared, context),
            Variant::parse,
        );
        Self { common, base, stages }
    }
}

impl Variant {
    fn parse(keys: &mut Keys, context: &mut Context) -> Self {
        const PORT: Of = Of { key: "port", example: "port = 8080" };
        const DRAIN: Of = Of { key: "drain", example: "drain = \"30s\"" };
        let (has_port, has_route) = (keys.may_have("port"), keys.may_have("route"));
        Self {
            has_port,
            has_route,
            workload: Workload::parse(keys, context),
            port: keys.value("port").and_then(|value| read::wide(context, PORT, &value, FieldType::U16)),
            routes: route::parse(keys, context),
            health: Health::parse(keys, context),
            size: Size::parse(keys, context),
            drain: keys.value("drain").and_then(|value| read::duration(context, DRAIN, &value)),
        }
    }

    /// What it is in a stage. A `count` takes the place of a `scale`, and the other way round.
    pub(super) fn overridden(&self, stage: &Self) -> Self {
        Self {
            workload: self.workload.overridden(&stage.workload),
            port: stage.port.clone().or_else(|| self.port.clone()),
            has_port: self.has_port || stage.has_port,
            has_route: self.has_route || stage.has_route,
            routes: if stage.routes.is_empty() { self.routes.clone() } else { stage.routes.clone() },
            health: stage.health.clone().or_else(|| self.health.clone()),
            size: stage.size.clone().or_else(|| self.size.clone()),
            drain: stage.drain.clone().or_else(|| self.drain.clone()),
        }
    }
}
