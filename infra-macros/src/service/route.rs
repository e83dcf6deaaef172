//! `route("/api/*", host = "..")`.

use super::keys::ROUTE;
use crate::context::{Context, hold};
use crate::grammar::{Form, Keys};
use crate::read::{self, Of};
use crate::scalar::Scalar;
use crate::workload::option;
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

const PATH: Of = Of { key: "route", example: "route(\"/api/*\")" };
const HOST: Of = Of { key: "host", example: "host = \"api.example.com\"" };

/// One route.
#[derive(Clone)]
pub(super) struct Route {
    path: Scalar<String>,
    host: Option<Scalar<String>>,
    /// What a message about the whole route underlines: the key.
    pub(super) at: TokenStream,
}

/// Takes every `route(..)`.
pub(super) fn parse(keys: &mut Keys, context: &mut Context) -> Vec<Route> {
    let mut routes = Vec::new();
    for given in keys.all("route") {
        let Form::Args(args) = given.form else { continue };
        let mut keys = Keys::sort("route", &[ROUTE], args, &mut context.errors);
        let host = keys.value("host").and_then(|value| read::text(context, HOST, &value));
        let mut bare = std::mem::take(&mut keys.bare).into_iter();
        match bare.next() {
            Some(value) => {
                let path = read::text(context, PATH, &value);
                routes.extend(path.map(|path| Route { path, host, at: given.word.to_token_stream() }));
            }
            None => {
                let help = "write the path first: `route(\"/*\")`";
                keys.missing_bare(&given.word, "this `route(..)` has no path", help, &mut context.errors);
            }
        }
        for more in bare {
            context.errors.push(more, "a `route(..)` has one path", "write another `route(..)` for it");
        }
    }
    routes
}

/// Checks each route, and that none is given twice.
pub(super) fn check(routes: &[Route], context: &mut Context) {
    for (at, route) in routes.iter().enumerate() {
        hold!(context, &route.path, "PATH_IS_A_PATTERN", balancer::route_path);
        if let Some(host) = &route.host {
            hold!(context, host, "HOST_IS_A_NAME", balancer::route_host);
        }
        let twin = routes[..at].iter().any(|other| {
            let same_host = match (&other.host, &route.host) {
                (Some(left), Some(right)) => left.known().is_some() && left.known() == right.known(),
                (None, None) => true,
                _ => false,
            };
            same_host && other.path.known().is_some() && other.path.known() == route.path.known()
        });
        if twin {
            context.errors.push(&route.path.at, "this route is given twice", "take one of the two out");
        }
    }
}

/// `&[Route { .. }]`.
pub(super) fn expand(routes: &[Route], context: &Context) -> TokenStream {
    let root = context.root;
    let routes = routes.iter().map(|Route { path, host, .. }| {
        let host = option(host.as_ref());
        quote!(#root::declaration::Route { path: #path, host: #host })
    });
    quote!(&[#(#routes),*])
}
