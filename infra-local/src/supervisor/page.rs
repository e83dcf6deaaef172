//! What the page of a stage is told.

use std::io;
use std::sync::Arc;

use super::Supervisor;
use super::stage::Stage;
use crate::page::{Files, Look, Page, Source};

/// The stage as the page shows it.
struct Shown(Arc<Stage>);

impl Source for Shown {
    type Lines = Files;

    async fn look(&self) -> Look {
        let Self(stage) = self;
        Look { state: stage.state(), spec: stage.spec(), stats: stage.machine.proxy.stats() }
    }

    fn lines(&self) -> Files {
        Files::new(&self.0.machine.place.logs())
    }
}

impl Supervisor {
    /// Shows the stage in browsers of this machine, on `port` or on a free one, until what comes is dropped. From then on
    /// [`State::page`](crate::control::State::page) says where.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn show(&self, port: u16) -> io::Result<Page> {
        let page = Page::open(Shown(Arc::clone(&self.stage)), port).await?;
        // It is shown once: where it is later changes for nobody.
        let _ = self.stage.page.set(page.url());
        Ok(page)
    }
}
