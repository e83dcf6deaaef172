//! The ports on which a container listens.

use infra_core::declaration::{AppProtocol, NetworkMode, Port};
use serde_json::Value;

use super::Object;

/// A port as ECS maps it. Behind the instance's address it gets one of its ports; else it is the same there.
pub(super) fn mapping(port: &Port, mode: NetworkMode) -> Value {
    let host = if mode == NetworkMode::Bridge { port.host.unwrap_or(0) } else { port.number };
    Object::new()
        .with("containerPort", port.number)
        .with("hostPort", host)
        .with("protocol", if port.udp { "udp" } else { "tcp" })
        .with_some("name", port.name)
        .with_some("appProtocol", port.protocol.map(spoken))
        .value()
}

fn spoken(protocol: AppProtocol) -> &'static str {
    match protocol {
        AppProtocol::Http => "http",
        AppProtocol::Http2 => "http2",
        AppProtocol::Grpc => "grpc",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_port_says_all_that_is_declared() {
        assert_eq!(
            mapping(&Port::new(80), NetworkMode::Awsvpc),
            json!({ "containerPort": 80, "hostPort": 80, "protocol": "tcp" })
        );
        let named = Port { name: Some("api"), protocol: Some(AppProtocol::Http2), ..Port::new(8080) };
        assert_eq!(
            mapping(&named, NetworkMode::Host),
            json!({ "containerPort": 8080, "hostPort": 8080, "protocol": "tcp", "name": "api", "appProtocol": "http2" })
        );
        let dns = Port { udp: true, ..Port::new(53) };
        for (host, mapped) in [(None, 0), (Some(0), 0), (Some(5353), 5353)] {
            let dns = Port { host, ..dns };
            let expected = json!({ "containerPort": 53, "hostPort": mapped, "protocol": "udp" });
            assert_eq!(mapping(&dns, NetworkMode::Bridge), expected);
        }
    }
}
