//! Ctrl-C, and the system's wish that the program ends.

use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use tokio::sync::watch;

use super::Later;

/// Counts what comes, from the first time that somebody listens: from then on the system does not end the program any more, so
/// that what comes while nobody waits must not be lost.
#[derive(Default)]
pub(super) struct Interrupts {
    heard: OnceLock<watch::Receiver<u64>>,
    given: AtomicU64,
}

impl Interrupts {
    /// Waits for the next one. Several who wait at a time get the same; one that came since the last was given is given at once.
    pub(super) fn next(&self) -> Later<'_, io::Result<()>> {
        let given = self.given.load(SeqCst);
        let heard = self.heard();
        Box::pin(async move {
            let count = *heard?.wait_for(|count| *count > given).await.map_err(io::Error::other)?;
            self.given.fetch_max(count, SeqCst);
            Ok(())
        })
    }

    fn heard(&self) -> io::Result<watch::Receiver<u64>> {
        if let Some(heard) = self.heard.get() {
            return Ok(heard.clone());
        }
        let mut signals = Signals::listen()?;
        let (count, heard) = watch::channel(0);
        tokio::spawn(async move {
            loop {
                signals.next().await;
                count.send_modify(|count| *count += 1);
            }
        });
        // Where two begin at the same time, what one of them counts is read by nobody.
        Ok(self.heard.get_or_init(|| heard).clone())
    }
}

/// Ctrl-C, and how a runner of continuous integration ends a job that was cancelled.
#[cfg(unix)]
struct Signals {
    key: tokio::signal::unix::Signal,
    end: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { key: signal(SignalKind::interrupt())?, end: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.key.recv() => {}
            _ = self.end.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn listen() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn next(&mut self) {
        let _ = self.0.recv().await;
    }
}

#[cfg(all(test, unix))]
mod tests {
    use tokio::signal::unix::{Signal, SignalKind, signal};

    use super::*;

    /// A Ctrl-C that all who listen have heard.
    async fn press(also: &mut Signal) {
        let pid = std::process::id().to_string();
        let sent = std::process::Command::new("kill").args(["-INT", &pid]).status();
        assert!(sent.is_ok_and(|status| status.success()));
        also.recv().await;
    }

    #[tokio::test]
    async fn one_that_comes_while_nobody_waits_is_given_to_who_waits_next() {
        let mut also = signal(SignalKind::interrupt()).unwrap();
        let interrupts = Interrupts::default();
        let (first, same) = (interrupts.next(), interrupts.next());
        press(&mut also).await;
        first.await.unwrap();
        same.await.unwrap();
        press(&mut also).await;
        interrupts.next().await.unwrap();
        let mut next = interrupts.next();
        tokio::select! {
            biased;
            _ = &mut next => panic!("each is given once"),
            () = tokio::task::yield_now() => {}
        }
        press(&mut also).await;
        next.await.unwrap();
    }
}
