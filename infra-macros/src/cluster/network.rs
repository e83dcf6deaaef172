//! `network = new(..)`, `existing(..)`, `default`.

use super::keys::{EXISTING, NEW};
use crate::context::{Context, FieldType, hold};
use crate::grammar::{Args, Keys, Value, nearest};
use crate::read::{self, Of};
use crate::scalar::{Known, Scalar};
use infra_core::declaration::Nat;
use infra_core::rule;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

const NETWORK: Of = Of { key: "network", example: "network = new(zones = 2)" };

/// The VPC.
#[derive(Clone)]
pub(super) enum Network {
    New {
        cidr: Option<Scalar<String>>,
        zones: Option<Scalar<u64>>,
        nat: Nat,
    },
    Existing {
        vpc: Scalar<String>,
        public: Vec<Scalar<String>>,
        private: Vec<Scalar<String>>,
        complete: bool,
        at: Ident,
    },
    Default,
}

impl Network {
    pub(super) fn parse(value: Value, context: &mut Context) -> Option<Self> {
        match value {
            Value::Call(call) if call.name == "new" => Some(Self::parse_new(call.args, context)),
            Value::Call(call) if call.name == "existing" => Self::parse_existing(call.name, call.args, context),
            Value::Call(call) => unknown(&call.name.to_string(), &call.name, context),
            value => match value.word().as_deref() {
                Some("default") => Some(Self::Default),
                Some("new") => Some(Self::New { cidr: None, zones: None, nat: Nat::None }),
                Some("existing") => {
                    let help = "write `existing(vpc = \"vpc-..\", public = [..], private = [..])`";
                    context.errors.push(value, "`existing` says which network", help);
                    None
                }
                Some(word) => unknown(word, &value, context),
                None => read::wrong(context, NETWORK, &value, "`new(..)`, `existing(..)` or `default`"),
            },
        }
    }

    fn parse_new(args: Args, context: &mut Context) -> Self {
        const CIDR: Of = Of { key: "cidr", example: "cidr = \"10.0.0.0/16\"" };
        const ZONES: Of = Of { key: "zones", example: "zones = 2" };
        const NAT: Of = Of { key: "nat", example: "nat = one" };
        let mut keys = Keys::sort("new", &[NEW], args, &mut context.errors);
        keys.no_bare("new", &[NEW], &mut context.errors);
        let cidr = keys.value("cidr").and_then(|value| read::text(context, CIDR, &value));
        let zones = keys.value("zones").and_then(|value| read::wide(context, ZONES, &value, FieldType::U8));
        let words = [("none", Nat::None), ("one", Nat::One), ("each", Nat::Each)];
        let nat = keys.value("nat").and_then(|value| read::word(context, NAT, &value, &words));
        Self::New { cidr, zones, nat: nat.unwrap_or(Nat::None) }
    }

    fn parse_existing(at: Ident, args: Args, context: &mut Context) -> Option<Self> {
        const VPC: Of = Of { key: "vpc", example: "vpc = \"vpc-0123456789abcdef0\"" };
        const SUBNETS: Of = Of { key: "subnets", example: "public = [\"subnet-0123456789abcdef0\"]" };
        let before = context.errors.count();
        let mut keys = Keys::sort("existing", &[EXISTING], args, &mut context.errors);
        keys.no_bare("existing", &[EXISTING], &mut context.errors);
        let mut subnets = |name: &str, context: &mut Context| match keys.value(name) {
            Some(value) => {
                let values = read::list(context, SUBNETS, &value).unwrap_or_default();
                values.iter().filter_map(|value| read::text(context, SUBNETS, value)).collect()
            }
            None => Vec::new(),
        };
        let (public, private) = (subnets("public", context), subnets("private", context));
        let help = format!("write `existing({}, ..)`", VPC.example);
        keys.missing("vpc", &at, "`existing(..)` names no `vpc`", help, &mut context.errors);
        let complete = keys.is_sound() && context.errors.count() == before;
        let vpc = keys.value("vpc").and_then(|value| read::text(context, VPC, &value))?;
        Some(Self::Existing { vpc, public, private, complete, at })
    }

