//! Every mistake of one attribute, told at once.

use crate::editor;
use infra_core::Violation;
use proc_macro2::TokenStream;
use quote::ToTokens;
use std::fmt::Display;

/// Collects what is wrong; nothing stops at the first mistake.
#[derive(Default)]
pub(crate) struct Errors {
    found: Vec<syn::Error>,
}

impl Errors {
    /// Adds a mistake: what is wrong, and the way out (may be empty). The caret goes under `at`.
    pub(crate) fn push(&mut self, at: impl ToTokens, headline: impl Display, help: impl Display) {
        let help = help.to_string();
        let text = if help.is_empty() { headline.to_string() } else { format!("{headline}\nhelp: {help}") };
        self.found.push(syn::Error::new_spanned(at, text));
    }

    /// Adds a broken rule in the rule's own words.
    pub(crate) fn violation(&mut self, at: impl ToTokens, violation: &Violation) {
        self.push(at, format!("{} [{}]", violation.headline, violation.rule), violation.help);
    }

    /// Adds what the parser says.
    pub(crate) fn syntax(&mut self, error: syn::Error) {
        self.found.extend(error);
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many there are.
    pub(crate) const fn count(&self) -> usize {
        self.found.len()
    }

    /// One `compile_error!` a mistake.
    pub(crate) fn to_compile_errors(&self) -> TokenStream {
        let errors = self.found.iter().map(syn::Error::to_compile_error).collect();
        if editor::is_here() { editor::without_words(errors) } else { errors }
    }
}
