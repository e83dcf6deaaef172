//! An answer of lines that come one after the other.

use bytes::Bytes;
use serde::Serialize;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::chunks::{Chunks, chunks};

/// Writes lines of an answer, which ends when it is dropped.
#[derive(Clone)]
pub(super) struct Writer(UnboundedSender<Bytes>);

/// An answer, and what writes it.
pub(super) fn lines() -> (Writer, Chunks) {
    let (sender, mut receiver) = unbounded_channel();
    (Writer(sender), chunks(move |context| receiver.poll_recv(context)))
}

impl Writer {
    /// Writes a value as a line of JSON. Nobody may be left to read it.
    pub(super) fn line(&self, value: &impl Serialize) {
        if let Ok(mut line) = serde_json::to_vec(value) {
            line.push(b'\n');
            self.text(line);
        }
    }

    /// Writes text as it is.
    pub(super) fn text(&self, text: Vec<u8>) {
        let _ = self.0.send(text.into());
    }
}
