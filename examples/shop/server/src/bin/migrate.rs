//! Brings the stored orders to the form that this release reads.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use shop_server::{logging, setting, store};

fn main() -> ExitCode {
    logging::start();
    logging::end(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    let steps = store::migrate(Path::new(&setting::required("DATA")?))?;
    for step in &steps {
        tracing::info!(step, "migrated");
    }
    tracing::info!(steps = steps.len(), version = store::VERSION, "done");
    Ok(())
}
