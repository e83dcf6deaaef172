//! What the steps of one expansion share: the errors, and what is left to const evaluation.

use crate::errors::Errors;
use crate::root::Root;
use infra_core::Violation;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use std::collections::HashSet;
use syn::ExprPath;

/// One expansion.
pub(crate) struct Context {
    pub(crate) root: Root,
    pub(crate) errors: Errors,
    bindings: TokenStream,
    claims: TokenStream,
    claimed: HashSet<String>,
    bound: usize,
}

/// The type that a field gives to a user's constant.
#[derive(Clone, Copy)]
pub(crate) enum FieldType {
    U8,
    U16,
    U32,
    Str,
}

impl Context {
    pub(crate) fn new(root: Root) -> Self {
        Self {
            root,
            errors: Errors::default(),
            bindings: TokenStream::new(),
            claims: TokenStream::new(),
            claimed: HashSet::new(),
            bound: 0,
        }
    }

    /// Binds the user's path to a constant of the expansion, so that it is written out once: a path that does not
    /// resolve is then reported once.
    ///
    /// The names are visible to the user's paths beside them, hence the prefix.
    pub(crate) fn bind(&mut self, key: &str, path: &ExprPath, field: FieldType) -> Ident {
        self.bound += 1;
        let name = format_ident!("__INFRA_{}_{}", key.to_uppercase().replace('!', ""), self.bound);
        let (span, _) = ends(path);
        let field = match field {
            FieldType::U8 => quote_spanned!(span=> ::core::primitive::u8),
            FieldType::U16 => quote_spanned!(span=> ::core::primitive::u16),
            FieldType::U32 => quote_spanned!(span=> ::core::primitive::u32),
            FieldType::Str => quote_spanned!(span=> &'static ::core::primitive::str),
        };
        self.bindings.extend(quote!(const #name: #field = #path;));
        name
    }

    /// Adds a binding as it is.
    pub(crate) fn binding(&mut self, tokens: TokenStream) {
        self.bindings.extend(tokens);
    }

    /// Leaves a check to const evaluation. `name` is what it claims, and the compiler quotes it; `check` is a function of
    /// `infra_core::check` that panics; the caret goes under `at`.
    pub(crate) fn claim(&mut self, at: impl ToTokens, name: &str, check: &str, arguments: TokenStream) {
        let repeated = !self.claimed.insert(name.to_owned());
        // Nothing reads the constant. The underscore tells the compiler so where an `allow` would be an error: in a crate
        // that forbids `dead_code`.
        let (name, check) = (format_ident!("_{name}"), format_ident!("{check}"));
        let root = self.root;
        let call = call(at, quote!(#root::check::#check), arguments);
        let claim = quote!(const #name: () = #call;);
        self.claims.extend(if repeated { quote!(const _: () = { #claim };) } else { claim });
    }

    /// Warns in the compiler's own way, so that a user can allow or deny it: a deprecated constant is used under `at`.
    pub(crate) fn warn(&mut self, at: impl ToTokens, name: &str, violation: &Violation) {
        let name = format_ident!("{name}", span = ends(at).0);
        let note = violation.to_string();
        self.claims.extend(quote! {
            const _: () = {
                #[deprecated(note = #note)]
                const #name: () = ();
                #name
            };
        });
    }

    /// The constants that the user's paths are bound to.
    pub(crate) const fn bindings(&self) -> &TokenStream {
        &self.bindings
    }

    /// The claims, in a block of their own: their names are not visible to the user's paths.
    pub(crate) fn claims(&self) -> TokenStream {
        let claims = &self.claims;
        if claims.is_empty() { TokenStream::new() } else { quote!(const _: () = { #claims };) }
    }
}

/// A call that the compiler takes to stand where `at` stands: from its first to its last token.
///
/// All of the path has the user's span: a single token from the expansion in it would make the compiler underline the
/// whole attribute.
fn call(at: impl ToTokens, function: TokenStream, arguments: TokenStream) -> TokenStream {
    let (first, last) = ends(at);
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(last);
    let path = function.into_iter().map(|mut token| {
        token.set_span(first);
        token
    });
    path.chain([TokenTree::Group(arguments)]).collect()
}

/// The spans of the first and the last token.
pub(crate) fn ends(tokens: impl ToTokens) -> (Span, Span) {
    let mut spans = tokens.to_token_stream().into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    (first, spans.last().unwrap_or(first))
}

/// Holds a value against a rule: at once where it is a literal, in const evaluation where it is a constant.
macro_rules! hold {
    ($context:expr, $value:expr, $claim:literal, $($rule:ident)::+) => {{
        let scalar = $value;
        match &scalar.value {
            $crate::scalar::Known::Literal(value) => {
                if let Err(violation) = infra_core::rule::$($rule)::+($crate::scalar::Argument::pass(value)) {
                    $context.errors.violation(&scalar.at, &violation);
                }
            }
            $crate::scalar::Known::Constant(name) => {
                let root = $context.root;
                $context.claim(&scalar.at, $claim, "passes", quote::quote!(#root::rule::$($rule)::+(#name)));
            }
        }
    }};
}
pub(crate) use hold;
