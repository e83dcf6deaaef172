//! `health("/healthz", every = "10s", ..)`.

use super::keys::HEALTH;
use crate::context::{Context, hold};
use crate::grammar::{Form, Keys};
use crate::read::{self, Of};
use crate::scalar::Scalar;
use infra_core::declaration::HealthCheck;
use infra_core::rule;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The health check, as far as it is given.
#[derive(Clone, Default)]
pub(super) struct Health {
    path: Option<Scalar<String>>,
    codes: Option<Scalar<String>>,
    every: Option<Scalar<u32>>,
    timeout: Option<Scalar<u32>>,
    healthy: Option<Scalar<u32>>,
    unhealthy: Option<Scalar<u32>>,
    grace: Option<Scalar<u32>>,
    /// All of it could be read.
    complete: bool,
    /// What a message about the whole check underlines: the key.
    pub(super) at: TokenStream,
}

impl Health {
    pub(super) fn parse(keys: &mut Keys, context: &mut Context) -> Option<Self> {
        const PATH: Of = Of { key: "health", example: "health(\"/healthz\")" };
        const CODES: Of = Of { key: "codes", example: "codes = \"200-299\"" };
        const EVERY: Of = Of { key: "every", example: "every = \"10s\"" };
        const TIMEOUT: Of = Of { key: "timeout", example: "timeout = \"5s\"" };
        const HEALTHY: Of = Of { key: "healthy", example: "healthy = 2" };
        const UNHEALTHY: Of = Of { key: "unhealthy", example: "unhealthy = 3" };
        const GRACE: Of = Of { key: "grace", example: "grace = \"30s\"" };
        let given = keys.one("health")?;
        let Form::Args(args) = given.form else { return None };
        let before = context.errors.count();
        if args.entries.is_empty() && !args.broken {
            context.errors.push(&given.word, "this `health(..)` says nothing", format!("write `{}`", PATH.example));
        }
        let mut keys = Keys::sort("health", &[HEALTH], args, &mut context.errors);
        let mut bare = std::mem::take(&mut keys.bare).into_iter();
        let path = bare.next().and_then(|value| read::text(context, PATH, &value));
        for more in bare {
            context.errors.push(more, "a `health(..)` has one path", "take the others out");
        }
        let mut seconds = |of: Of| keys.value(of.key).and_then(|value| read::duration(context, of, &value));
        let (every, timeout, grace) = (seconds(EVERY), seconds(TIMEOUT), seconds(GRACE));
        let mut threshold = |of: Of| keys.value(of.key).and_then(|value| read::number(context, of, &value));
        let (healthy, unhealthy) = (threshold(HEALTHY), threshold(UNHEALTHY));
        let codes = keys.value(CODES.key).and_then(|value| read::text(context, CODES, &value));
        let complete = keys.is_sound() && context.errors.count() == before;
        let at = given.word.to_token_stream();
        Some(Self { path, codes, every, timeout, healthy, unhealthy, grace, complete, at })
    }

    pub(super) fn check(&self, context: &mut Context) {
        if let Some(path) = &self.path {
            hold!(context, path, "HEALTH_PATH_IS_A_PATH", health::path);
        }
        if let Some(codes) = &self.codes {
            hold!(context, codes, "CODES_ARE_OF_HTTP", health::codes);
        }
        if let Some(every) = &self.every {
            hold!(context, every, "INTERVAL_IS_IN_RANGE", health::interval);
        }
        if let Some(timeout) = &self.timeout {
            hold!(context, timeout, "TIMEOUT_IS_IN_RANGE", health::timeout);
        }
        for threshold in self.healthy.iter().chain(&self.unhealthy) {
            hold!(context, threshold, "THRESHOLD_IS_IN_RANGE", health::threshold);
        }
        if let Some(grace) = &self.grace {
            hold!(context, grace, "GRACE_IS_IN_RANGE", health::grace);
        }
        if self.complete {
            self.check_timeout_below_interval(context);
        }
    }

    /// An answer is late before the next check; one of the two may be the default.
    fn check_timeout_below_interval(&self, context: &mut Context) {
        let given = [&self.timeout, &self.every];
        let at: TokenStream = given.into_iter().flatten().flat_map(|scalar| scalar.at.clone()).collect();
        if at.is_empty() {
            return;
        }
        let known = |scalar: &Option<Scalar<u32>>, default| match scalar {
            Some(scalar) => scalar.known().copied(),
            None => Some(default),
        };
        let timeout = known(&self.timeout, HealthCheck::DEFAULT.timeout_seconds);
        let every = known(&self.every, HealthCheck::DEFAULT.interval_seconds);
        if let (Some(timeout), Some(every)) = (timeout, every) {
            let each_alone = rule::health::timeout(timeout).and(rule::health::interval(every));
            if let (Ok(()), Err(violation)) = (each_alone, rule::health::timeout_below_interval(timeout, every)) {
                context.errors.violation(at, &violation);
            }
        } else {
            let root = context.root;
            let default = quote!(#root::declaration::HealthCheck::DEFAULT);
            let timeout =
                self.timeout.as_ref().map_or_else(|| quote!(#default.timeout_seconds), ToTokens::to_token_stream);
            let every =
                self.every.as_ref().map_or_else(|| quote!(#default.interval_seconds), ToTokens::to_token_stream);
            context.claim(at, "TIMEOUT_IS_BELOW_INTERVAL", "timeout_below_interval", quote!(#timeout, #every));
        }
    }

    /// `HealthCheck { .. }`.
    pub(super) fn expand(&self, context: &Context) -> TokenStream {
        let root = context.root;
        let mut fields = TokenStream::new();
        let mut field = |name: TokenStream, value: Option<&dyn ToTokens>| {
            if let Some(value) = value {
                fields.extend(quote!(#name: #value,));
            }
        };
        let texts = [(quote!(path), &self.path), (quote!(codes), &self.codes)];
        for (name, value) in texts {
            field(name, value.as_ref().map(|value| value as &dyn ToTokens));
        }
        let numbers = [
            (quote!(interval_seconds), &self.every),
            (quote!(timeout_seconds), &self.timeout),
            (quote!(healthy), &self.healthy),
            (quote!(unhealthy), &self.unhealthy),
            (quote!(grace_seconds), &self.grace),
        ];
        let complete = numbers.iter().all(|(_, value)| value.is_some()) && self.path.is_some() && self.codes.is_some();
        for (name, value) in numbers {
            field(name, value.as_ref().map(|value| value as &dyn ToTokens));
        }
        // The rest of nothing would be a lint in the user's crate.
        let rest = (!complete).then(|| quote!(..#root::declaration::HealthCheck::DEFAULT));
        quote!(#root::declaration::HealthCheck { #fields #rest })
    }
}
