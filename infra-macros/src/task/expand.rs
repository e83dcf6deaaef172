//! The constants of a task.

use super::parse::{Task, Variant};
use crate::context::Context;
use crate::expand::declaration;
use crate::item::Declared;
use crate::workload::{option, spec};
use proc_macro2::TokenStream;
use quote::quote;

impl Task {
    /// The expansion; `None` where something required is missing (then an error has been told).
    pub(super) fn expand(&self, declared: &Declared, context: &mut Context) -> Option<TokenStream> {
        let base = self.base.expand(context)?;
        let stages = self
            .stages
            .iter()
            .map(|stage| Some((stage.name.as_str(), self.base.overridden(&stage.keys).expand(context)?)))
            .collect::<Option<Vec<_>>>()?;
        let name = self.common.name(declared);
        Some(declaration(declared, &name, base, &stages, context))
    }
}

impl Variant {
    fn expand(&self, context: &Context) -> Option<TokenStream> {
        let root = context.root;
        let workload = spec(&self.workload, context)?;
        let timezone = option(self.timezone.as_ref());
        let schedules = self
            .schedules
            .iter()
            .map(|expression| quote!(#root::declaration::Schedule { expression: #expression, timezone: #timezone }));
        Some(quote! {
            #root::declaration::TaskSpec {
                workload: #workload,
                schedules: &[#(#schedules),*],
            }
        })
    }
}
