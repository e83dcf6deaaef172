//! The `WorkloadSpec` of a resolved workload.

use super::{Allow, Workload};
use crate::context::Context;
use crate::variables;
use infra_core::declaration::Architecture;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The tokens of the spec; `None` where something required is missing (then an error has been told).
pub(crate) fn spec(workload: &Workload, context: &Context) -> Option<TokenStream> {
    let root = context.root;
    let image = workload.image.as_ref()?;
    let cpu = option(workload.cpu.as_ref());
    let memory = option(workload.memory.as_ref());
    let architecture = option(workload.architecture.as_ref().map(|chosen| match chosen.value {
        Architecture::X86_64 => quote!(#root::declaration::Architecture::X86_64),
        Architecture::Arm64 => quote!(#root::declaration::Architecture::Arm64),
    }));
    let command = workload.command.iter().flatten();
    let environment = variables::expand(&workload.environment);
    let secrets = variables::expand(&workload.secrets);
    let allow = workload
        .allow
        .iter()
        .map(|Allow { actions, on }| quote!(#root::declaration::Allow { actions: &[#(#actions),*], on: &[#(#on),*] }));
    let logs = match &workload.retention {
        Some(retention) => quote!(#root::declaration::Logs { retention_days: #retention }),
        None => quote!(#root::declaration::Logs::DEFAULT),
    };
    Some(quote! {
        #root::declaration::WorkloadSpec {
            cluster: __INFRA_CLUSTER,
            image: #image,
            cpu: #cpu,
            memory: #memory,
            architecture: #architecture,
            command: &[#(#command),*],
            environment: #environment,
            secrets: #secrets,
            allow: &[#(#allow),*],
            logs: #logs,
        }
    })
}

/// `Some(value)` or `None`, whatever the user has named so.
pub(crate) fn option(value: Option<impl ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}
