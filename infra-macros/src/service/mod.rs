//! `#[service]`.

mod check;
mod expand;
mod health;
mod keys;
mod parse;
mod route;
mod size;

use crate::context::Context;
use crate::item::Declared;
use crate::root::Root;
use infra_core::declaration::ItemKind;
use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use keys::KEYS;

/// Expands `#[service(attribute)] item`.
pub(crate) fn expand(root: Root, attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut context = Context::new(root);
    let declared = match Declared::parse(ItemKind::Service, item, &mut context) {
        Ok(declared) => declared,
        Err(item) => {
            let errors = context.errors.to_compile_errors();
            return quote!(#item #errors);
        }
    };
    let service = parse::Service::parse(attribute, &declared, &mut context);
    service.check(&declared, &mut context);
    match service.expand(&declared, &mut context) {
        Some(expansion) if context.errors.is_empty() => expansion,
        _ => declared.stand_in(&context),
    }
}
