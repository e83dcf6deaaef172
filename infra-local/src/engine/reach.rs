//! How containers reach what listens on loopback of this machine.

use std::net::Ipv4Addr;
use std::time::Duration;

use serde_json::Value;

use super::answer::Home;
use super::{Engine, Flavour, call};

/// What this machine is called in every container.
pub(crate) const NAME: &str = "host.docker.internal";
/// Where slirp4netns leads to loopback.
const SLIRP: Ipv4Addr = Ipv4Addr::new(10, 0, 2, 2);
/// How long an engine may take to tell of its network.
const LIMIT: Duration = Duration::from_secs(10);

/// How containers reach what listens on loopback of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// By [`NAME`]: the engine runs in a virtual machine, which leads it there.
    Name,
    /// By this address of this machine in the engine's network, where what they call has to listen as well.
    Address(Ipv4Addr),
    /// By an address that the container is given for it.
    Slirp,
    /// Not at all.
    Never,
}

impl Reach {
    /// How the containers of an engine do. Calls the engine.
    pub(super) async fn of(engine: &Engine, home: Home) -> Self {
        match home {
            Home::Machine => Self::Name,
            Home::Rootless { slirp: true } => Self::Slirp,
            Home::Rootless { slirp: false } => Self::Never,
            Home::Here => {
                let network = match engine.flavour {
                    Flavour::Docker => "bridge",
                    Flavour::Podman => "podman",
                };
                let said = call(engine.launch(["network", "inspect", network]), LIMIT).await;
                said.ok().and_then(|said| gateway(&said)).map_or(Self::Never, Self::Address)
            }
        }
    }

    /// What containers find at [`NAME`].
    pub(super) fn host(&self) -> String {
        match self {
            Self::Name | Self::Never => "host-gateway".to_owned(),
            Self::Address(address) => address.to_string(),
            Self::Slirp => SLIRP.to_string(),
        }
    }

    /// The network that a container needs for it, where that is not the usual one.
    pub(super) fn network(&self) -> Option<&'static str> {
        (*self == Self::Slirp).then_some("slirp4netns:allow_host_loopback=true")
    }
}

/// The address of this machine in a network, of what an engine says of it: the gateway, by default the first of the subnet.
fn gateway(said: &str) -> Option<Ipv4Addr> {
    let networks: Value = serde_json::from_str(said).ok()?;
    let network = networks.get(0)?;
    let subnets = network.pointer("/IPAM/Config").or_else(|| network.get("subnets"))?.as_array()?;
    let text = |subnet: &Value, names: [&str; 2]| {
        names.iter().find_map(|name| subnet.get(*name)).and_then(Value::as_str).map(str::to_owned)
    };
    subnets.iter().find_map(|subnet| match text(subnet, ["Gateway", "gateway"]) {
        Some(gateway) => gateway.parse().ok(),
        None => {
            let first: Ipv4Addr = text(subnet, ["Subnet", "subnet"])?.split_once('/')?.0.parse().ok()?;
            Some(Ipv4Addr::from_bits(first.to_bits() + 1))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gateway_is_what_the_network_says_of_it() {
        let of = |said: &str| gateway(said).map(|address| address.to_string());
        let docker = r#"[{"Name":"bridge","IPAM":{"Config":[{"Subnet":"172.17.0.0/16","Gateway":"172.17.0.1"}]}}]"#;
        assert_eq!(of(docker).as_deref(), Some("172.17.0.1"));
        let fresh = r#"[{"IPAM":{"Config":[{"Subnet":"fd00::/64"},{"Subnet":"172.18.0.0/16"}]}}]"#;
        assert_eq!(of(fresh).as_deref(), Some("172.18.0.1"));
        let podman = r#"[{"name":"podman","subnets":[{"subnet":"10.88.0.0/16","gateway":"10.88.0.1"}]}]"#;
        assert_eq!(of(podman).as_deref(), Some("10.88.0.1"));
        assert_eq!(of("[]"), None);
    }
}
