//! A stage in a folder of its own.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use infra_local::control::{ApplyRequest, ReplicaPhase, ReplicaState, ServiceState, State};
use infra_local::machine;
use infra_local::parts::Parts;
use infra_local::place::Place;
use infra_local::spec::Spec;
use infra_local::supervisor::Supervisor;

use crate::{Answer, Events, get};

/// The longest that anything is waited for: a machine that does much else is slow.
const LONGEST: Duration = Duration::from_mins(2);
const POLL: Duration = Duration::from_millis(10);

/// A folder that goes with its owner.
pub struct Folder(PathBuf);

impl Folder {
    /// A new one.
    #[must_use]
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("infra-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A stage that is kept in this process.
pub struct Stage {
    /// What keeps it.
    pub supervisor: Supervisor,
    /// Its folder.
    pub place: Place,
    _folder: Folder,
}

impl Stage {
    /// A stage in a folder of its own, with nothing that runs.
    pub async fn new() -> Self {
        Self::with(|_| ()).await
    }

    /// The same with other parts.
    pub async fn with(change: impl FnOnce(&mut Parts)) -> Self {
        let folder = Folder::new();
        let place = Place::new(folder.path(), "shop", "dev");
        let mut parts = machine::parts(&place);
        change(&mut parts);
        let supervisor = Supervisor::start(place.clone(), parts, false).await.unwrap();
        Self { supervisor, place, _folder: folder }
    }

    /// Puts a spec in place, whatever comes of it.
    pub async fn apply(&self, spec: &Spec) -> (bool, Events) {
        let events = Events::default();
        let request = ApplyRequest::of_this_command(spec.clone());
        let succeeded = tokio::time::timeout(LONGEST, self.supervisor.apply(request, events.teller())).await;
        (succeeded.unwrap_or_else(|_| panic!("it does not end: {:#?}", self.state())), events)
    }

    /// Puts a spec in place, which must succeed.
    pub async fn deploy(&self, spec: &Spec) {
        let (succeeded, events) = self.apply(spec).await;
        assert!(succeeded, "{:#?}", events.all());
    }

    /// What runs.
    #[must_use]
    pub fn state(&self) -> State {
        self.supervisor.state()
    }

    /// A service.
    #[must_use]
    pub fn service(&self, item: &str) -> ServiceState {
        self.state().services.into_iter().find(|service| service.item == item).expect("the service")
    }

    /// Its healthy replicas.
    #[must_use]
    pub fn healthy(&self, item: &str) -> Vec<ReplicaState> {
        let replicas = self.service(item).replicas.into_iter();
        replicas.filter(|replica| replica.phase == ReplicaPhase::Healthy).collect()
    }

    /// The process of its only replica.
    #[must_use]
    pub fn pid(&self, item: &str) -> u32 {
        let replicas = self.service(item).replicas;
        assert_eq!(replicas.len(), 1, "{replicas:?}");
        replicas[0].pid.unwrap()
    }

    /// Where the load balancer listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.state().endpoints[0].address
    }

    /// Asks over the load balancer.
    pub async fn get(&self, path: &str) -> Answer {
        get(self.address(), path).await.expect("an answer")
    }
}

/// A test that fails leaves no process behind.
impl Drop for Stage {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        let kill = || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map(|runtime| runtime.block_on(self.supervisor.kill()))
        };
        // The test's own runtime is at its end.
        let _ = std::thread::scope(|scope| scope.spawn(kill).join());
    }
}

/// Waits until something is so.
pub async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let waited = tokio::time::timeout(LONGEST, async {
        while !is_so() {
            tokio::time::sleep(POLL).await;
        }
    });
    assert!(waited.await.is_ok(), "it never came to this: {what}");
}
