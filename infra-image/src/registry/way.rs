//! The way to a server: straight, or through the proxy that the environment names.

use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use hyper::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower_service::Service;

type Failure = Box<dyn Error + Send + Sync>;

/// Connects straight, or through a tunnel: what goes through it is encrypted to the server, and the proxy reads none of it.
#[derive(Clone)]
pub(super) struct Way {
    straight: HttpConnector,
    proxies: Arc<Matcher>,
}

impl Way {
    /// By the variables `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, as other programs read them.
    pub(super) fn of_environment(straight: HttpConnector) -> Self {
        Self { straight, proxies: Arc::new(Matcher::from_env()) }
    }
}

impl Service<Uri> for Way {
    type Response = TokioIo<TcpStream>;
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Failure>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        self.straight.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let Some(proxy) = self.proxies.intercept(&to) else {
            let connecting = self.straight.call(to);
            return Box::pin(async move { Ok(connecting.await?) });
        };
        let mut tunnel = Tunnel::new(proxy.uri().clone(), self.straight.clone());
        if let Some(who) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(who.clone());
        }
        Box::pin(async move { Ok(tunnel.call(to).await?) })
    }
}
