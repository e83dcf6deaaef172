//! The calls, on both.

use std::future::Future;

use aws_credential_types::Credentials;
use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_types::SdkConfig;
use aws_types::region::Region;
use aws_types::sdk_config::{RetryConfig, SharedCredentialsProvider};
use serde_json::Value;
use simulator::{Options, Simulator};

use crate::moto::calls;
use crate::moto::server::Server;

/// The account of both: moto's own.
pub(crate) const ACCOUNT: &str = "123456789012";

const REGION: &str = "eu-central-1";

/// What the simulator answers, in virtual time.
pub(crate) fn on_the_simulator() -> Value {
    run(true, async {
        let options = Options { account: ACCOUNT.to_owned(), region: REGION.to_owned(), ..Options::default() };
        let simulator = Simulator::new(options);
        let config = simulator.sdk_config();
        calls::make(&config, async || assert!(simulator.wait_until_settled().await)).await
    })
}

/// What moto answers. With it everything is complete before a call returns.
pub(crate) fn on_moto() -> Value {
    let server = Server::start();
    run(false, async {
        let credentials = Credentials::new("AKIDMOTO", "secret", None, None, "test");
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(REGION))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .endpoint_url(format!("http://127.0.0.1:{}", server.port))
            .sleep_impl(TokioSleep::new())
            // Where moto fails by itself it does so again.
            .retry_config(RetryConfig::disabled())
            .build();
        calls::make(&config, async || {}).await
    })
}

fn run(paused: bool, calls: impl Future<Output = Value>) -> Value {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().start_paused(paused);
    runtime.build().expect("a runtime starts").block_on(calls)
}
