//! What can be said of an app without its items, and what is left to const evaluation.

use super::parse::App;
use crate::context::{Context, hold};
use crate::grammar::{nearest, one_of};
use infra_core::rule;
use proc_macro2::Literal;
use quote::{ToTokens, quote};

/// What const evaluation checks of every item: the function, and what it claims.
const CLAIMS: [(&str, &str); 6] = [
    ("listed_once", "LISTED_ONCE"),
    ("name_is_free", "NAME_IS_FREE"),
    ("name_is_short_enough", "NAME_IS_SHORT_ENOUGH"),
    ("cluster_is_listed", "CLUSTER_IS_LISTED"),
    ("routes_are_free", "ROUTES_ARE_FREE"),
    ("stages_are_known", "STAGES_ARE_KNOWN"),
];

impl App {
    pub(super) fn check(&self, context: &mut Context) {
        if let Some(name) = &self.name {
            hold!(context, name, "APP_NAME_IS_PLAIN", name::app);
            if self.items.is_empty() && context.errors.is_empty() {
                let help = "list its items behind the colon: `app!(\"shop\": Shop, Web)`";
                context.errors.push(&name.at, "this app lists nothing", help);
            }
        }
        for stage in &self.stages {
            if let Err(violation) = rule::name::stage(&stage.name) {
                context.errors.violation(&stage.at, &violation);
            }
        }
        for stage in &self.protected {
            self.check_stage("protect", &stage.name, &stage.at, context);
        }
        for account in &self.accounts {
            self.check_stage("account", &account.name(), &account.word, context);
            hold!(context, &account.value, "ACCOUNT_IS_AN_ID", account::id);
        }
        let root = context.root;
        for (at, item) in self.items.iter().enumerate() {
            let at = Literal::usize_unsuffixed(at);
            for (check, claim) in CLAIMS {
                let check = quote::format_ident!("{check}");
                context.claim(item, claim, "holds", quote!(#root::check::#check(__INFRA_SURVEY, #at)));
            }
        }
    }

    /// A stage that is bound or protected is one of the closed set, where there is one.
    fn check_stage(&self, key: &str, name: &str, at: impl ToTokens, context: &mut Context) {
        let names = || self.stages.iter().map(|stage| stage.name.as_str());
        if self.stages.is_empty() {
            if let Err(violation) = rule::name::stage(name) {
                context.errors.violation(at, &violation);
            }
        } else if !names().any(|stage| stage == name) {
            let help = match nearest(name, names()) {
                Some(stage) => format!("did you mean `{stage}`?"),
                None => format!("name {}, or add `{name}` to `stages`", one_of(names())),
            };
            context.errors.push(at, format!("`{key}` names `{name}`, which is none of the `stages`"), help);
        }
    }
}
