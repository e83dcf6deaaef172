//! The constants of a service.

use super::parse::{Service, Variant};
use super::route;
use crate::context::Context;
use crate::expand::declaration;
use crate::item::Declared;
use crate::workload::{option, spec};
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

impl Service {
    /// The expansion; `None` where something required is missing (then an error has been told).
    pub(super) fn expand(&self, declared: &Declared, context: &mut Context) -> Option<TokenStream> {
        let base = self.base.expand(context)?;
        let stages = self
            .stages
            .iter()
            .map(|stage| Some((stage.name.as_str(), self.base.overridden(&stage.keys).expand(context)?)))
            .collect::<Option<Vec<_>>>()?;
        let name = self.common.name(declared);
        Some(declaration(declared, &name, base, &stages, context))
    }
}

impl Variant {
    fn expand(&self, context: &Context) -> Option<TokenStream> {
        let root = context.root;
        let workload = spec(&self.workload, context)?;
        let port = option(self.port.as_ref());
        let routes = route::expand(&self.routes, context);
        let health = match &self.health {
            Some(health) => health.expand(context),
            None => quote!(#root::declaration::HealthCheck::DEFAULT),
        };
        let size = match &self.size {
            Some(size) => size.expand(context),
            None => quote!(#root::declaration::Size::DEFAULT),
        };
        let drain = match &self.drain {
            Some(drain) => drain.to_token_stream(),
            None => quote!(#root::declaration::ServiceSpec::DEFAULT_DRAIN_SECONDS),
        };
        Some(quote! {
            #root::declaration::ServiceSpec {
                workload: #workload,
                port: #port,
                routes: #routes,
                health: #health,
                size: #size,
                drain_seconds: #drain,
            }
        })
    }
}
