//! The expression of an app.

use super::parse::{App, StageName};
use crate::context::{Context, ends};
use crate::variables;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};

impl App {
    /// A block: the items bound to constants, the claims, and the app as its value. With errors, these are the value.
    pub(super) fn expand(&self, context: &Context) -> TokenStream {
        let root = context.root;
        let bindings = context.bindings();
        let bound: Vec<_> = (0..self.items.len()).map(|at| format_ident!("__INFRA_ITEM_{at}")).collect();
        let items = &self.items;
        let items = quote! {
            #(const #bound: #root::declaration::Item = <#items as #root::declaration::Listed>::ITEM;)*
        };
        let (Some(name), true) = (&self.name, context.errors.is_empty()) else {
            let errors = context.errors.to_compile_errors();
            return quote!({ #bindings #items #errors });
        };
        let count = bound.len();
        let names = self.stages.iter().map(|StageName { name, .. }| name);
        let protected = self.protected.iter().map(|StageName { name, .. }| name);
        let accounts = variables::expand(&self.accounts);
        let (span, _) = ends(&name.at);
        let source = quote_spanned!(span=> file: ::core::file!(), line: ::core::line!());
        let claims = context.claims();
        quote! {{
            #bindings
            #items
            const __INFRA_APP: &'static #root::declaration::App = &#root::declaration::App {
                name: #name,
                items: &[#(#bound),*],
                stages: #root::declaration::Stages {
                    names: &[#(#names),*],
                    protected: &[#(#protected),*],
                    accounts: #accounts,
                },
                source: #root::declaration::Source { #source },
            };
            const __INFRA_SURVEY: &'static #root::check::Survey<#count> = &#root::check::Survey::<#count>::new::<
                { #root::check::route_slots(__INFRA_APP) },
                { #root::check::stage_slots(__INFRA_APP) },
            >(__INFRA_APP);
            #claims
            *__INFRA_APP
        }}
    }
}
