//! The expression of an app.

use super::parse::{App, StageName};
use crate::context::Context;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};

impl App {
    /// A block: the items bound to constants, the claims, and the app as its value. With errors, these are the value.
    pub(super) fn expand(&self, context: &Context) -> TokenStream {
        let (imports, bindings) = (context.imports(), context.bindings());
        let bound: Vec<_> = (0..self.items.len()).map(|at| format_ident!("__INFRA_ITEM_{at}")).collect();
        let items = &self.items;
        let items = quote! {
            #(const #bound: __infra_declaration::Item = <#items as __infra_declaration::Listed>::ITEM;)*
        };
        let (Some(name), true) = (&self.name, context.errors.is_empty()) else {
            let errors = context.errors.to_compile_errors();
            // An editor would take the errors for a value of the wrong type.
            let value = context.in_editor.then(|| quote!(loop {}));
            return quote!({ #imports #bindings #items #errors #value });
        };
        let count = bound.len();
        let names = self.stages.iter().map(|StageName { name, .. }| name);
        let protected = self.protected.iter().map(|StageName { name, .. }| name);
        let accounts = self.accounts.one("account").map_or_else(|| quote!(&[]), |field| field.node.expand());
        let (span, _) = context.ends(&name.at);
        let source = quote_spanned!(span=> file: ::core::file!(), line: ::core::line!());
        let claims = context.claims();
        quote! {{
            #imports
            #bindings
            #items
            const __INFRA_APP: &'static __infra_declaration::App = &__infra_declaration::App {
                name: #name,
                items: &[#(#bound),*],
                stages: __infra_declaration::Stages {
                    names: &[#(#names),*],
                    protected: &[#(#protected),*],
                    accounts: #accounts,
                },
                source: __infra_declaration::Source { #source },
            };
            const __INFRA_SURVEY: &'static __infra_check::Survey<#count> = &__infra_check::Survey::<#count>::new::<
                { __infra_check::route_slots(__INFRA_APP) },
                { __infra_check::stage_slots(__INFRA_APP) },
            >(__INFRA_APP);
            #claims
            *__INFRA_APP
        }}
    }
}
