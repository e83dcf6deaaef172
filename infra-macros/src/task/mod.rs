//! `#[task]`.

mod check;
mod expand;
mod keys;
mod parse;

use crate::context::Context;
use crate::item::Declared;
use crate::root::Root;
use infra_core::declaration::ItemKind;
use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use keys::KEYS;

/// Expands `#[task(attribute)] item`.
pub(crate) fn expand(root: Root, attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut context = Context::new(root);
    let declared = match Declared::parse(ItemKind::Task, item, &mut context) {
        Ok(declared) => declared,
        Err(item) => {
            let errors = context.errors.to_compile_errors();
            return quote!(#item #errors);
        }
    };
    let task = parse::Task::parse(attribute, &declared, &mut context);
    task.check(&declared, &mut context);
    match task.expand(&declared, &mut context) {
        Some(expansion) if context.errors.is_empty() => expansion,
        _ => declared.stand_in(&context),
    }
}
