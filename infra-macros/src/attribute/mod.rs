//! `#[cluster]`, `#[service]`, `#[task]`: one expansion for all three, by their tables.

mod fixed;
mod placed;
mod stage;

use crate::context::Context;
use crate::editor;
use crate::grammar::{Args, Keys};
use crate::item::Declared;
use crate::root::Root;
use crate::scalar::Scalar;
use crate::tree::{Fields, Node, Subject, holds};
use fixed::Fixed;
use infra_core::declaration::ItemKind;
use infra_core::language::{Attribute, Key};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote};
use stage::Stage;

/// Expands `#[attribute(arguments)] item`.
pub(crate) fn expand(
    root: Root,
    attribute: &'static Attribute,
    arguments: TokenStream,
    item: TokenStream,
) -> TokenStream {
    let mut context = Context::new(root);
    let words = context.in_editor.then(|| editor::attribute(root, attribute, arguments.clone()));
    let declared = match Declared::parse(attribute.kind, item, &mut context) {
        Ok(declared) => declared,
        Err(item) => {
            let errors = context.errors.to_compile_errors();
            return quote!(#words #item #errors);
        }
    };
    let read = Read::parse(attribute, &declared, arguments, &mut context);
    read.check(&declared, &mut context);
    if read.is_whole() {
        let declaration = read.expand();
        context.binding(declaration);
    }
    let name = read.fixed.name(&declared);
    let item = if context.errors.is_empty() {
        declared.implement(&name, &context, quote!(__INFRA_WHOLE))
    } else {
        declared.stand_in(&name, &context)
    };
    quote!(#words #item)
}

/// An attribute as it was read.
struct Read {
    attribute: &'static Attribute,
    fixed: Fixed,
    base: Fields,
    stages: Vec<Stage>,
}

impl Read {
    fn parse(
        attribute: &'static Attribute,
        declared: &Declared,
        arguments: TokenStream,
        context: &mut Context,
    ) -> Self {
        let kind = attribute.kind;
        let own = attribute.block.all_keys();
        let all: Vec<&'static Key> = attribute.fixed.iter().chain(own.iter().copied()).collect();
        let arguments = if is_name_value() { TokenStream::new() } else { arguments };
        let args = Args::parse(arguments, &mut context.errors);
        let mut keys = Keys::sort(kind.word(), &all, args, context);
        keys.no_bare(kind.word(), &all, context);
        let fixed = Fixed::parse(kind, &mut keys, declared, context);
        let given = stage::take(&mut keys, context);
        let mut base = fields(attribute, keys, declared, context);
        base.given.retain(|field| field.key.name != "stage");
        let stages = given.into_iter().map(|stage| stage.read(attribute, &base, declared, context)).collect();
        Self { attribute, fixed, base, stages }
    }

    /// Whether all of it could be read: then it can be written out, though a value may break its rule.
    fn is_whole(&self) -> bool {
        let required = self.attribute.kind == ItemKind::Cluster
            || self.fixed.cluster.is_some() && self.base.one("image").is_some();
        let mut forms = std::iter::once(&self.base).chain(self.stages.iter().map(|stage| &stage.own));
        required && forms.all(|fields| fields.sound && fields.fits())
    }

    fn check(&self, declared: &Declared, context: &mut Context) {
        self.fixed.check(declared, context);
        // A value that breaks its own rule is one mistake; what must hold between it and others is not asked.
        waive(&self.base, context);
        let mut broken = self.base.check(context);
        for stage in &self.stages {
            waive(&stage.resolved, context);
            broken.extend(stage.own.check(context));
        }
        if !self.is_whole() {
            return;
        }
        let block = self.attribute.block;
        waive(&self.base, context);
        let subject = Subject { expression: quote!((&__INFRA_WHOLE.base)), broken: &broken };
        holds(block, &self.base, &self.base, &subject, context);
        for (index, stage) in self.stages.iter().enumerate() {
            waive(&stage.resolved, context);
            let expression = quote!((&__INFRA_WHOLE.stages[#index].spec));
            let subject = Subject { expression, broken: &broken };
            holds(block, &stage.own, &stage.resolved, &subject, context);
        }
        if let Some(cluster) = &self.fixed.cluster {
            let cluster = cluster.to_token_stream();
            placed::claim(self.attribute, &cluster, &self.base, &self.stages, &broken, context);
        }
    }

    /// The declaration as a constant.
    ///
    /// What the item is in each stage is a constant of its own: the compiler promotes what stands behind a `&`, piece by
    /// piece, and large expressions there cost it more than all else together.
    fn expand(&self) -> TokenStream {
        let block = self.attribute.block;
        let spec = format_ident!("{}", block.type_name);
        let base = self.base.expand(block);
        let over = quote!(__INFRA_BASE);
        let constants: Vec<_> = (0..self.stages.len()).map(|at| format_ident!("__INFRA_STAGE_{at}")).collect();
        // What is held between a workload and its cluster, is held in the same stage of both.
        let clusters: Vec<_> = (0..self.stages.len()).map(|at| format_ident!("__INFRA_CLUSTER_{at}")).collect();
        let settled =
            self.stages.iter().zip(&clusters).filter(|_| self.fixed.cluster.is_some()).map(|(stage, cluster)| {
                let name = &stage.name;
                quote! {
                    const #cluster: &'static __infra_declaration::Declaration<__infra_declaration::ClusterSpec> =
                        &__INFRA_CLUSTER.settled(#name);
                }
            });
        let specs = self
            .stages
            .iter()
            .zip(&clusters)
            .map(|(stage, cluster)| stage.resolved.expand_over(block, &stage.own, &over, cluster));
        let names = self.stages.iter().map(|stage| &stage.name);
        let configure = self.fixed.configure();
        quote! {
            const __INFRA_BASE: __infra_declaration::#spec = #base;
            #(#settled)*
            #(const #constants: __infra_declaration::#spec = #specs;)*
            const __INFRA_WHOLE: &'static __infra_declaration::Declaration<__infra_declaration::#spec> =
                &__infra_declaration::Declaration {
                    identity: *__INFRA_IDENTITY,
                    base: __INFRA_BASE,
                    stages: &[#(__infra_declaration::StageSpec { stage: #names, spec: #constants }),*],
                    configure: #configure,
                };
        }
    }
}

/// Switches off what a form of the item waives, and nothing else.
fn waive(form: &Fields, context: &mut Context) {
    let rules = form.all("waive").filter_map(|field| match &field.node {
        Node::Fields(waiver) => waiver.one("rule"),
        _ => None,
    });
    let names = rules.filter_map(|rule| match &rule.node {
        Node::Text(text) => text.known().cloned(),
        _ => None,
    });
    context.waive(names.collect());
}

/// Reads the keys of the base or of a stage.
fn fields(attribute: &'static Attribute, mut keys: Keys, declared: &Declared, context: &mut Context) -> Fields {
    let before = context.errors.count();
    let at = declared.ident.to_token_stream();
    let mut fields = Fields { block: attribute.block, given: Vec::new(), sound: keys.is_sound(), at };
    fields.read_rest(&mut keys, context);
    fields.sound &= context.errors.count() == before;
    fields
}

/// Whether the attribute is written `#[name = value]`: the compiler says itself that it may not be, and expands it.
fn is_name_value() -> bool {
    let Some(text) = Span::call_site().source_text() else { return false };
    let name = text.trim_start_matches(['#', '[']);
    name.find(['=', '(', '[', '{']).is_some_and(|at| name[at..].starts_with('='))
}

/// `ItemKind::Service`.
fn kind_path(kind: ItemKind) -> TokenStream {
    let variant = match kind {
        ItemKind::Cluster => "Cluster",
        ItemKind::Service => "Service",
        ItemKind::Task => "Task",
    };
    let variant = format_ident!("{variant}");
    quote!(__infra_declaration::ItemKind::#variant)
}

/// A name that is given, or made of the struct's.
type Name = Scalar<String>;
