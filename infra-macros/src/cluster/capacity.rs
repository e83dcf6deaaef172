//! `capacity = fargate`, and lists of providers.

use super::group::Group;
use super::keys::PROVIDER;
use crate::context::{Context, hold};
use crate::grammar::{Args, Keys, Value, nearest};
use crate::read::{self, Of};
use crate::scalar::Scalar;
use infra_core::{declaration, rule};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

const CAPACITY: Of = Of { key: "capacity", example: "capacity = fargate" };

/// Where tasks run.
#[derive(Clone)]
pub(super) struct Capacity {
    providers: Vec<Provider>,
    at: TokenStream,
}

/// One entry.
#[derive(Clone)]
struct Provider {
    kind: Kind,
    base: Option<Scalar<u32>>,
    weight: Option<Scalar<u32>>,
}

#[derive(Clone)]
enum Kind {
    Fargate,
    FargateSpot,
    Ec2(Box<Group>),
}

impl Capacity {
    pub(super) fn parse(value: &Value, context: &mut Context) -> Self {
        let providers = read::list_or_one(value);
        let providers = providers.iter().filter_map(|value| Provider::parse(value, context)).collect();
        Self { providers, at: value.to_token_stream() }
    }

    pub(super) fn check(&self, context: &mut Context) {
        for provider in &self.providers {
            provider.check(context);
        }
        if !context.errors.is_empty() {
            return;
        }
        // The strategy as a whole. Where all is literal, the catalogue lends the names of the instance types.
        match self.providers.iter().map(Provider::known).collect::<Option<Vec<_>>>() {
            Some(providers) => {
                let whole = [rule::capacity::strategy(&providers), infra_core::check::one_architecture(&providers)];
                if let Some(violation) = whole.into_iter().find_map(Result::err) {
                    context.errors.violation(&self.at, &violation);
                }
            }
            None => {
                let providers = self.expand(context);
                context.claim(&self.at, "CAPACITY_IS_A_STRATEGY", "strategy", providers);
            }
        }
    }

    /// `&[Provider { .. }]`.
    pub(super) fn expand(&self, context: &Context) -> TokenStream {
        let providers = self.providers.iter().map(|provider| provider.expand(context));
        quote!(&[#(#providers),*])
    }
}

impl Provider {
    fn parse(value: &Value, context: &mut Context) -> Option<Self> {
        match value {
            Value::Path(_) if value.word().is_some() => {
                let name = value.word()?;
                let kind = match name.as_str() {
                    "fargate" => Kind::Fargate,
                    "fargate_spot" => Kind::FargateSpot,
                    "ec2" => {
                        context.errors.push(
                            value,
                            "`ec2` says on which instances",
                            format!("write `{}`", Group::EXAMPLE),
                        );
                        return None;
                    }
                    _ => return unknown(&name, value, context),
                };
                Some(Self { kind, base: None, weight: None })
            }
            Value::Call(call) => Self::parse_call(&call.name, call.args.clone(), context),
            value => read::wrong(context, CAPACITY, value, "`fargate`, `fargate_spot`, `ec2(..)` or a list of them"),
        }
    }

    fn parse_call(name: &Ident, args: Args, context: &mut Context) -> Option<Self> {
        const BASE: Of = Of { key: "base", example: "base = 1" };
        const WEIGHT: Of = Of { key: "weight", example: "weight = 1" };
        let owner = match name.to_string().as_str() {
            "fargate" => "fargate",
            "fargate_spot" => "fargate_spot",
            "ec2" => "ec2",
            other => return unknown(other, name, context),
        };
        let mut keys = Keys::sort(owner, &[PROVIDER], args, &mut context.errors);
        let kind = match owner {
            "ec2" => Group::parse(name, &mut keys, context).map(|group| Kind::Ec2(Box::new(group))),
            "fargate" => Some(Kind::Fargate),
            _ => Some(Kind::FargateSpot),
        };
        keys.no_bare(owner, &[PROVIDER], &mut context.errors);
        let base = keys.value("base").and_then(|value| read::number(context, BASE, &value));
        let weight = keys.value("weight").and_then(|value| read::number(context, WEIGHT, &value));
        Some(Self { kind: kind?, base, weight })
    }

    fn check(&self, context: &mut Context) {
        if let Kind::Ec2(group) = &self.kind {
            group.check(context);
        }
        if let Some(base) = &self.base {
            hold!(context, base, "BASE_IS_IN_RANGE", capacity::base);
        }
        if let Some(weight) = &self.weight {
            hold!(context, weight, "WEIGHT_IS_IN_RANGE", capacity::weight);
        }
    }

    fn known(&self) -> Option<declaration::Provider> {
        let known = |scalar: &Option<Scalar<u32>>, default| match scalar {
            Some(scalar) => scalar.known().copied(),
            None => Some(default),
        };
        let capacity = match &self.kind {
            Kind::Fargate => declaration::Capacity::Fargate,
            Kind::FargateSpot => declaration::Capacity::FargateSpot,
            Kind::Ec2(group) => declaration::Capacity::Ec2(group.known()?),
        };
        Some(declaration::Provider { capacity, base: known(&self.base, 0)?, weight: known(&self.weight, 1)? })
    }

    fn expand(&self, context: &Context) -> TokenStream {
        let root = context.root;
        let capacity = match &self.kind {
            Kind::Fargate => quote!(#root::declaration::Capacity::Fargate),
            Kind::FargateSpot => quote!(#root::declaration::Capacity::FargateSpot),
            Kind::Ec2(group) => {
                let group = group.expand(context);
                quote!(#root::declaration::Capacity::Ec2(#group))
            }
        };
        let base = self.base.as_ref().map_or_else(|| quote!(0), ToTokens::to_token_stream);
        let weight = self.weight.as_ref().map_or_else(|| quote!(1), ToTokens::to_token_stream);
        quote!(#root::declaration::Provider { capacity: #capacity, base: #base, weight: #weight })
    }
}

fn unknown<T>(name: &str, at: impl ToTokens, context: &mut Context) -> Option<T> {
    const KINDS: [&str; 3] = ["fargate", "fargate_spot", "ec2"];
    if name == "managed" {
        let headline = "this version has no `managed(..)` capacity yet";
        context.errors.push(at, headline, "use `fargate`, `fargate_spot` or `ec2(..)`");
        return None;
    }
    let help = match nearest(name, KINDS) {
        Some(kind) => format!("did you mean `{kind}`?"),
        None => "write `fargate`, `fargate_spot` or `ec2(..)`".to_owned(),
    };
    context.errors.push(at, format!("`capacity` has no `{name}`"), help);
    None
}
