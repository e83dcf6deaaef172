//! The engine of a stage, which is looked for when the first container is to run: most stages have none.

use std::sync::Arc;

use tokio::sync::Mutex;

use super::{Engine, NoEngine};

/// The engine of a stage, which is looked for when it is needed.
#[derive(Debug, Default)]
pub struct Engines {
    path: String,
    wanted: Option<String>,
    found: Mutex<Option<Arc<Engine>>>,
}

impl Engines {
    /// The engine of the folders of a `PATH`; where one is `wanted`, by its name or its path, no other.
    #[must_use]
    pub fn new(path: String, wanted: Option<String>) -> Self {
        Self { path, wanted, found: Mutex::default() }
    }

    /// None at all.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The engine. One that does not answer yet is asked again the next time.
    pub(crate) async fn engine(&self) -> Result<Arc<Engine>, NoEngine> {
        let mut found = self.found.lock().await;
        if let Some(engine) = &*found {
            return Ok(Arc::clone(engine));
        }
        let engine = Arc::new(Engine::find(&self.path, self.wanted.as_deref()).await?);
        Ok(Arc::clone(found.insert(engine)))
    }
}
