//! The ports on which a container listens.

use infra_core::declaration::{AppProtocol, Port};
use serde_json::Value;

use super::Object;

/// A port as ECS maps it.
pub(super) fn mapping(port: &Port) -> Value {
    Object::new()
        .with("containerPort", port.number)
        // With an address of its own a task has the same port there; else it is what is said.
        .with("hostPort", port.host.unwrap_or(port.number))
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
        assert_eq!(mapping(&Port::new(80)), json!({ "containerPort": 80, "hostPort": 80, "protocol": "tcp" }));
        let named = Port { name: Some("api"), protocol: Some(AppProtocol::Http2), ..Port::new(8080) };
        assert_eq!(
            mapping(&named),
            json!({ "containerPort": 8080, "hostPort": 8080, "protocol": "tcp", "name": "api", "appProtocol": "http2" })
        );
        let dns = Port { udp: true, host: Some(0), ..Port::new(53) };
        assert_eq!(mapping(&dns), json!({ "containerPort": 53, "hostPort": 0, "protocol": "udp" }));
    }
}
