//! `#[cluster]`.

mod balancer;
mod capacity;
mod check;
mod expand;
mod group;
mod keys;
mod network;
mod parse;

use crate::context::Context;
use crate::item::Declared;
use crate::root::Root;
use infra_core::declaration::ItemKind;
use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use keys::KEYS;

/// Expands `#[cluster(attribute)] item`.
pub(crate) fn expand(root: Root, attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut context = Context::new(root);
    let declared = match Declared::parse(ItemKind::Cluster, item, &mut context) {
        Ok(declared) => declared,
        Err(item) => {
            let errors = context.errors.to_compile_errors();
            return quote!(#item #errors);
        }
    };
    let cluster = parse::Cluster::parse(attribute, &mut context);
    cluster.check(&declared, &mut context);
    let expansion = cluster.expand(&declared, &context);
    if context.errors.is_empty() { expansion } else { declared.stand_in(&context) }
}
