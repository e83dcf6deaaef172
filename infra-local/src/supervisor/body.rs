//! An answer of lines that come one after the other.

use core::convert::Infallible;
use core::pin::Pin;
use core::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame};
use serde::Serialize;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// An answer of lines.
pub(super) struct Lines(UnboundedReceiver<Bytes>);

/// Writes lines of an answer, which ends when it is dropped.
#[derive(Clone)]
pub(super) struct Writer(UnboundedSender<Bytes>);

/// An answer, and what writes it.
pub(super) fn lines() -> (Writer, Lines) {
    let (sender, receiver) = unbounded_channel();
    (Writer(sender), Lines(receiver))
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

impl Body for Lines {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|line| line.map(|line| Ok(Frame::data(line))))
    }
}
