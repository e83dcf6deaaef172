//! `load_balancer(listen = [http(80, redirect = 443), https(443)], certificate = "..")`.

use super::keys::{BALANCER, LISTENER};
use crate::context::{Context, FieldType, hold};
use crate::grammar::{Form, Keys, Value, nearest};
use crate::read::{self, Of};
use crate::scalar::{Known, Scalar};
use crate::workload::option;
use infra_core::declaration::{self, ListenerProtocol};
use infra_core::rule;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

const LISTEN: Of = Of { key: "listen", example: "listen = [http(80, redirect = 443), https(443)]" };

/// The load balancer, as far as it is given.
#[derive(Clone)]
pub(super) struct Balancer {
    listen: Option<Listeners>,
    certificate: Option<Scalar<String>>,
    internal: bool,
    at: TokenStream,
}

#[derive(Clone)]
struct Listeners {
    listeners: Vec<Listener>,
    at: TokenStream,
}

#[derive(Clone)]
struct Listener {
    protocol: ListenerProtocol,
    port: Scalar<u64>,
    redirect: Option<Scalar<u64>>,
}

impl Balancer {
    pub(super) fn parse(keys: &mut Keys, context: &mut Context) -> Option<Self> {
        const CERTIFICATE: Of = Of { key: "certificate", example: "certificate = \"arn:aws:acm:..\"" };
        let given = keys.one("load_balancer")?;
        let Form::Args(args) = given.form else { return None };
        let mut keys = Keys::sort("load_balancer", &[BALANCER], args, &mut context.errors);
        keys.no_bare("load_balancer", &[BALANCER], &mut context.errors);
        let listen = keys.value("listen").map(|value| Listeners {
            listeners: read::list_or_one(&value).iter().filter_map(|value| Listener::parse(value, context)).collect(),
            at: value.to_token_stream(),
        });
        let certificate = keys.value("certificate").and_then(|value| read::text(context, CERTIFICATE, &value));
        let internal = keys.one("internal").is_some();
        Some(Self { listen, certificate, internal, at: given.word.to_token_stream() })
    }

    pub(super) fn check(&self, context: &mut Context) {
        if let Some(listen) = &self.listen {
            for listener in &listen.listeners {
                for port in listener.redirect.iter().chain([&listener.port]) {
                    check_port(port, context);
                }
            }
        }
        if let Some(certificate) = &self.certificate {
            hold!(context, certificate, "CERTIFICATE_IS_AN_ARN", balancer::certificate_arn);
        }
        if context.errors.is_empty() {
            self.check_listeners(context);
        }
    }

    /// The listeners among each other, and with the certificate.
    fn check_listeners(&self, context: &mut Context) {
        let root = context.root;
        let known = match &self.listen {
            Some(listen) => listen.listeners.iter().map(Listener::known).collect::<Option<Vec<_>>>(),
            None => Some(declaration::LoadBalancer::DEFAULT.listen.to_vec()),
        };
        let listen_at = self.listen.as_ref().map_or(&self.at, |listen| &listen.at);
        let certificate_at = self.certificate.as_ref().map_or(listen_at, |certificate| &certificate.at);
        let Some(listeners) = known else {
            let (listeners, balancer) = (self.expand_listeners(context), self.expand(context));
            let rule = quote!(#root::rule::balancer::listeners(#listeners));
            context.claim(listen_at, "LISTENERS_GO_TOGETHER", "passes", rule);
            let rule = quote!(#root::rule::balancer::certificate(&#balancer));
            context.claim(certificate_at, "CERTIFICATE_HAS_ITS_LISTENER", "passes", rule);
            return;
        };
        if let Err(violation) = rule::balancer::listeners(&listeners) {
            context.errors.violation(listen_at, &violation);
            return;
        }
        let balancer = declaration::LoadBalancer {
            // The model holds constants; a few bytes of a process that ends soon stand in for them.
            listen: listeners.leak(),
            // Whether there is one is asked here; that it is one has been checked.
            certificate: self.certificate.as_ref().map(|_| "arn:aws:acm:eu-central-1:111122223333:certificate/1"),
            internal: self.internal,
        };
        if let Err(violation) = rule::balancer::certificate(&balancer) {
            context.errors.violation(certificate_at, &violation);
        }
    }

    /// `LoadBalancer { .. }`.
    pub(super) fn expand(&self, context: &Context) -> TokenStream {
        let (root, internal) = (context.root, self.internal);
        let listen = self.expand_listeners(context);
        let certificate = option(self.certificate.as_ref());
        quote! {
            #root::declaration::LoadBalancer {
                listen: #listen,
                certificate: #certificate,
                internal: #internal,
            }
        }
    }

    fn expand_listeners(&self, context: &Context) -> TokenStream {
        let root = context.root;
        let Some(listen) = &self.listen else {
            return quote!(#root::declaration::LoadBalancer::DEFAULT.listen);
        };
        let listeners = listen.listeners.iter().map(|Listener { protocol, port, redirect }| {
            let protocol = match protocol {
                ListenerProtocol::Http => quote!(Http),
                ListenerProtocol::Https => quote!(Https),
            };
            let redirect = option(redirect.as_ref());
            quote! {
                #root::declaration::Listener {
                    port: #port,
                    protocol: #root::declaration::ListenerProtocol::#protocol,
                    redirect: #redirect,
                }
            }
        });
        quote!(&[#(#listeners),*])
    }
}

impl Listener {
    fn parse(value: &Value, context: &mut Context) -> Option<Self> {
        const REDIRECT: Of = Of { key: "redirect", example: "redirect = 443" };
        let Value::Call(call) = value else {
            return read::wrong(context, LISTEN, value, "`http(80)` and `https(443)`");
        };
        let (owner, protocol) = match call.name.to_string().as_str() {
            "http" => ("http", ListenerProtocol::Http),
            "https" => ("https", ListenerProtocol::Https),
            other => {
                let help = match nearest(other, ["http", "https"]) {
                    Some(word) => format!("did you mean `{word}`?"),
                    None => "write `http(80)` or `https(443)`".to_owned(),
                };
                context.errors.push(&call.name, format!("`listen` has no `{other}`"), help);
                return None;
            }
        };
        let mut keys = Keys::sort(owner, &[LISTENER], call.args.clone(), &mut context.errors);
        let mut bare = std::mem::take(&mut keys.bare).into_iter();
        let redirect = keys.value("redirect").and_then(|value| read::wide(context, REDIRECT, &value, FieldType::U16));
        let Some(port) = bare.next() else {
            let help = format!("write `{}`", LISTEN.example);
            keys.missing_bare(value, format!("`{owner}(..)` names no port"), help, &mut context.errors);
            return None;
        };
        for more in bare {
            context.errors.push(more, "a listener has one port", "add another listener to the list");
        }
        let port = read::wide(context, LISTEN, &port, FieldType::U16)?;
        Some(Self { protocol, port, redirect })
    }

    fn known(&self) -> Option<declaration::Listener> {
        let redirect = match &self.redirect {
            Some(port) => Some(u16::try_from(*port.known()?).ok()?),
            None => None,
        };
        let port = u16::try_from(*self.port.known()?).ok()?;
        Some(declaration::Listener { port, protocol: self.protocol, redirect })
    }
}

fn check_port(port: &Scalar<u64>, context: &mut Context) {
    match &port.value {
        Known::Literal(number) => {
            if let Err(violation) = rule::port::port(*number) {
                context.errors.violation(&port.at, &violation);
            }
        }
        Known::Constant(name) => context.claim(&port.at, "PORT_IS_IN_RANGE", "port", quote!(#name)),
    }
}
