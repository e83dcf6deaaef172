//! What holds for a workload in every stage: its name and its cluster.

use crate::context::{Context, hold};
use crate::grammar::{Keys, Value};
use crate::item::Declared;
use crate::read::{self, Of};
use crate::scalar::Scalar;
use infra_core::rule;
use quote::quote;
use syn::ExprPath;

/// The keys that no stage can override.
pub(crate) struct Common {
    name: Option<Scalar<String>>,
    pub(crate) cluster: Option<ExprPath>,
}

impl Common {
    pub(crate) fn parse(keys: &mut Keys, declared: &Declared, context: &mut Context) -> Self {
        const CLUSTER: Of = Of { key: "cluster", example: "cluster = Shop" };
        let (ident, kind) = (&declared.ident, declared.kind.word());
        let help = format!("write `#[{kind}(cluster = Shop, ..)]`, with your struct marked `#[cluster]`");
        let headline = format!("{kind} `{ident}` names no `cluster`");
        keys.missing("cluster", ident, headline, help, &mut context.errors);
        let help = format!("write `#[{kind}(image = \"nginx:1.29\", ..)]`");
        keys.missing("image", ident, format!("{kind} `{ident}` names no `image`"), help, &mut context.errors);
        let name = name(keys, context);
        let cluster = keys.value("cluster").and_then(|value| match value {
            Value::Path(path) => Some(path),
            value => read::wrong(context, CLUSTER, &value, "the path to a cluster"),
        });
        if let Some(cluster) = &cluster {
            let root = context.root;
            context.binding(quote! {
                const __INFRA_CLUSTER: &'static #root::declaration::Declaration<#root::declaration::ClusterSpec> =
                    <#cluster as #root::declaration::Cluster>::DECLARATION;
            });
        }
        Self { name, cluster }
    }

    pub(crate) fn check(&self, declared: &Declared, context: &mut Context) {
        check_name(self.name.as_ref(), declared, context);
    }

    /// The name in AWS: the given one, or the struct's in kebab case.
    pub(crate) fn name(&self, declared: &Declared) -> Scalar<String> {
        self.name.clone().unwrap_or_else(|| declared.default_name())
    }
}

/// Reads `name`.
pub(crate) fn name(keys: &mut Keys, context: &mut Context) -> Option<Scalar<String>> {
    const NAME: Of = Of { key: "name", example: "name = \"web\"" };
    keys.value("name").and_then(|value| read::text(context, NAME, &value))
}

/// Checks the name of an item: the given one, or the one that is made from the struct's.
pub(crate) fn check_name(given: Option<&Scalar<String>>, declared: &Declared, context: &mut Context) {
    match given {
        Some(name) => hold!(context, name, "NAME_IS_PLAIN", name::item),
        None => {
            let name = declared.default_name();
            if let Err(violation) = rule::name::item(name.known().map_or("", String::as_str)) {
                let help = format!("give it a name of its own: `name = \"..\"`; {}", violation.help);
                context.errors.push(&name.at, violation.headline, help);
            }
        }
    }
}
