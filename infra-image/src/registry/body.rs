//! What is sent to registries.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// What a request carries. It can be sent again.
#[derive(Clone)]
pub(super) enum Content {
    Nothing,
    Bytes(Bytes),
    Part(Part),
}

/// A part of a file.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) file: PathBuf,
    pub(super) offset: u64,
    pub(super) length: u64,
    pub(super) progress: Progress,
}

/// Is told how many bytes of the whole file are on their way.
#[derive(Clone)]
pub(super) struct Progress {
    /// The same, for whoever looks whether there is any.
    pub(super) sent: Arc<AtomicU64>,
    pub(super) tell: Arc<dyn Fn(u64) + Send + Sync>,
}

impl Progress {
    pub(super) fn set(&self, sent: u64) {
        self.sent.store(sent, Ordering::Relaxed);
        (self.tell)(sent);
    }
}

/// How much of a file is read at a time.
const SLICE: u64 = 128 * 1024;

impl Content {
    pub(super) fn body(&self) -> io::Result<Outgoing> {
        Ok(match self {
            Self::Nothing => Outgoing::Bytes(Bytes::new()),
            Self::Bytes(bytes) => Outgoing::Bytes(bytes.clone()),
            Self::Part(part) => {
                let mut file = File::open(&part.file)?;
                file.seek(SeekFrom::Start(part.offset))?;
                Outgoing::File { file, at: part.offset, left: part.length, progress: part.progress.clone() }
            }
        })
    }
}

/// A body on its way.
pub(super) enum Outgoing {
    Bytes(Bytes),
    File { file: File, at: u64, left: u64, progress: Progress },
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        Poll::Ready(match self.get_mut() {
            Self::Bytes(bytes) if bytes.is_empty() => None,
            Self::Bytes(bytes) => Some(Ok(Frame::data(std::mem::take(bytes)))),
            Self::File { left: 0, .. } => None,
            Self::File { file, at, left, progress } => {
                let mut slice = vec![0; usize::try_from(SLICE.min(*left)).unwrap_or_default()];
                Some(file.read_exact(&mut slice).map(|()| {
                    let length = slice.len() as u64;
                    *at += length;
                    *left -= length;
                    progress.set(*at);
                    Frame::data(slice.into())
                }))
            }
        })
    }

    fn is_end_stream(&self) -> bool {
        self.size_hint().exact() == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File { left, .. } => *left,
        })
    }
}
