//! The host of a command in a test: it keeps what is printed, answers what is asked, and interrupts when told.

use std::collections::VecDeque;
use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_types::SdkConfig;
use infra_aws::Error;
use infra_aws::host::{Handed, Host, Place};
use infra_image::images::Works;
use simulator::Simulator;
use tokio::sync::Semaphore;

use crate::yard::{Worker, Yard};

type Later<'host, T> = Pin<Box<dyn Future<Output = T> + Send + 'host>>;

/// The first second of the simulator's clock: 2026-11-22T00:00:00Z.
const EPOCH: i64 = 1_795_305_600;

/// Ctrl-C, as often as a test presses it.
#[derive(Clone, Debug)]
pub struct Interrupts(Arc<Semaphore>);

impl Default for Interrupts {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(0)))
    }
}

impl Interrupts {
    /// Presses Ctrl-C.
    pub fn press(&self) {
        self.0.add_permits(1);
    }
}

/// The host of one command.
pub(crate) struct Terminal {
    pub(crate) aws: Simulator,
    pub(crate) folder: PathBuf,
    pub(crate) variables: Vec<(&'static str, String)>,
    /// What is answered to questions; none where nobody can be asked.
    pub(crate) answers: Option<Mutex<VecDeque<String>>>,
    pub(crate) thinks: Duration,
    pub(crate) interrupts: Interrupts,
    pub(crate) images: Yard,
    pub(crate) out: Mutex<String>,
    pub(crate) err: Mutex<String>,
}

impl Terminal {
    fn write(to: &Mutex<String>, line: &str) {
        let plain = anstream::adapter::strip_str(line).to_string();
        let mut text = to.lock().unwrap_or_else(PoisonError::into_inner);
        text.push_str(&plain);
        text.push('\n');
    }

    pub(crate) fn read(from: &Mutex<String>) -> String {
        from.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Host for Terminal {
    fn out(&self, line: &str) {
        Self::write(&self.out, line);
    }

    fn err(&self, line: &str) {
        Self::write(&self.err, line);
    }

    fn is_live(&self) -> bool {
        false
    }

    fn can_ask(&self) -> bool {
        self.answers.is_some()
    }

    fn ask(&self, question: String) -> Later<'_, io::Result<String>> {
        Self::write(&self.err, &question);
        let answer = self
            .answers
            .as_ref()
            .and_then(|answers| answers.lock().unwrap_or_else(PoisonError::into_inner).pop_front());
        Box::pin(async move {
            match answer {
                Some(answer) => {
                    tokio::time::sleep(self.thinks).await;
                    Ok(answer)
                }
                // Nobody types anything.
                None => std::future::pending().await,
            }
        })
    }

    fn interrupted(&self) -> Later<'_, io::Result<()>> {
        Box::pin(async {
            self.interrupts.0.acquire().await.map_err(io::Error::other)?.forget();
            Ok(())
        })
    }

    fn now(&self) -> i64 {
        EPOCH + i64::try_from(self.aws.now().as_secs()).unwrap_or_default()
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
    }

    fn folder(&self) -> PathBuf {
        self.folder.clone()
    }

    fn hand_over(&self, handed: Handed) -> Later<'_, io::Result<u8>> {
        let ended = std::process::Command::new(handed.program).args(handed.arguments).output();
        Box::pin(async move {
            let ended = ended?;
            Self::write(&self.out, String::from_utf8_lossy(&ended.stdout).trim_end());
            Ok(ended.status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(u8::MAX))
        })
    }

    fn images(&self) -> Arc<dyn Works> {
        Arc::new(Worker { yard: self.images.clone(), aws: self.aws.clone() })
    }

    fn settings(&self, _: Place) -> Later<'_, Result<SdkConfig, Error>> {
        Box::pin(async { Ok(self.aws.sdk_config()) })
    }
}
