//! What happens, as it happens: server-sent events.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};

use super::html::Html;
use super::{Lines, Source, view};
use crate::chunks::{Chunks, chunks};

/// How often it is looked how the stage is.
const LOOK: Duration = Duration::from_millis(500);
/// How many looks without a change go by until a word without meaning keeps the connection open.
const QUIET: u32 = 30;
/// How many events may wait for a browser that is slow.
const WAITING: usize = 16;

/// What happens from now on, as the body of an answer until whoever asked has gone: first what is, then what changes.
pub(super) fn of<S: Source>(source: Arc<S>) -> Chunks {
    let (sender, mut receiver) = mpsc::channel(WAITING);
    tokio::spawn(tell(source, sender));
    chunks(move |context| receiver.poll_recv(context))
}

/// Tells until nobody listens.
async fn tell<S: Source>(source: Arc<S>, events: mpsc::Sender<Bytes>) {
    let mut lines = source.lines();
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut shown, mut quiet) = (Html::default(), 0_u32);
    let kept = lines.more().await;
    let mut event = Some(event("begin", &view::log_lines(view::last(&kept))));
    loop {
        if let Some(event) = event.take()
            && events.send(event).await.is_err()
        {
            return;
        }
        event = tokio::select! {
            () = events.closed() => return,
            more = lines.more() => Some(self::event("log", &view::log_lines(view::last(&more)))),
            _ = look.tick() => {
                let now = view::stage(&source.look().await);
                quiet = if now == shown { quiet + 1 } else { 0 };
                if quiet == 0 {
                    shown = now;
                    Some(self::event("state", &shown))
                } else {
                    quiet.is_multiple_of(QUIET).then(|| Bytes::from_static(b":\n\n"))
                }
            }
        };
    }
}

/// An event; each line of its data is one of its own.
fn event(name: &'static str, html: &Html) -> Bytes {
    let mut event = format!("event: {name}\n");
    for line in html.as_str().split('\n') {
        event.push_str("data: ");
        event.push_str(line);
        event.push('\n');
    }
    event.push('\n');
    event.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_cannot_begin_an_event_of_its_own() {
        let mut html = Html::default();
        html.text("one\n\nevent: state\r\ndata: two");
        let written = String::from_utf8(event("log", &html).to_vec()).unwrap();
        assert_eq!(written, "event: log\ndata: one\ndata: \ndata: event: state\u{fffd}\ndata: data: two\n\n");
    }
}
