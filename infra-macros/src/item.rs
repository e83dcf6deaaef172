//! The struct under an attribute.

use crate::context::Context;
use crate::kebab::kebab;
use crate::scalar::Scalar;
use infra_core::declaration::ItemKind;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{Attribute, Expr, ExprLit, Fields, Generics, Lit, Meta, Token};

/// What an attribute needs to know of the struct it stands on.
pub(crate) struct Declared {
    pub(crate) kind: ItemKind,
    pub(crate) ident: Ident,
    /// The item as it goes on, without a second attribute of ours.
    pub(crate) tokens: TokenStream,
    description: String,
}

impl Declared {
    /// Reads the item. Without a struct there is nothing that a trait could be implemented for: then only the errors
    /// and the tokens are left.
    pub(crate) fn parse(kind: ItemKind, tokens: TokenStream, context: &mut Context) -> Result<Self, TokenStream> {
        let word = kind.word();
        let mut item = match syn::parse2::<syn::Item>(tokens.clone()) {
            Ok(syn::Item::Struct(item)) => item,
            Ok(other) => {
                let (at, help) = (head(&other), format!("write `#[{word}(..)] struct Name;`"));
                context.errors.push(at, format!("`#[{word}]` stands on a struct"), help);
                return Self::type_of(kind, other, tokens);
            }
            Err(error) => {
                context.errors.syntax(error);
                return Err(tokens);
            }
        };
        let ident = item.ident.clone();
        if !item.generics.params.is_empty() {
            let headline = format!("`{ident}` has generics: a {word} is one thing");
            context.errors.push(&item.generics, headline, format!("write `struct {ident};`"));
        }
        if item.generics.params.is_empty() && !matches!(item.fields, Fields::Unit) {
            let headline = format!("`{ident}` has fields: a {word} is a struct without any");
            context.errors.push(&item.fields, headline, format!("write `struct {ident};`"));
        }
        if !item.generics.params.is_empty() {
            // What names it does not know its generics: the struct that it should have been stands in for it.
            item.generics = Generics::default();
            item.fields = Fields::Unit;
            item.semi_token = Some(<Token![;]>::default());
        }
        item.attrs.retain(|attribute| match kind_of(attribute) {
            Some(other) => {
                let headline = if other == kind {
                    format!("`{ident}` is marked `#[{word}]` twice")
                } else {
                    format!("`{ident}` is marked both `#[{word}]` and `#[{}]`", other.word())
                };
                context.errors.push(attribute, headline, "keep one of the two");
                // It is not expanded any more; that its import has become unused is no second mistake.
                let path = attribute.path();
                context.binding(quote!(use #path as _;));
                false
            }
            None => true,
        });
        let description = description(&item.attrs);
        Ok(Self { kind, ident, tokens: item.into_token_stream(), description })
    }

    /// Another type in the place of the struct: told already, it stands in for the struct, so that what names it stays
    /// silent.
    fn type_of(kind: ItemKind, item: syn::Item, tokens: TokenStream) -> Result<Self, TokenStream> {
        let (ident, generics, vis) = match item {
            syn::Item::Enum(item) => (item.ident, item.generics, item.vis),
            syn::Item::Union(item) => (item.ident, item.generics, item.vis),
            _ => return Err(tokens),
        };
        let tokens = if generics.params.is_empty() { tokens } else { quote!(#vis struct #ident;) };
        Ok(Self { kind, ident, tokens, description: String::new() })
    }

    /// The name in AWS where none is given: the struct's in kebab case.
    pub(crate) fn default_name(&self) -> Scalar<String> {
        Scalar::literal(kebab(&self.ident.unraw().to_string()), self.ident.to_token_stream())
    }

    /// The `Identity` of the item.
    fn identity(&self, name: &Scalar<String>, context: &Context) -> TokenStream {
        let item = self.ident.unraw().to_string();
        let description = &self.description;
        // Under the span of the struct's name, `line!()` is the line of that name.
        let source = quote_spanned!(context.ends(&self.ident).0=> file: ::core::file!(), line: ::core::line!());
        quote! {
            &__infra_declaration::Identity {
                item: #item,
                name: #name,
                description: #description,
                source: __infra_declaration::Source { #source },
            }
        }
    }

    /// The item with its declaration: a constant with this value, beside what the context holds.
    pub(crate) fn implement(&self, name: &Scalar<String>, context: &Context, value: TokenStream) -> TokenStream {
        let (imports, bindings, claims) = (context.imports(), context.bindings(), context.claims());
        let Self { ident, tokens, .. } = self;
        let who = self.identity(name, context);
        let (kind, spec) = match self.kind {
            ItemKind::Cluster => (quote!(Cluster), quote!(ClusterSpec)),
            ItemKind::Service => (quote!(Service), quote!(ServiceSpec)),
            ItemKind::Task => (quote!(Task), quote!(TaskSpec)),
        };
        let declaration = quote!(&'static __infra_declaration::Declaration<__infra_declaration::#spec>);
        // Where the compiler shows which types have a trait, it underlines from `impl` to the type: that is the struct's
        // name, when the outermost tokens stand there.
        let (span, _) = context.ends(ident);
        let implement = quote_spanned!(span=> impl);
        let value_const = quote!(const DECLARATION: #declaration = __INFRA_DECLARATION;);
        let identity = quote!(&'static __infra_declaration::Identity);
        let identity_const = quote!(const IDENTITY: #identity = __INFRA_IDENTITY;);
        let item_const = quote!(
            const ITEM: __infra_declaration::Item = __infra_declaration::Item::#kind(__INFRA_DECLARATION);
        );
        let of_kind = quote_spanned!(span=> { #identity_const #value_const });
        let of_listed = quote_spanned!(span=> { #item_const });
        // The claims read the constant and not the impl, so that an item that nothing lists stays unused for rustc.
        quote! {
            #tokens
            const _: () = {
                #imports
                #bindings
                const __INFRA_IDENTITY: #identity = #who;
                const __INFRA_DECLARATION: #declaration = #value;
                #claims
                #implement __infra_declaration::#kind for #ident #of_kind
                #implement __infra_declaration::Listed for #ident #of_listed
            };
        }
    }

    /// The item with its errors as the declaration: what depends on it stays silent, and one mistake is one message.
    pub(crate) fn stand_in(&self, name: &Scalar<String>, context: &Context) -> TokenStream {
        let errors = context.errors.to_compile_errors();
        if context.in_editor {
            // It would take the errors for a value of the wrong type.
            let item = self.implement(name, context, quote!(loop {}));
            return quote!(#item #errors);
        }
        self.implement(name, context, quote!({ #errors }))
    }
}

/// The tokens up to the item's name, or all of a small item.
fn head(item: &syn::Item) -> TokenStream {
    item.to_token_stream().into_iter().take(2).collect()
}

/// Which of our attributes it is.
fn kind_of(attribute: &Attribute) -> Option<ItemKind> {
    let name = attribute.path().segments.last()?.ident.to_string();
    match name.strip_prefix("infra_aws_").unwrap_or(&name) {
        "cluster" => Some(ItemKind::Cluster),
        "service" => Some(ItemKind::Service),
        "task" => Some(ItemKind::Task),
        _ => None,
    }
}

/// The doc comment, one line a paragraph.
fn description(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    let mut paragraphs = vec![String::new()];
    for line in lines.flat_map(|text| text.split('\n').map(|line| line.trim().to_owned()).collect::<Vec<_>>()) {
        match paragraphs.last_mut() {
            Some(paragraph) if !line.is_empty() => {
                if !paragraph.is_empty() {
                    paragraph.push(' ');
                }
                paragraph.push_str(&line);
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n")
}
