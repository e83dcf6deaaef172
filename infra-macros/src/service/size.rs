//! `count = 2` or `scale(2..=10, cpu = 60)`.

use super::keys::SCALE;
use crate::context::{Context, hold};
use crate::grammar::{Form, Given, Keys};
use crate::read::{self, Of};
use crate::scalar::Scalar;
use crate::workload::option;
use infra_core::{declaration, rule};
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

const COUNT: Of = Of { key: "count", example: "count = 2" };
const RANGE: Of = Of { key: "scale", example: "scale(2..=10, cpu = 60)" };

/// How many tasks.
#[derive(Clone)]
pub(super) enum Size {
    Count(Scalar<u32>),
    Scale(Box<Scale>),
}

/// The range and what is held.
#[derive(Clone)]
pub(super) struct Scale {
    min: Scalar<u32>,
    max: Scalar<u32>,
    cpu: Option<Scalar<u32>>,
    memory: Option<Scalar<u32>>,
    /// All of it could be read.
    complete: bool,
    range: TokenStream,
    word: TokenStream,
}

impl Size {
    pub(super) fn parse(keys: &mut Keys, context: &mut Context) -> Option<Self> {
        let count = keys.one("count");
        let scale = keys.one("scale");
        if let (Some(_), Some(scale)) = (&count, &scale) {
            let help = "keep `count` for a fixed number of tasks, or `scale` for one that follows the load";
            context.errors.push(&scale.word, "`count` and `scale` exclude each other", help);
        }
        let count = count.and_then(|given| match given.form {
            Form::Value(value) => read::number(context, COUNT, &value).map(Self::Count),
            Form::Args(_) | Form::Flag => None,
        });
        let scale = scale.and_then(|given| Scale::parse(given, context)).map(|scale| Self::Scale(Box::new(scale)));
        count.or(scale)
    }

    pub(super) fn check(&self, context: &mut Context) {
        match self {
            Self::Count(count) => hold!(context, count, "COUNT_IS_POSSIBLE", scaling::count),
            Self::Scale(scale) => scale.check(context),
        }
    }

    /// `Size::..`.
    pub(super) fn expand(&self, context: &Context) -> TokenStream {
        let root = context.root;
        match self {
            Self::Count(count) => quote!(#root::declaration::Size::Count(#count)),
            Self::Scale(scale) => {
                let scale = scale.expand(context);
                quote!(#root::declaration::Size::Scale(#scale))
            }
        }
    }
}

impl Scale {
    fn parse(given: Given, context: &mut Context) -> Option<Self> {
        const CPU: Of = Of { key: "cpu", example: "cpu = 60" };
        const MEMORY: Of = Of { key: "memory", example: "memory = 70" };
        let Form::Args(args) = given.form else { return None };
        let before = context.errors.count();
        let mut keys = Keys::sort("scale", &[SCALE], args, &mut context.errors);
        let mut bare = std::mem::take(&mut keys.bare).into_iter();
        let cpu = keys.value("cpu").and_then(|value| read::number(context, CPU, &value));
        let memory = keys.value("memory").and_then(|value| read::number(context, MEMORY, &value));
        let Some(range) = bare.next() else {
            let help = format!("write the fewest and the most tasks first: `{}`", RANGE.example);
            keys.missing_bare(&given.word, "this `scale(..)` has no range", help, &mut context.errors);
            return None;
        };
        for more in bare {
            context.errors.push(more, "a `scale(..)` has one range", "take the others out");
        }
        let (min, max) = read::range(context, RANGE, &range)?;
        let complete = keys.is_sound() && context.errors.count() == before;
        let (range, word) = (range.to_token_stream(), given.word.to_token_stream());
        Some(Self { min, max, cpu, memory, complete, range, word })
    }

    fn check(&self, context: &mut Context) {
        for percent in self.cpu.iter().chain(&self.memory) {
            hold!(context, percent, "USE_IS_A_PERCENTAGE", scaling::percent);
        }
        if !self.complete {
            return;
        }
        // Without a use to hold, the range is not what is wrong.
        let at = if self.cpu.is_none() && self.memory.is_none() { &self.word } else { &self.range };
        let known = |scalar: &Option<Scalar<u32>>| match scalar {
            Some(scalar) => scalar.known().map(|value| Some(*value)),
            None => Some(None),
        };
        let values = (self.min.known(), self.max.known(), known(&self.cpu), known(&self.memory));
        if let (Some(&min), Some(&max), Some(cpu), Some(memory)) = values {
            let each_alone = cpu.into_iter().chain(memory).all(|percent| rule::scaling::percent(percent).is_ok());
            let scale = declaration::Scale { min, max, cpu, memory };
            if each_alone && let Err(violation) = rule::scaling::scale(&scale) {
                context.errors.violation(at, &violation);
            }
        } else {
            let scale = self.expand(context);
            context.claim(at, "SCALE_IS_POSSIBLE", "scale", quote!(&#scale));
        }
    }

    fn expand(&self, context: &Context) -> TokenStream {
        let root = context.root;
        let (min, max) = (&self.min, &self.max);
        let (cpu, memory) = (option(self.cpu.as_ref()), option(self.memory.as_ref()));
        quote!(#root::declaration::Scale { min: #min, max: #max, cpu: #cpu, memory: #memory })
    }
}
