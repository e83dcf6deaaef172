//! What can be said of an app without its items, and what is left to const evaluation.

use super::parse::App;
use crate::context::Context;
use crate::grammar::{nearest, one_of};
use crate::scalar::Known;
use crate::tree::Node;
use infra_core::rule;
use proc_macro2::Literal;
use quote::{ToTokens, quote};

impl App {
    pub(super) fn check(&self, context: &mut Context) {
        if let Some(name) = &self.name {
            match &name.value {
                Known::Literal(text) => {
                    if let Err(violation) = rule::name::app(text) {
                        context.violation(&name.at, &violation);
                    }
                }
                Known::Constant(constant) => {
                    context.hold(&name.at, "APP_NAME_IS_ALLOWED", quote!(__infra_rule::name::app(#constant)));
                }
            }
            if self.items.is_empty() && context.errors.is_empty() {
                let help = "list its items behind the colon: `app!(\"shop\": Shop, Web)`";
                context.errors.push(&name.at, "this app lists nothing", help);
            }
        }
        for stage in &self.stages {
            if let Err(violation) = rule::name::stage(&stage.name) {
                context.violation(&stage.at, &violation);
            }
        }
        for stage in &self.protected {
            self.check_stage("protect", &stage.name, &stage.at, context);
        }
        if let Some(Node::Pairs(accounts)) = self.accounts.one("account").map(|field| &field.node) {
            for (stage, _) in accounts {
                self.check_stage("account", &stage.text(), stage, context);
            }
        }
        self.accounts.check(context);
        for (at, item) in self.items.iter().enumerate() {
            let at = Literal::usize_unsuffixed(at);
            context.claim(item, "ITEM_GOES_WITH_THE_APP", "item", quote!(__INFRA_SURVEY, #at));
        }
    }

    /// A stage that is bound or protected is one of the closed set, where there is one.
    fn check_stage(&self, key: &str, name: &str, at: impl ToTokens, context: &mut Context) {
        let names = || self.stages.iter().map(|stage| stage.name.as_str());
        if self.stages.is_empty() {
            if let Err(violation) = rule::name::stage(name) {
                context.violation(at, &violation);
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
