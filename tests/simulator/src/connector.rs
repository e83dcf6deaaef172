//! The simulator as the SDK's HTTP client.

use std::fmt;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

use crate::error::{Answer, AwsError};
use crate::protocol::{Asked, Protocol, decode, encode};
use crate::script::Reaction;
use crate::simulator::Simulator;

/// One connection to the simulator.
#[derive(Clone)]
pub(crate) struct Connector(pub(crate) Simulator);

impl fmt::Debug for Connector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Connector")
    }
}

impl HttpClient for Connector {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let simulator = self.0.clone();
        HttpConnectorFuture::new(async move { answer(&simulator, &request).await })
    }
}

async fn answer(simulator: &Simulator, request: &HttpRequest) -> Result<HttpResponse, ConnectorError> {
    let asked = match decode(request) {
        Ok(asked) => asked,
        Err(error) => {
            let json = request.headers().get("x-amz-target").is_some();
            let protocol = if json { Protocol::Json } else { Protocol::Query };
            let asked = Asked { protocol, service: "", operation: String::new(), request: serde_json::Value::Null };
            let (call, _) = simulator.receive("unknown", &error.message, &asked.request);
            return respond(&asked, &Err(error), call.number);
        }
    };
    tokio::time::sleep(simulator.latency()).await;
    let (call, reaction) = simulator.receive(asked.service, &asked.operation, &asked.request);
    let refused = |status, code: &str, message: &str| {
        Err(AwsError { status, code: code.to_owned(), message: message.to_owned() })
    };
    let answer: Answer = match reaction {
        Reaction::Stale if call.is_read() => simulator.look_back(&call),
        Reaction::Pass | Reaction::Stale => simulator.carry_out(&call),
        Reaction::Error { status, code, message } => refused(status, &code, &message),
        Reaction::Throttle => match asked.protocol {
            Protocol::Json | Protocol::RestJson => refused(400, "ThrottlingException", "Rate exceeded"),
            Protocol::Web => refused(429, "", "Too many requests"),
            Protocol::Query | Protocol::Rest => refused(400, "Throttling", "Rate exceeded"),
            Protocol::Ec2 => refused(503, "RequestLimitExceeded", "Request limit exceeded."),
        },
        Reaction::ServerError => refused(503, "ServiceUnavailable", "The service is unavailable. Please try again."),
        Reaction::Refuse => return Err(ConnectorError::io("the connection was refused".into())),
        Reaction::LoseAnswer => {
            let _ = simulator.carry_out(&call);
            return Err(ConnectorError::timeout("the answer did not come in time".into()));
        }
        Reaction::Hang { carried_out } => {
            if carried_out {
                let _ = simulator.carry_out(&call);
            }
            simulator.hanging();
            std::future::pending().await
        }
    };
    respond(&asked, &answer, call.number)
}

fn respond(asked: &Asked, answer: &Answer, number: u64) -> Result<HttpResponse, ConnectorError> {
    encode(asked, answer, number).map_err(ConnectorError::user)
}
