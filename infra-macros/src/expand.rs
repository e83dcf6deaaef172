//! The constant that every attribute expands to.

use crate::context::Context;
use crate::item::Declared;
use crate::scalar::Scalar;
use infra_core::declaration::ItemKind;
use proc_macro2::TokenStream;
use quote::quote;

/// The item with its declaration: who it is, the base, and what it is in each stage.
pub(crate) fn declaration(
    declared: &Declared,
    name: &Scalar<String>,
    base: TokenStream,
    stages: &[(&str, TokenStream)],
    context: &Context,
) -> TokenStream {
    let root = context.root;
    let spec = match declared.kind {
        ItemKind::Cluster => quote!(ClusterSpec),
        ItemKind::Service => quote!(ServiceSpec),
        ItemKind::Task => quote!(TaskSpec),
    };
    let identity = declared.identity(name, context);
    let stages = stages
        .iter()
        .map(|(stage, spec)| quote!(#root::declaration::StageSpec { stage: #stage, spec: #spec }));
    let bindings = context.bindings();
    let claims = context.claims();
    let outside = quote! {
        #bindings
        const __INFRA_DECLARATION: &'static #root::declaration::Declaration<#root::declaration::#spec> =
            &#root::declaration::Declaration {
                identity: #identity,
                base: #base,
                stages: &[#(#stages),*],
            };
        #claims
    };
    declared.implement(context, outside, quote!(__INFRA_DECLARATION))
}
