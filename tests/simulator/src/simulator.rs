//! The simulator as tests hold it.

mod identities;
mod images;
mod knowledge;
mod look;
mod scripting;
mod setup;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_async::time::TimeSource;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::SdkConfig;
use aws_types::region::Region;
use aws_types::sdk_config::{RetryConfig, SharedCredentialsProvider, StalledStreamProtectionConfig, TimeoutConfig};
use serde_json::Value;
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::call::Call;
use crate::connector::Connector;
use crate::dispatch;
use crate::error::Answer;
use crate::script::Reaction;
use crate::world::{EPOCH_SECONDS, World};

pub use identities::{Identities, ServiceIdentity};
pub use setup::Balanced;

/// What a simulator is made with.
#[derive(Clone, Debug)]
pub struct Options {
    /// All ids and chances come from it. 1 by default.
    pub seed: u64,
    /// Twelve digits. `111122223333` by default.
    pub account: String,
    /// `eu-central-1` by default.
    pub region: String,
    /// How long a call takes. 50 ms by default.
    pub latency: Duration,
    /// How often the SDK's clients try a call. 8 by default.
    pub attempts: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 1,
            account: "111122223333".to_owned(),
            region: "eu-central-1".to_owned(),
            latency: Duration::from_millis(50),
            attempts: 8,
        }
    }
}

/// One account of an AWS, in one region. Clones are the same account.
#[derive(Clone)]
pub struct Simulator(Arc<Inner>);

struct Inner {
    options: Options,
    began: Instant,
    world: Mutex<World>,
    /// The world before its latest write, kept while calls are scripted.
    past: Mutex<Option<Box<World>>>,
    calls: Mutex<Vec<Call>>,
    script: Mutex<Option<Script>>,
    hangs: Notify,
}

type Script = Box<dyn FnMut(&Call) -> Reaction + Send>;

impl fmt::Debug for Simulator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Simulator").field("options", &self.0.options).finish_non_exhaustive()
    }
}

/// What a lock holds, also after a test has failed while it held it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Simulator {
    /// An empty account: nothing but a default VPC in three zones. The clock begins at 2026-11-22T00:00:00Z.
    #[must_use]
    pub fn new(options: Options) -> Self {
        // The SDK draws how long it waits before it tries again from this thread's generator.
        fastrand::seed(options.seed);
        let world = World::new(&options.account, &options.region, options.seed);
        Self::of(options, world, Instant::now())
    }

    /// An account that nobody has called yet, whose clock began then.
    fn of(options: Options, world: World, began: Instant) -> Self {
        Self(Arc::new(Inner {
            options,
            began,
            world: Mutex::new(world),
            past: Mutex::new(None),
            calls: Mutex::new(Vec::new()),
            script: Mutex::new(None),
            hangs: Notify::new(),
        }))
    }

    /// Another account in which everything is as it is in this one now, and goes its own way from here.
    #[must_use]
    pub fn fork(&self) -> Self {
        let began = Instant::now().checked_sub(self.now()).unwrap_or(self.0.began);
        Self::of(self.0.options.clone(), self.world().clone(), began)
    }

    /// The HTTP client that all of it is behind.
    #[must_use]
    pub fn http_client(&self) -> SharedHttpClient {
        SharedHttpClient::new(Connector(self.clone()))
    }

    /// A configuration for clients, with credentials that nobody checks.
    #[must_use]
    pub fn sdk_config(&self) -> SdkConfig {
        let options = &self.0.options;
        let credentials = Credentials::new("AKIDSIMULATOR", "secret", None, None, "simulator");
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(options.region.clone()))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .http_client(self.http_client())
            .sleep_impl(TokioSleep::new())
            .time_source(Clock(self.0.began))
            .retry_config(RetryConfig::standard().with_max_attempts(options.attempts))
            .timeout_config(TimeoutConfig::disabled())
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .build()
    }

    /// The virtual time since the simulator was made.
    #[must_use]
    pub fn now(&self) -> Duration {
        self.0.began.elapsed()
    }

    /// All calls so far, those that failed too.
    #[must_use]
    pub fn calls(&self) -> Vec<Call> {
        lock(&self.0.calls).clone()
    }

    /// All calls since the last time they were taken.
    #[must_use]
    pub fn take_calls(&self) -> Vec<Call> {
        std::mem::take(&mut *lock(&self.0.calls))
    }

    pub(crate) fn latency(&self) -> Duration {
        self.0.options.latency
    }

    /// Takes a call in, and says what is done with it.
    pub(crate) fn receive(&self, service: &'static str, operation: &str, request: &Value) -> (Call, Reaction) {
        let mut calls = lock(&self.0.calls);
        let number = calls.last().map_or(0, |call| call.number) + 1;
        let call = Call { number, service, operation: operation.to_owned(), request: request.clone(), at: self.now() };
        calls.push(call.clone());
        drop(calls);
        let reaction = lock(&self.0.script).as_mut().map(|script| script(&call)).unwrap_or_default();
        (call, reaction)
    }

    pub(crate) fn carry_out(&self, call: &Call) -> Answer {
        let scripted = lock(&self.0.script).is_some();
        let mut world = self.world();
        if scripted && !call.is_read() {
            *lock(&self.0.past) = Some(Box::new(world.clone()));
        }
        dispatch::answer(&mut world, call)
    }

    /// Answers from how things were before the latest write.
    pub(crate) fn look_back(&self, call: &Call) -> Answer {
        match lock(&self.0.past).as_mut() {
            Some(past) => dispatch::answer(past, call),
            None => self.carry_out(call),
        }
    }

    /// Tells that a call hangs.
    pub(crate) fn hanging(&self) {
        self.0.hangs.notify_one();
    }

    /// The world as it is now.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        let mut world = lock(&self.0.world);
        world.advance(self.now());
        world
    }
}

/// The virtual clock for the clients.
#[derive(Clone, Copy, Debug)]
struct Clock(Instant);

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(EPOCH_SECONDS) + self.0.elapsed()
    }
}
