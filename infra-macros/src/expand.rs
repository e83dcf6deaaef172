//! The constant that every attribute expands to.

use crate::context::Context;
use crate::item::Declared;
use crate::scalar::Scalar;
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
    let identity = declared.identity(name, context);
    let stages =
        stages.iter().map(|(stage, spec)| quote!(#root::declaration::StageSpec { stage: #stage, spec: #spec }));
    let value = quote! {
        &#root::declaration::Declaration {
            identity: #identity,
            base: #base,
            stages: &[#(#stages),*],
        }
    };
    declared.implement(context, value)
}
