//! How a service takes part in Service Connect, as a value.

use std::collections::HashMap;

use aws_sdk_ecs::types::{ServiceConnectConfiguration, ServiceConnectService};
use infra_core::blueprint::{Endpoint, ServiceBlueprint, WorkloadBlueprint};
use serde_json::{Value, json};

use crate::arn::short;
use crate::ecs::{Fields, set, set_some};

/// The first part of the name of a proxy's log stream.
const STREAM_PREFIX: &str = "service-connect";
/// What the names of the fields begin with.
pub(super) const FIELD: &str = "service connect";

/// How a service takes part in Service Connect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Connect {
    /// The ARN of the namespace.
    namespace: String,
    /// Where others call it, sorted; none for a service that only calls.
    services: Vec<Offer>,
    /// The log group of its proxies, and the region of that.
    log: Option<(String, String)>,
}

/// A port on which others call a service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Offer {
    /// The name of the port in the task definition.
    port_name: String,
    /// The name in the namespace.
    discovery_name: String,
    /// Under which host name and port it is called.
    alias: (String, i32),
}

/// Whether the field is one of Service Connect: ECS makes a new deployment when one of these changes.
pub(super) fn deploys(field: &str) -> bool {
    field.starts_with(FIELD)
}

/// Whether a service calls others, or is called by others.
pub(super) fn takes_part(workload: &WorkloadBlueprint, service: &ServiceBlueprint) -> bool {
    !workload.connections.is_empty() || !service.endpoints.is_empty()
}

impl Connect {
    /// What a service declares that is called `item` and whose log group is in a region, if it has one.
    pub(super) fn declared(service: &ServiceBlueprint, item: &str, namespace: &str, log: Option<(&str, &str)>) -> Self {
        let offer = |endpoint: &Endpoint| Offer {
            port_name: endpoint.port_name.clone(),
            // Unique in the namespace, as items are in their app.
            discovery_name: format!("{item}-{}", endpoint.port),
            alias: (item.to_owned(), i32::from(endpoint.port)),
        };
        let mut services: Vec<Offer> = service.endpoints.iter().map(offer).collect();
        services.sort();
        let log = log.map(|(group, region)| (group.to_owned(), region.to_owned()));
        Self { namespace: namespace.to_owned(), services, log }
    }

    /// What a service in AWS has; none where it is off.
    pub(super) fn existing(sdk: &ServiceConnectConfiguration) -> Option<Self> {
        if !sdk.enabled() {
            return None;
        }
        let offer = |service: &ServiceConnectService| {
            let alias = service.client_aliases().first();
            let host = alias.and_then(|alias| alias.dns_name()).unwrap_or_default();
            Offer {
                port_name: service.port_name().to_owned(),
                discovery_name: service.discovery_name().unwrap_or_default().to_owned(),
                alias: (host.to_owned(), alias.map(|alias| alias.port()).unwrap_or_default()),
            }
        };
        let mut services: Vec<Offer> = sdk.services().iter().map(offer).collect();
        services.sort();
        let options = sdk.log_configuration().and_then(|log| log.options());
        let option = |options: &HashMap<String, String>, name: &str| options.get(name).cloned().unwrap_or_default();
        let log = options.map(|options| (option(options, "awslogs-group"), option(options, "awslogs-region")));
        Some(Self { namespace: sdk.namespace().unwrap_or_default().to_owned(), services, log })
    }

    /// Whether it is called under this host name and port.
    pub(crate) fn offers(&self, host: &str, port: u16) -> bool {
        self.services.iter().any(|offer| offer.alias.0 == host && offer.alias.1 == i32::from(port))
    }

    /// Adds the fields, by the names that a plan shows.
    pub(super) fn add_fields(&self, fields: &mut Fields) {
        set(fields, format!("{FIELD} namespace"), short(&self.namespace));
        for Offer { port_name, discovery_name, alias: (host, port) } in &self.services {
            set(fields, format!("{FIELD} {host}:{port}"), format!("port {port_name}, as {discovery_name}"));
        }
        let log = self.log.as_ref().map(|(group, region)| format!("{group} in {region}"));
        set_some(fields, &format!("{FIELD} log"), log);
    }

    /// As requests take it; none turns it off.
    pub(super) fn json(declared: Option<&Self>) -> Value {
        let Some(Self { namespace, services, log }) = declared else { return json!({ "enabled": false }) };
        let offers = services.iter().map(|Offer { port_name, discovery_name, alias: (host, port) }| {
            json!({
                "portName": port_name,
                "discoveryName": discovery_name,
                "clientAliases": [{ "dnsName": host, "port": port }],
            })
        });
        let mut connect = json!({
            "enabled": true,
            "namespace": namespace,
            "services": offers.collect::<Vec<_>>(),
        });
        if let Some((group, region)) = log {
            connect["logConfiguration"] = json!({
                "logDriver": "awslogs",
                "options": {
                    "awslogs-group": group,
                    "awslogs-region": region,
                    "awslogs-stream-prefix": STREAM_PREFIX,
                },
            });
        }
        connect
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_ecs::types::{LogConfiguration, LogDriver, ServiceConnectClientAlias};

    use super::*;
    use crate::template::fixture;

    const NAMESPACE: &str = "arn:aws:servicediscovery:eu-central-1:111122223333:namespace/ns-1";

    fn declared() -> Connect {
        let mut api = fixture::service_blueprint(&[]);
        api.endpoints = vec![Endpoint { port: 8080, port_name: "port-8080".into() }];
        Connect::declared(&api, "api", NAMESPACE, Some(("/ecs/shop-dev-api", "eu-central-1")))
    }

    #[test]
    fn what_is_sent_is_what_is_read_back() {
        let alias = ServiceConnectClientAlias::builder().dns_name("api").port(8080).build().unwrap();
        let offer = ServiceConnectService::builder().port_name("port-8080").discovery_name("api-8080");
        let log = LogConfiguration::builder()
            .log_driver(LogDriver::Awslogs)
            .options("awslogs-group", "/ecs/shop-dev-api")
            .options("awslogs-region", "eu-central-1");
        let sdk = ServiceConnectConfiguration::builder()
            .enabled(true)
            .namespace(NAMESPACE)
            .services(offer.client_aliases(alias).build().unwrap())
            .log_configuration(log.build().unwrap());
        assert_eq!(Connect::existing(&sdk.build()), Some(declared()));
        let off = ServiceConnectConfiguration::builder().enabled(false).build();
        assert_eq!(Connect::existing(&off), None);
        assert_eq!(
            Connect::json(Some(&declared())),
            json!({
                "enabled": true,
                "namespace": NAMESPACE,
                "services": [{
                    "portName": "port-8080",
                    "discoveryName": "api-8080",
                    "clientAliases": [{ "dnsName": "api", "port": 8080 }],
                }],
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": "/ecs/shop-dev-api",
                        "awslogs-region": "eu-central-1",
                        "awslogs-stream-prefix": "service-connect",
                    },
                },
            })
        );
        assert_eq!(Connect::json(None), json!({ "enabled": false }));
    }

    #[test]
    fn every_field_makes_a_deployment() {
        let mut fields = Fields::new();
        declared().add_fields(&mut fields);
        assert_eq!(fields.len(), 3);
        assert!(fields.keys().all(|field| deploys(field)), "{fields:?}");
        assert_eq!(fields["service connect api:8080"], "port port-8080, as api-8080");
    }
}
