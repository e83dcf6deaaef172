//! The rules of one workload, and what is left to const evaluation because it needs the cluster.

use super::{Allow, Workload};
use crate::context::{Context, hold};
use crate::scalar::{Known, Scalar};
use crate::stages::Stage;
use infra_core::declaration::ItemKind;
use infra_core::rule;
use proc_macro2::TokenStream;
use quote::{ToTokens as _, format_ident, quote};

/// Checks the keys of the base or of one stage, each on its own.
pub(crate) fn check(workload: &Workload, context: &mut Context) {
    if let Some(image) = &workload.image {
        hold!(context, image, "IMAGE_IS_A_REFERENCE", image::reference);
    }
    if let Some(cpu) = &workload.cpu {
        hold!(context, cpu, "CPU_IS_IN_RANGE", task::cpu);
    }
    if let Some(memory) = &workload.memory {
        hold!(context, memory, "MEMORY_IS_IN_RANGE", task::memory);
    }
    for variable in workload.environment.iter().chain(&workload.secrets) {
        if let Err(violation) = rule::environment::name(&variable.name()) {
            context.errors.violation(&variable.word, &violation);
        }
    }
    for secret in &workload.secrets {
        hold!(context, &secret.value, "SECRET_IS_A_REFERENCE", environment::secret);
        if workload.environment.iter().any(|variable| variable.name() == secret.name()) {
            let headline = format!("`{}` is given in `env` and in `secret`", secret.name());
            context.errors.push(&secret.word, headline, "keep one of the two");
        }
    }
    for Allow { actions, on } in &workload.allow {
        for action in actions {
            hold!(context, action, "ACTION_IS_ONE_OF_IAM", iam::action);
        }
        for resource in on {
            hold!(context, resource, "RESOURCE_IS_AN_ARN", iam::resource);
        }
    }
    if let Some(retention) = &workload.retention {
        check_retention(retention, context);
    }
}

fn check_retention(retention: &Scalar<u32>, context: &mut Context) {
    match &retention.value {
        Known::Literal(days) => {
            if let Err(violation) = rule::logs::retention(*days) {
                context.errors.violation(&retention.at, &violation);
            }
        }
        Known::Constant(name) => context.claim(&retention.at, "RETENTION_IS_POSSIBLE", "retention", quote!(#name)),
    }
}

/// Leaves to const evaluation what needs the cluster: the size and the architecture, in the base and in every stage
/// that has others.
pub(crate) fn check_against_cluster(
    kind: ItemKind,
    cluster: &TokenStream,
    base: &Workload,
    stages: &[Stage<&Workload>],
    context: &mut Context,
) {
    let root = context.root;
    let kind = format_ident!("{}", if kind == ItemKind::Service { "Service" } else { "Task" });
    for (check, claim, tokens) in [
        ("size_fits", "SIZE_FITS_THE_CLUSTER", size_tokens as fn(&Workload) -> TokenStream),
        ("architecture_fits", "ARCHITECTURE_FITS_THE_CLUSTER", architecture_tokens),
    ] {
        let check = format_ident!("{check}");
        let own = stages.iter().enumerate().filter(|(_, stage)| !tokens(stage.keys).is_empty());
        let except = own.clone().map(|(_, stage)| &stage.name);
        let placed = |form: TokenStream| {
            quote! {
                #root::check::#check(#root::check::Placed {
                    kind: #root::declaration::ItemKind::#kind,
                    identity: &__INFRA_DECLARATION.identity,
                    base: &__INFRA_DECLARATION.base.workload,
                    form: #root::check::Form::#form,
                })
            }
        };
        let at = Some(tokens(base)).filter(|tokens| !tokens.is_empty()).unwrap_or_else(|| cluster.clone());
        context.claim(at, claim, "holds", placed(quote!(Base { except: &[#(#except),*] })));
        for (index, stage) in own {
            let name = &stage.name;
            let spec = quote!(&__INFRA_DECLARATION.stages[#index].spec.workload);
            context.claim(tokens(stage.keys), claim, "holds", placed(quote!(Stage { stage: #name, spec: #spec })));
        }
    }
}

fn size_tokens(workload: &Workload) -> TokenStream {
    let sizes = [&workload.cpu, &workload.memory];
    sizes.into_iter().flatten().flat_map(|size| size.at.clone()).collect()
}

fn architecture_tokens(workload: &Workload) -> TokenStream {
    workload.architecture.iter().flat_map(|chosen| chosen.at.to_token_stream()).collect()
}
