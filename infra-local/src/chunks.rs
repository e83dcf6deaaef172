//! The body of an answer that comes in chunks, until whoever sends them has ended.

use std::convert::Infallible;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::stream::poll_fn;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, StreamBody};
use hyper::body::Frame;

/// A body of chunks.
pub(crate) type Chunks = UnsyncBoxBody<Bytes, Infallible>;

/// The body of what `next` gives: the receiving end of a channel.
pub(crate) fn chunks(mut next: impl FnMut(&mut Context<'_>) -> Poll<Option<Bytes>> + Send + 'static) -> Chunks {
    let frames = poll_fn(move |context| next(context).map(|chunk| chunk.map(|chunk| Ok(Frame::data(chunk)))));
    StreamBody::new(frames).boxed_unsync()
}
