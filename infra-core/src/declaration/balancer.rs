//! The load balancers of a cluster.

use crate::language::{block, choice};

block! {
    /// The application load balancer that a cluster's services share.
    pub struct LoadBalancer keys load_balancer_keys {
        /// Its listeners, one a port. `Listener`.
        listen => listen: some(choice(Listener))
            [= &[]; "`http(80)`; with a `domain` `https(443)`, and `http(80, redirect = 443)` beside it"] []
            "listen = [http(80, redirect = 443), https(443)]";
        /// The ARN of the ACM certificate of the HTTPS listeners. `Certificates`.
        certificate => certificate: text(balancer::certificate_arn) [optional] [] "certificate = \"arn:aws:acm:..\"";
        /// The domain that leads here: an alias record, and a certificate for it where none is given.
        domain => domain: text(balancer::domain::domain) [optional] [] "domain = \"shop.example.com\"";
        /// The id of the Route 53 hosted zone of the domain. `HostedZoneId`.
        zone => zone: text(balancer::domain::zone) [optional; "looked up by the domain"] []
            "zone = \"Z0123456789ABCDEFGHIJ\"";
        /// Reachable from inside the VPC alone. `Scheme`.
        internal => internal: flag() [= false] [] "internal";
        /// How long a connection may be idle, 1 to 4,000 seconds. `idle_timeout.timeout_seconds`.
        idle => idle_seconds: seconds(balancer::idle) [= 60; "60s"] [] "idle = \"120s\"";
        /// The S3 bucket for access logs. `access_logs.s3.bucket`.
        logs => logs: text(bucket::name) [optional; "none"] [] "logs = \"shop-access-logs\"";
        /// It cannot be deleted until this is taken out. `deletion_protection.enabled`.
        protect => protect: flag() [= false] [] "protect";
    }
    holds {
        [listen] @needs [listen] LISTENERS_GO_TOGETHER => balancer::listeners;
        [certificate listen] CERTIFICATE_HAS_ITS_LISTENER => balancer::certificate;
        [domain] DOMAIN_FITS_A_CERTIFICATE => balancer::domain;
    }
}

choice! {
    /// One listener of a load balancer.
    pub enum Listener words listener_words {
        /// HTTP on a port.
        http => Http(ListenerPort) [] "http(80)";
        /// HTTPS on a port.
        https => Https(ListenerPort) [] "https(443)";
    }
}

block! {
    /// The port of a listener.
    pub struct ListenerPort keys listener_port_keys {
        /// The port, 1 to 65535, unique on the load balancer.
        port => port: u16(port::port) [required] [bare] "http(80)";
        /// The port of the HTTPS listener that everything is redirected to (301). A redirecting listener has no routes.
        redirect => redirect: u16(port::port) [optional] [] "redirect = 443";
    }
}

block! {
    /// The network load balancer that a cluster's services share.
    pub struct NetworkBalancer keys network_balancer_keys {
        /// The ARN of the ACM certificate of the TLS streams. `Certificates`.
        certificate => certificate: text(balancer::certificate_arn) [optional] [] "certificate = \"arn:aws:acm:..\"";
        /// The domain that leads here: an alias record.
        domain => domain: text(balancer::domain::domain) [optional] [] "domain = \"db.example.com\"";
        /// The id of the Route 53 hosted zone of the domain. `HostedZoneId`.
        zone => zone: text(balancer::domain::zone) [optional; "looked up by the domain"] []
            "zone = \"Z0123456789ABCDEFGHIJ\"";
        /// Reachable from inside the VPC alone. `Scheme`.
        internal => internal: flag() [= false] [] "internal";
        /// The S3 bucket for access logs of TLS streams. `access_logs.s3.bucket`.
        logs => logs: text(bucket::name) [optional; "none"] [] "logs = \"shop-access-logs\"";
        /// It cannot be deleted until this is taken out. `deletion_protection.enabled`.
        protect => protect: flag() [= false] [] "protect";
    }
}

/// What a listener speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "UPPERCASE"))]
pub enum ListenerProtocol {
    /// `http(80)`.
    Http,
    /// `https(443)`.
    Https,
}

impl LoadBalancer {
    /// Its listeners: those that are declared; else HTTPS where it has a domain, to which HTTP is redirected, and HTTP where
    /// it has none.
    #[must_use]
    pub const fn listeners(&self) -> &'static [Listener] {
        const PLAIN: &[Listener] = &[Listener::Http(ListenerPort::new(80))];
        const SECURE: &[Listener] = &[
            Listener::Http(ListenerPort { redirect: Some(443), ..ListenerPort::new(80) }),
            Listener::Https(ListenerPort::new(443)),
        ];
        match (self.listen, self.domain) {
            ([], None) => PLAIN,
            ([], Some(_)) => SECURE,
            (declared, _) => declared,
        }
    }
}

impl Listener {
    /// Its port.
    #[must_use]
    pub const fn port(&self) -> u16 {
        match self {
            Self::Http(listener) | Self::Https(listener) => listener.port,
        }
    }

    /// What it speaks.
    #[must_use]
    pub const fn protocol(&self) -> ListenerProtocol {
        match self {
            Self::Http(_) => ListenerProtocol::Http,
            Self::Https(_) => ListenerProtocol::Https,
        }
    }

    /// The port of the HTTPS listener that everything is redirected to.
    #[must_use]
    pub const fn redirect(&self) -> Option<u16> {
        match self {
            Self::Http(listener) | Self::Https(listener) => listener.redirect,
        }
    }
}
