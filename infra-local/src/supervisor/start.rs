//! From the lock of a stage to a supervisor that answers.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::net::UnixListener;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::access::Asked;
use super::stage::Stage;
use super::{StartError, recover, schedule, serve};
use crate::access::{self, Access};
use crate::control::Client;
use crate::parts::Parts;
use crate::place::{Lock, Place, Record};
use crate::process::{Children, allow_files, boot, started};
use crate::proxy::{Ports, Proxy};
use crate::replica::{Machine, base};

/// How long one that ends may take to do so.
const ENDING: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(20);

/// Which supervisor runs, for whoever finds the lock taken.
#[derive(Serialize, Deserialize)]
struct Kept {
    pid: u32,
    started: Option<String>,
}

/// The lock of a stage; none where another process keeps it. One that does not answer any more is about to end.
async fn lock(place: &Place) -> io::Result<Option<Lock>> {
    let begun = Instant::now();
    loop {
        let lock = Lock::take(&place.lock())?;
        let is_kept = lock.is_none() && Client::of(place).answers().await;
        if lock.is_some() || is_kept || begun.elapsed() > ENDING {
            return Ok(lock);
        }
        sleep(POLL).await;
    }
}

/// Begins to keep a stage. What comes with it is true once all is over.
pub(super) async fn start(
    place: Place,
    parts: Parts,
    detached: bool,
) -> Result<(Arc<Stage>, watch::Receiver<bool>), StartError> {
    let folder = |path: PathBuf| move |source: io::Error| StartError::Folder { path, source };
    place.make().map_err(|(path, source)| StartError::Folder { path, source })?;
    let Some(lock) = lock(&place).await.map_err(folder(place.lock()))? else {
        let kept = fs::read(place.record()).ok().and_then(|text| serde_json::from_slice::<Kept>(&text).ok());
        return Err(StartError::Taken { folder: place.folder(), pid: kept.map(|kept| kept.pid) });
    };
    allow_files();
    recover::clean(&place, &parts.containers).await;
    let pid = std::process::id();
    let kept = serde_json::to_vec(&Kept { pid, started: started(pid) }).map_err(io::Error::from);
    kept.and_then(|kept| fs::write(place.record(), kept)).map_err(folder(place.record()))?;
    let record = Record::begin(&place.children(), boot()).map_err(folder(place.children()))?;
    let ports = fs::read(place.ports()).ok().and_then(|text| serde_json::from_slice::<Ports>(&text).ok());
    let proxy = Proxy::listen(&[], ports.unwrap_or_default(), place.folder())
        .map_err(|error| folder(place.folder())(io::Error::other(error)))?;
    let listener = UnixListener::bind(place.socket()).map_err(folder(place.socket()))?;
    let (access, opened) = Access::new();
    let machine = Machine::new(place, parts, proxy, Children::of(Arc::new(record)), access);
    machine.set_base(base(std::env::vars()));
    let stage = Arc::new(Stage::new(Arc::new(machine), detached));
    tokio::spawn(schedule::keep(Arc::clone(&stage)));
    let asked = Arc::new(Asked(Arc::clone(&stage)));
    let runs = tokio::spawn(access::serve(asked, |asked| &asked.0.machine.access, opened));
    let (ended, over) = watch::channel(false);
    let served = Arc::clone(&stage);
    tokio::spawn(async move {
        serve::serve(&served, listener).await;
        runs.abort();
        served.machine.cgroups.close().await;
        let place = &served.machine.place;
        for path in [place.socket(), place.children(), place.record()] {
            let _ = fs::remove_file(path);
        }
        drop(lock);
        let _ = ended.send(true);
    });
    Ok((stage, over))
}
