//! What no stage can override: name, cluster, `configure`.

use super::Name;
use crate::context::Context;
use crate::grammar::{Keys, Value};
use crate::item::Declared;
use crate::read::{self, Of};
use crate::scalar::Known;
use infra_core::declaration::ItemKind;
use infra_core::rule;
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::ExprPath;

/// The keys that hold in every stage.
pub(super) struct Fixed {
    name: Option<Name>,
    pub(super) cluster: Option<ExprPath>,
    configure: Option<Ident>,
}

impl Fixed {
    pub(super) fn parse(kind: ItemKind, keys: &mut Keys, declared: &Declared, context: &mut Context) -> Self {
        const NAME: Of<'_> = Of { key: "name", example: "name = \"web\"" };
        let name = keys.value("name").and_then(|(_, value)| read::text(context, NAME, &value));
        let configure = configure(kind, keys, context);
        if kind == ItemKind::Cluster {
            return Self { name, cluster: None, configure };
        }
        let (ident, word) = (&declared.ident, kind.word());
        let help = format!("write `#[{word}(cluster = Shop, ..)]`, with your struct marked `#[cluster]`");
        let headline = format!("{word} `{ident}` names no `cluster`");
        keys.missing("cluster", ident, headline, help, context);
        let help = format!("write `#[{word}(image = \"nginx:1.29\", ..)]`");
        keys.missing("image", ident, format!("{word} `{ident}` names no `image`"), help, context);
        Self { name, cluster: cluster(keys, context), configure }
    }

    pub(super) fn check(&self, declared: &Declared, context: &mut Context) {
        match &self.name {
            Some(name) => match &name.value {
                Known::Literal(text) => {
                    if let Err(violation) = rule::name::item(text) {
                        context.violation(&name.at, &violation);
                    }
                }
                Known::Constant(constant) => {
                    context.hold(&name.at, "NAME_IS_ALLOWED", quote!(__infra_rule::name::item(#constant)));
                }
            },
            None => {
                let name = declared.default_name();
                if let Err(violation) = rule::name::item(name.known().map_or("", String::as_str)) {
                    let help = format!("give it a name of its own: `name = \"..\"`; {}", violation.help);
                    let headline = format!("{} [{}]", violation.headline, violation.rule);
                    context.errors.push(&name.at, headline, help);
                }
            }
        }
    }

    /// The name in AWS: the given one, or the struct's in kebab case.
    pub(super) fn name(&self, declared: &Declared) -> Name {
        self.name.clone().unwrap_or_else(|| declared.default_name())
    }

    /// `Some(function)`.
    pub(super) fn configure(&self) -> TokenStream {
        match &self.configure {
            Some(name) => quote!(::core::option::Option::Some(__infra_declaration::Configure(#name))),
            None => quote!(::core::option::Option::None),
        }
    }
}

fn cluster(keys: &mut Keys, context: &mut Context) -> Option<ExprPath> {
    const CLUSTER: Of<'_> = Of { key: "cluster", example: "cluster = Shop" };
    let (_, value) = keys.value("cluster")?;
    let Value::Path(path) = value else {
        return read::wrong(context, CLUSTER, &value, "the path to a cluster");
    };
    context.binding(quote! {
        const __INFRA_CLUSTER: &'static __infra_declaration::Declaration<__infra_declaration::ClusterSpec> =
            <#path as __infra_declaration::Cluster>::DECLARATION;
    });
    Some(path)
}

/// Binds the function, its error as text.
fn configure(kind: ItemKind, keys: &mut Keys, context: &mut Context) -> Option<Ident> {
    const CONFIGURE: Of<'_> = Of { key: "configure", example: "configure = by_quota" };
    let (_, value) = keys.value("configure")?;
    let Value::Path(path) = value else {
        return read::wrong(context, CONFIGURE, &value, "the path to a function");
    };
    let spec = match kind {
        ItemKind::Cluster => quote!(ClusterSpec),
        ItemKind::Service => quote!(ServiceSpec),
        ItemKind::Task => quote!(TaskSpec),
    };
    let function = quote!(__infra_declaration::ConfigureFunction<__infra_declaration::#spec>);
    let (span, _) = context.ends(&path);
    let call = quote_spanned!(span=> __infra_declaration::ConfigureWith::configure(&#path, stage, spec));
    let closure = quote!(|stage, spec| #call);
    Some(context.bind_as("configure", &function, &closure))
}
