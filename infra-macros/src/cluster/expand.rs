//! The constants of a cluster.

use super::parse::{Cluster, Variant};
use crate::context::Context;
use crate::expand::declaration;
use crate::item::Declared;
use crate::{variables, workload};
use proc_macro2::TokenStream;
use quote::quote;

impl Cluster {
    pub(super) fn expand(&self, declared: &Declared, context: &Context) -> TokenStream {
        let base = self.base.expand(context);
        let stages: Vec<_> = self
            .stages
            .iter()
            .map(|stage| (stage.name.as_str(), self.base.overridden(&stage.keys).expand(context)))
            .collect();
        let name = self.name.clone().unwrap_or_else(|| declared.default_name());
        declaration(declared, &name, base, &stages, context)
    }
}

impl Variant {
    fn expand(&self, context: &Context) -> TokenStream {
        let root = context.root;
        let capacity = match &self.capacity {
            Some(capacity) => capacity.expand(context),
            None => quote! {
                &[#root::declaration::Provider {
                    capacity: #root::declaration::Capacity::Fargate,
                    base: 0,
                    weight: 1,
                }]
            },
        };
        let network = match &self.network {
            Some(network) => network.expand(context),
            None => quote!(#root::declaration::Network::DEFAULT),
        };
        let balancer = workload::option(self.balancer.as_ref().map(|balancer| balancer.expand(context)));
        let tags = variables::expand(&self.tags);
        quote! {
            #root::declaration::ClusterSpec {
                capacity: #capacity,
                network: #network,
                load_balancer: #balancer,
                tags: #tags,
            }
        }
    }
}
