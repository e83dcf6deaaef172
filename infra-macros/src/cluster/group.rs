//! `ec2("c5n.xlarge", 1..=10)`.

use crate::context::Context;
use crate::grammar::Keys;
use crate::read::{self, Of};
use crate::scalar::{Known, Scalar};
use infra_core::catalogue;
use infra_core::declaration::AutoScalingGroup;
use infra_core::rule;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote};

/// An Auto Scaling group.
#[derive(Clone)]
pub(super) struct Group {
    instance: Scalar<String>,
    min: Scalar<u32>,
    max: Scalar<u32>,
    range: TokenStream,
}

impl Group {
    pub(super) const EXAMPLE: &'static str = "ec2(\"c5n.xlarge\", 1..=10)";

    /// Takes the instance type and the range from what stands in `ec2(..)`.
    pub(super) fn parse(name: &Ident, keys: &mut Keys, context: &mut Context) -> Option<Self> {
        const OF: Of = Of { key: "ec2", example: Group::EXAMPLE };
        let mut bare = std::mem::take(&mut keys.bare).into_iter();
        let (Some(instance), Some(range)) = (bare.next(), bare.next()) else {
            let help = format!("write the instance type and the fewest and the most instances: `{}`", OF.example);
            keys.missing_bare(name, "`ec2(..)` says which instances, and how many", help, &mut context.errors);
            return None;
        };
        for more in bare {
            context.errors.push(
                more,
                "`ec2(..)` has one instance type and one range",
                "add another `ec2(..)` to the list",
            );
        }
        let instance = read::text(context, OF, &instance);
        let numbers = read::range(context, OF, &range);
        let (min, max) = numbers?;
        Some(Self { instance: instance?, min, max, range: range.to_token_stream() })
    }

    pub(super) fn check(&self, context: &mut Context) {
        match &self.instance.value {
            Known::Literal(name) => match rule::instance::instance_type(name) {
                Err(violation) => context.errors.violation(&self.instance.at, &violation),
                Ok(instance) => {
                    if let Err(violation) = rule::instance::usable(instance) {
                        context.errors.violation(&self.instance.at, &violation);
                    } else if let Some(violation) = rule::instance::withdrawn(instance) {
                        context.warn(&self.instance.at, "INSTANCE_TYPE", &violation);
                    }
                }
            },
            Known::Constant(name) => {
                context.claim(&self.instance.at, "INSTANCE_TYPE_IS_KNOWN", "instance_type", quote!(#name));
            }
        }
        let root = context.root;
        let (min, max) = (&self.min, &self.max);
        if let (Some(&min), Some(&max)) = (min.known(), max.known()) {
            if let Err(violation) = rule::capacity::range(min, max) {
                context.errors.violation(&self.range, &violation);
            }
        } else {
            let rule = quote!(#root::rule::capacity::range(#min, #max));
            context.claim(&self.range, "RANGE_HAS_INSTANCES", "passes", rule);
        }
    }

    /// The group, where all of it is literal.
    pub(super) fn known(&self) -> Option<AutoScalingGroup> {
        let instance_type = catalogue::find(self.instance.known()?)?.name;
        Some(AutoScalingGroup { instance_type, min: *self.min.known()?, max: *self.max.known()? })
    }

    /// `AutoScalingGroup { .. }`.
    pub(super) fn expand(&self, context: &Context) -> TokenStream {
        let (root, Self { instance, min, max, .. }) = (context.root, self);
        quote!(#root::declaration::AutoScalingGroup { instance_type: #instance, min: #min, max: #max })
    }
}
