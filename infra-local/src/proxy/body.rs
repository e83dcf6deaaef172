//! Bodies on their way: in pieces, as they come, so that a slow reader slows the writer down.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};

use super::passage::Passage;
use super::pool::Connection;

/// The body of a request to a replica.
#[derive(Debug)]
pub(super) enum RequestBody {
    Empty,
    Passed { body: Incoming, state: Arc<Upload> },
}

/// How far the body of a request is.
#[derive(Debug, Default)]
pub(super) struct Upload {
    /// Whether it was read to its end.
    ended: AtomicBool,
    /// Whether the client has to send more of it.
    waiting: AtomicBool,
}

impl Upload {
    pub(super) fn ended(&self) -> bool {
        self.ended.load(Relaxed)
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.waiting.load(Relaxed)
    }
}

impl RequestBody {
    /// None where there is no body.
    pub(super) fn upload(&self) -> Option<Arc<Upload>> {
        match self {
            Self::Empty => None,
            Self::Passed { state, .. } => Some(Arc::clone(state)),
        }
    }
}

impl From<Incoming> for RequestBody {
    fn from(body: Incoming) -> Self {
        if body.is_end_stream() { Self::Empty } else { Self::Passed { body, state: Arc::default() } }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let Self::Passed { body, state } = self.get_mut() else { return Poll::Ready(None) };
        let polled = Pin::new(&mut *body).poll_frame(context);
        state.waiting.store(polled.is_pending(), Relaxed);
        if matches!(polled, Poll::Ready(None)) || body.is_end_stream() {
            state.ended.store(true, Relaxed);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Passed { body, .. } => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Empty => SizeHint::with_exact(0),
            Self::Passed { body, .. } => body.size_hint(),
        }
    }
}

/// The body of an answer.
#[derive(Debug)]
pub(super) enum AnswerBody {
    /// The balancer's own.
    Own(Bytes),
    /// A replica's. The request is open until its end; then the connection is free for another one.
    Passed { body: Incoming, passage: Option<Passage>, connection: Option<Connection>, upload: Option<Arc<Upload>> },
}

impl AnswerBody {
    /// The body that a replica gives, on its connection.
    pub(super) fn passed(
        body: Incoming,
        passage: Passage,
        connection: Connection,
        upload: Option<Arc<Upload>>,
    ) -> Self {
        let ended = body.is_end_stream();
        let mut passed = Self::Passed { body, passage: Some(passage), connection: Some(connection), upload };
        if ended {
            passed.end();
        }
        passed
    }

    /// All of it was read.
    fn end(&mut self) {
        let Self::Passed { passage, connection, upload, .. } = self else { return };
        let (Some(passage), Some(connection)) = (passage.take(), connection.take()) else { return };
        // A replica that answers before it has the whole request gets no other one on the same connection.
        if upload.as_ref().is_none_or(|upload| upload.ended()) {
            passage.member().pool.put(connection);
        }
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let this = self.get_mut();
        let (frame, ended) = match this {
            Self::Own(bytes) if bytes.is_empty() => return Poll::Ready(None),
            Self::Own(bytes) => return Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::Passed { body, .. } => {
                let frame = ready!(Pin::new(&mut *body).poll_frame(context));
                let ended = frame.is_none() || body.is_end_stream();
                (frame, ended)
            }
        };
        if ended {
            this.end();
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Own(bytes) => bytes.is_empty(),
            Self::Passed { body, .. } => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Own(bytes) => SizeHint::with_exact(u64::try_from(bytes.len()).unwrap_or_default()),
            Self::Passed { body, .. } => body.size_hint(),
        }
    }
}
