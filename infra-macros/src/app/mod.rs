//! `app!`.

mod check;
mod expand;
mod keys;
mod parse;

use crate::context::Context;
use crate::root::Root;
use proc_macro2::TokenStream;

/// Expands `app!(input)` to an expression.
pub(crate) fn expand(root: Root, input: TokenStream) -> TokenStream {
    let mut context = Context::new(root);
    let app = parse::App::parse(input, &mut context);
    app.check(&mut context);
    app.expand(&context)
}
