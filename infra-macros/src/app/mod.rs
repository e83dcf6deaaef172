//! `app!`.

mod check;
mod expand;
mod keys;
mod parse;

use crate::context::Context;
use crate::editor;
use crate::root::Root;
use proc_macro2::TokenStream;

/// Expands `app!(input)` to an expression.
pub(crate) fn expand(root: Root, input: TokenStream) -> TokenStream {
    let mut context = Context::new(root);
    let words = context.in_editor.then(|| editor::app(root, input.clone()));
    let app = parse::App::parse(input, &mut context);
    app.check(&mut context);
    let expression = app.expand(&context);
    match words {
        Some(words) => editor::before(words, expression),
        None => expression,
    }
}
