//! Images of others.

use std::time::Duration;

use super::build::tell_all;
use super::{Engine, call};
use crate::build::BuildError;

/// How long an engine may take to say whether it has an image.
const LIMIT: Duration = Duration::from_mins(1);

/// Sees to it that an image is there: it is fetched where it is not. What the engine says is passed to `tell`, line by line.
pub async fn pull(engine: &Engine, reference: &str, tell: &(dyn Fn(&str) + Sync)) -> Result<(), BuildError> {
    let qualified = engine.reference(reference);
    if call(engine.launch(["image", "inspect", "--format", "{{.Id}}", &qualified]), LIMIT).await.is_ok() {
        return Ok(());
    }
    let pulled = tell_all(engine.launch(["pull", &qualified]), tell).await;
    pulled.map_err(|reason| BuildError::Pull { reference: reference.to_owned(), reason })
}
