//! What needs the cluster is left to const evaluation: in the base, and in every stage that has other keys.

use super::kind_path;
use super::stage::Stage;
use crate::context::Context;
use crate::tree::Fields;
use infra_core::language::{Attribute, Placed};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// Claims every check of the attribute against the cluster.
pub(super) fn claim(
    attribute: &Attribute,
    cluster: &TokenStream,
    base: &Fields,
    stages: &[Stage],
    broken: &[&'static str],
    context: &mut Context,
) {
    let kind = kind_path(attribute.kind);
    for Placed { claim, check, keys, always, each, needs } in attribute.placed {
        if !each && keys.iter().any(|key| broken.contains(key)) {
            continue;
        }
        let check = format_ident!("{check}");
        let matter = |fields: &Fields| -> Vec<&str> {
            let matters = |key: &&str| needs.iter().filter(|(of, _)| of == key).all(|(_, lists)| fields.has_all(lists));
            keys.iter().copied().filter(|key| !broken.contains(key)).filter(matters).collect()
        };
        let own: Vec<_> = stages
            .iter()
            .enumerate()
            .filter_map(|(index, stage)| Some((index, stage, all(&stage.own, &matter(&stage.resolved))?)))
            .collect();
        let except: Vec<_> = own.iter().map(|(_, stage, _)| &stage.name).collect();
        let placed = |key: &str, form: TokenStream| {
            quote! {
                __infra_check::#check(__infra_check::Placed {
                    kind: #kind,
                    identity: __INFRA_IDENTITY,
                    base: &__INFRA_WHOLE.base.workload,
                    form: __infra_check::Form::#form,
                    key: #key,
                })
            }
        };
        let base_form = || quote!(Base { except: &[#(#except),*] });
        if *each {
            for key in matter(base) {
                if let Some(at) = all(base, &[key]) {
                    context.claim(at, claim, "holds", placed(key, base_form()));
                }
            }
        } else if let Some(at) = all(base, &matter(base)).or_else(|| always.then(|| cluster.clone())) {
            context.claim(at, claim, "holds", placed("", base_form()));
        }
        // What a stage has of its own may make a mistake of any key of the base: all are asked at once.
        for (index, stage, at) in &own {
            let name = &stage.name;
            let spec = quote!(&__INFRA_WHOLE.stages[#index].spec.workload);
            context.claim(at, claim, "holds", placed("", quote!(Stage { stage: #name, spec: #spec })));
        }
    }
}

/// The tokens of the first two of `keys` that are given, which stand together as size and memory do; of other keys the
/// first is enough.
fn all(fields: &Fields, keys: &[&str]) -> Option<TokenStream> {
    let (pair, others) = if keys.len() <= 3 { keys.split_at(keys.len().min(2)) } else { keys.split_at(0) };
    let given: Vec<_> = pair.iter().filter_map(|key| fields.one(key)).collect();
    if given.is_empty() {
        return others.iter().find_map(|key| fields.one(key)).map(|field| field.at.clone());
    }
    Some(given.iter().flat_map(|field| field.at.clone()).collect())
}
