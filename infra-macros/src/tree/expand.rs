//! The structs of infra-core that a tree stands for.

use super::{Chosen, ChosenForm, Fields, Node};
use crate::context::ends;
use infra_core::language::{Block, Kind, Presence};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

impl Fields {
    /// `Type { key: value, ..Type::new(required) }`.
    ///
    /// What is required and missing has been told; the expansion is not used then.
    pub(crate) fn expand(&self, block: &'static Block) -> TokenStream {
        let name = format_ident!("{}", block.type_name);
        let mut required = TokenStream::new();
        let mut fields = TokenStream::new();
        let (mut all, mut requires) = (true, false);
        for key in block.keys {
            let field = format_ident!("{}", key.field);
            let value = self.value(key.name, key.presence, &key.kind);
            match (key.presence, value) {
                (Presence::Required, Some(value)) => {
                    requires = true;
                    required.extend(quote!(#value,));
                }
                (_, Some(value)) => fields.extend(quote!(#field: #value,)),
                (_, None) => all = false,
            }
        }
        let rest = quote!(__infra_declaration::#name::new(#required));
        if fields.is_empty() {
            return rest;
        }
        // The rest of nothing would be a lint in the user's crate.
        if all && !requires {
            quote!(__infra_declaration::#name { #fields })
        } else {
            quote!(__infra_declaration::#name { #fields ..#rest })
        }
    }

    /// `Type { key: value, ..base }`: these keys, of which `stage` gave some, over the base that it left the others as
    /// they are.
    pub(crate) fn expand_over(
        &self,
        block: &'static Block,
        stage: &Self,
        base: &TokenStream,
        cluster: &Ident,
    ) -> TokenStream {
        let name = format_ident!("{}", block.type_name);
        let mut fields = TokenStream::new();
        for key in block.keys {
            let field = format_ident!("{}", key.field);
            if let Kind::Flatten(inner) = key.kind {
                if inner.all_keys().iter().any(|key| matches!(key.kind, Kind::Cluster) || stage.replaces(key.name)) {
                    let value = self.expand_over(inner, stage, &quote!(#base.#field), cluster);
                    fields.extend(quote!(#field: #value,));
                }
            } else if matches!(key.kind, Kind::Cluster) {
                fields.extend(quote!(#field: #cluster,));
            } else if stage.replaces(key.name) {
                let value = self.value(key.name, key.presence, &key.kind).unwrap_or_else(|| nothing(key.presence));
                fields.extend(quote!(#field: #value,));
            }
        }
        if fields.is_empty() { quote!(#base) } else { quote!(__infra_declaration::#name { #fields ..#base }) }
    }

    fn value(&self, name: &str, presence: Presence, kind: &'static Kind) -> Option<TokenStream> {
        match kind {
            Kind::Flatten(block) => return Some(self.expand(block)),
            Kind::Cluster => return Some(quote!(__INFRA_CLUSTER)),
            _ => {}
        }
        match presence {
            Presence::Repeated if !matches!(kind, Kind::Pairs(..)) => {
                let values: Vec<_> = self.all(name).map(|field| field.node.expand()).collect();
                (!values.is_empty()).then(|| quote!(&[#(#values),*]))
            }
            Presence::Optional => {
                let value = self.one(name)?.node.expand();
                Some(quote!(::core::option::Option::Some(#value)))
            }
            _ => Some(self.one(name)?.node.expand()),
        }
    }
}

/// What a key is whose value a stage took away.
fn nothing(presence: Presence) -> TokenStream {
    match presence {
        Presence::Optional => quote!(::core::option::Option::None),
        Presence::Required | Presence::Default | Presence::Repeated => quote!(&[]),
    }
}

impl Node {
    pub(crate) fn expand(&self) -> TokenStream {
        match self {
            Self::Text(text) => text.to_token_stream(),
            Self::File(path) => {
                let (span, _) = ends(&path.at);
                // Under the path: there the compiler says that it cannot read the file.
                let text = quote_spanned!(span=>
                    ::core::include_str!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", #path))
                );
                quote!(__infra_declaration::Template { path: #path, text: #text })
            }
            Self::Number(number) => number.to_token_stream(),
            Self::Range(ends) => {
                let (min, max) = (&ends.min, &ends.max);
                quote!(__infra_declaration::Range { min: #min, max: #max })
            }
            Self::Truth(truth) => quote!(#truth),
            Self::Fields(fields) => fields.expand(fields.block),
            Self::Choice(chosen) => chosen.expand(),
            Self::List(nodes) => {
                let nodes = nodes.iter().map(|node| node.expand());
                quote!(&[#(#nodes),*])
            }
            Self::Pairs(pairs) => {
                let pairs = pairs.iter().map(|(word, node)| {
                    let (name, value) = (word.text(), node.expand());
                    quote!((#name, #value))
                });
                quote!(&[#(#pairs),*])
            }
            Self::Bound(name) => name.to_token_stream(),
        }
    }
}

impl Chosen {
    fn expand(&self) -> TokenStream {
        let type_name = format_ident!("{}", self.choice.type_name);
        let (variant, payload) = match &self.form {
            ChosenForm::Word(variant, None) => (variant.name, None),
            ChosenForm::Word(variant, Some(fields)) => (variant.name, Some(fields.expand(fields.block))),
            ChosenForm::Literal(name, node) => (*name, Some(node.expand())),
            ChosenForm::Parentheses(name, fields) => (*name, Some(fields.expand(fields.block))),
        };
        let variant = format_ident!("{variant}");
        match payload {
            Some(payload) => quote!(__infra_declaration::#type_name::#variant(#payload)),
            None => quote!(__infra_declaration::#type_name::#variant),
        }
    }
}