    pub(super) fn check(&self, context: &mut Context) {
        match self {
            Self::New { cidr, zones, .. } => {
                if let Some(cidr) = cidr {
                    check_cidr(cidr, context);
                }
                if let Some(zones) = zones {
                    check_zones(zones, context);
                }
            }
            Self::Existing { vpc, public, private, complete, at } => {
                hold!(context, vpc, "VPC_IS_AN_ID", network::vpc_id);
                for subnet in public.iter().chain(private) {
                    hold!(context, subnet, "SUBNET_IS_AN_ID", network::subnet_id);
                }
                // What could not be read may have been the subnets that are missing.
                if *complete {
                    check_existing(public, private, at, context);
                }
            }
            Self::Default => {}
        }
    }

    /// `Network::..`.
    pub(super) fn expand(&self, context: &Context) -> TokenStream {
        let root = context.root;
        match self {
            Self::New { cidr, zones, nat } => {
                let cidr = cidr.as_ref().map_or_else(|| quote!("10.0.0.0/16"), ToTokens::to_token_stream);
                let zones = zones.as_ref().map_or_else(|| quote!(2), ToTokens::to_token_stream);
                let nat = match nat {
                    Nat::None => quote!(None),
                    Nat::One => quote!(One),
                    Nat::Each => quote!(Each),
                };
                quote! {
                    #root::declaration::Network::New {
                        cidr: #cidr,
                        zones: #zones,
                        nat: #root::declaration::Nat::#nat,
                    }
                }
            }
            Self::Existing { vpc, public, private, .. } => quote! {
                #root::declaration::Network::Existing {
                    vpc: #vpc,
                    public: &[#(#public),*],
                    private: &[#(#private),*],
                }
            },
            Self::Default => quote!(#root::declaration::Network::Default),
        }
    }
}

fn check_cidr(cidr: &Scalar<String>, context: &mut Context) {
    match &cidr.value {
        Known::Literal(block) => {
            if let Err(violation) = rule::network::cidr(block) {
                context.errors.violation(&cidr.at, &violation);
            }
        }
        Known::Constant(name) => context.claim(&cidr.at, "CIDR_IS_A_BLOCK", "cidr", quote!(#name)),
    }
}

fn check_zones(zones: &Scalar<u64>, context: &mut Context) {
    match &zones.value {
        Known::Literal(number) => {
            if let Err(violation) = rule::network::zones(*number) {
                context.errors.violation(&zones.at, &violation);
            }
        }
        Known::Constant(name) => context.claim(&zones.at, "ZONES_ARE_IN_RANGE", "zones", quote!(#name)),
    }
}

fn check_existing(public: &[Scalar<String>], private: &[Scalar<String>], at: &Ident, context: &mut Context) {
    let known =
        |subnets: &[Scalar<String>]| subnets.iter().map(|subnet| subnet.known().cloned()).collect::<Option<Vec<_>>>();
    if let (Some(public), Some(private)) = (known(public), known(private)) {
        let public: Vec<&str> = public.iter().map(String::as_str).collect();
        let private: Vec<&str> = private.iter().map(String::as_str).collect();
        if let Err(violation) = rule::network::existing(&public, &private) {
            context.errors.violation(at, &violation);
        }
    } else {
        let root = context.root;
        let rule = quote!(#root::rule::network::existing(&[#(#public),*], &[#(#private),*]));
        context.claim(at, "SUBNETS_ARE_A_NETWORK", "passes", rule);
    }
}

fn unknown<T>(word: &str, at: impl ToTokens, context: &mut Context) -> Option<T> {
    let help = match nearest(word, ["new", "existing", "default"]) {
        Some(word) => format!("did you mean `{word}`?"),
        None => "write `new(..)`, `existing(..)` or `default`".to_owned(),
    };
    context.errors.push(at, format!("`network` has no `{word}`"), help);
    None
}
