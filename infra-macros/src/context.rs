//! What the steps of one expansion share: the errors, and what is left to const evaluation.

use crate::editor;
use crate::errors::Errors;
use crate::root::Root;
use infra_core::Violation;
use infra_core::language::Mark;
use infra_core::rule::registry::{self, Strength};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use std::collections::HashSet;
use syn::ExprPath;

/// One expansion.
pub(crate) struct Context {
    pub(crate) root: Root,
    /// An editor reads the expansion.
    pub(crate) in_editor: bool,
    pub(crate) errors: Errors,
    bindings: TokenStream,
    claims: TokenStream,
    claimed: HashSet<String>,
    bound: usize,
    /// The rules that `waive(..)` switches off.
    waived: Vec<String>,
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
            in_editor: editor::is_here(),
            errors: Errors::default(),
            bindings: TokenStream::new(),
            claims: TokenStream::new(),
            claimed: HashSet::new(),
            bound: 0,
            waived: Vec::new(),
        }
    }

    /// Switches these rules off, and no others.
    pub(crate) fn waive(&mut self, rules: Vec<String>) {
        self.waived = rules;
    }

    /// Adds a broken rule in the rule's own words, unless it is waived.
    pub(crate) fn violation(&mut self, at: impl ToTokens, violation: &Violation) {
        if !self.is_waived(violation.rule) {
            self.errors.violation(at, violation);
        }
    }

    fn is_waived(&self, rule: &str) -> bool {
        let waivable = registry::find(rule).is_some_and(|rule| rule.strength != Strength::Error);
        waivable && self.waived.iter().any(|waived| waived == rule)
    }

    /// Tells that a word is part of the language, but that the target of this expansion does not deploy it yet.
    pub(crate) fn pending(&mut self, marks: &[Mark], word: &str, at: impl ToTokens) {
        if self.root == Root::Aws && marks.contains(&Mark::pending) {
            let headline = format!("this version cannot deploy `{word}` to AWS yet");
            self.errors.push(at, headline, "take it out until a later version can");
        }
    }

    /// Binds the user's path to a constant of the expansion, so that it is written out once: a path that does not
    /// resolve is then reported once.
    pub(crate) fn bind(&mut self, key: &str, path: &ExprPath, field: FieldType) -> Ident {
        let (span, _) = self.ends(path);
        let field = match field {
            FieldType::U8 => quote_spanned!(span=> ::core::primitive::u8),
            FieldType::U16 => quote_spanned!(span=> ::core::primitive::u16),
            FieldType::U32 => quote_spanned!(span=> ::core::primitive::u32),
            FieldType::Str => quote_spanned!(span=> &'static ::core::primitive::str),
        };
        self.bind_as(key, &field, &path.to_token_stream())
    }

    /// Binds an expression to a constant of the expansion.
    ///
    /// The names are visible to the user's paths beside them, hence the prefix.
    pub(crate) fn bind_as(&mut self, key: &str, field: &TokenStream, value: &TokenStream) -> Ident {
        self.bound += 1;
        let name = format_ident!("__INFRA_{}_{}", key.to_uppercase().replace('!', ""), self.bound);
        self.bindings.extend(quote!(const #name: #field = #value;));
        name
    }

    /// The short names of infra-core's modules, for the block that the expansion is in: an expansion names them often, and
    /// every token of it costs each of the user's builds.
    pub(crate) fn imports(&self) -> TokenStream {
        let root = self.root;
        quote! {
            use #root::{check as __infra_check, declaration as __infra_declaration, rule as __infra_rule};
        }
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
        let call = call(self.ends(at), quote!(__infra_check::#check), arguments);
        let claim = quote!(const #name: () = #call;);
        self.claims.extend(if repeated { quote!(const _: () = { #claim };) } else { claim });
    }

    /// Leaves a rule to const evaluation: `result` is the verdict.
    pub(crate) fn hold(&mut self, at: impl ToTokens, name: &str, result: TokenStream) {
        if self.waived.is_empty() {
            self.claim(at, name, "passes", result);
        } else {
            let waived = &self.waived;
            self.claim(at, name, "passes_except", quote!(&[#(#waived),*], #result));
        }
    }

    /// Leaves a warning to const evaluation: a deprecated constant is used where `broken` is true. The table has made both
    /// constants, and which of the two is used depends on the verdict.
    pub(crate) fn warn_if(&mut self, at: impl ToTokens, name: &str, note: &str, broken: TokenStream) {
        let rule = note.rsplit('[').next().map_or("", |rule| rule.trim_end_matches(']'));
        if self.is_waived(rule) {
            return;
        }
        let (span, _) = self.ends(at);
        let (name, warning) = (format_ident!("{name}", span = span), format_ident!("WARNING", span = span));
        self.claims.extend(quote!(const _: () = __infra_declaration::#name::<{ #broken }>::#warning;));
    }

    /// Warns in the compiler's own way, so that a user can allow or deny it: a deprecated constant is used under `at`.
    pub(crate) fn warn(&mut self, at: impl ToTokens, name: &str, violation: &Violation) {
        if self.is_waived(violation.rule) {
            return;
        }
        let name = format_ident!("{name}", span = self.ends(at).0);
        let note = violation.to_string();
        self.claims.extend(quote! {
            const _: () = {
                #[deprecated(note = #note)]
                const #name: () = ();
                #name
            };
        });
    }

    /// Where the compiler is to see what the expansion adds: under `at`. An editor would show it to who asks for the words
    /// there, and looks for it at the attribute.
    pub(crate) fn ends(&self, at: impl ToTokens) -> (Span, Span) {
        if self.in_editor { (Span::call_site(), Span::call_site()) } else { ends(at) }
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

/// The path of something in infra-core, as the tables write it, by its short name.
pub(crate) fn short_path(path: &str) -> TokenStream {
    let mut segments = path.split("::");
    let first = format_ident!("__infra_{}", segments.next().unwrap_or_default());
    let rest = segments.map(|segment| format_ident!("{segment}"));
    quote!(#first #(::#rest)*)
}

/// A call that the compiler takes to stand from `first` to `last`.
///
/// All of the path has the user's span: a single token from the expansion in it would make the compiler underline the
/// whole attribute.
fn call((first, last): (Span, Span), function: TokenStream, arguments: TokenStream) -> TokenStream {
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
