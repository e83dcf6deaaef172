//! A proxy between a binary and the emulators: it records every call, and does to it what a test says.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::call::Call;
use super::emulators::Emulator;
use super::http::Message;

/// What is done to a call.
pub(crate) enum Reaction {
    /// It goes on to the emulator, and the answer back.
    Forward,
    /// It goes on with another body.
    Send(String),
    /// It goes on, and this is made of the answer's body.
    Edit(Box<dyn FnOnce(String) -> String + Send>),
    /// It goes on, but the connection ends before the answer; who waits for that is told.
    LoseAnswer(Option<Sender<()>>),
    /// It does not go on; the connection ends.
    Refuse,
    /// It does not go on; this is the answer.
    Answer(u16, String),
}

impl Reaction {
    /// The call goes on, and this is made of the answer's body.
    pub(crate) fn edit(edit: impl FnOnce(String) -> String + Send + 'static) -> Self {
        Self::Edit(Box::new(edit))
    }

    /// An error as the Query APIs (CloudFormation, STS, EC2) answer it.
    pub(crate) fn query_error(status: u16, code: &str, message: &str) -> Self {
        let body = format!(
            "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>\
             <RequestId>0</RequestId></ErrorResponse>"
        );
        Self::Answer(status, body)
    }
}

type Reactions = Box<dyn FnMut(&Call) -> Reaction + Send>;

/// A proxy on a port of its own, until it is dropped.
pub(crate) struct Proxy {
    port: u16,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

struct Shared {
    emulator: Emulator,
    calls: Mutex<Vec<Call>>,
    reactions: Mutex<Reactions>,
    ended: AtomicBool,
}

impl Proxy {
    pub(crate) fn start(emulator: Emulator) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let port = listener.local_addr().expect("it has an address").port();
        let shared = Arc::new(Shared {
            emulator,
            calls: Mutex::default(),
            reactions: Mutex::new(Box::new(|_| Reaction::Forward)),
            ended: AtomicBool::new(false),
        });
        let listening = std::thread::spawn({
            let shared = Arc::clone(&shared);
            move || listen(&listener, &shared)
        });
        Self { port, shared, listening: Some(listening) }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// From now on, `reactions` says what is done to each call.
    pub(crate) fn react(&self, reactions: impl FnMut(&Call) -> Reaction + Send + 'static) {
        *lock(&self.shared.reactions) = Box::new(reactions);
    }

    /// Takes the calls that came since the last time.
    pub(crate) fn take_calls(&self) -> Vec<Call> {
        std::mem::take(&mut *lock(&self.shared.calls))
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        // Wakes the thread that listens.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept() {
        if shared.ended.load(Ordering::SeqCst) {
            break;
        }
        let shared = Arc::clone(shared);
        // A connection that breaks is the other side's business: it was killed, or it tries again.
        std::thread::spawn(move || drop(serve(stream, &shared)));
    }
}

fn serve(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut request = Message::read(&mut stream)?;
    let call = Call::of(&request);
    // ministack lacks it.
    let emulator = if call.service == "application-autoscaling" { Emulator::Moto } else { shared.emulator };
    let port = emulator.port();
    let reaction = {
        // Held together, so that calls are recorded in the order in which they are judged.
        let mut reactions = lock(&shared.reactions);
        lock(&shared.calls).push(call.clone());
        reactions(&call)
    };
    let answer = match reaction {
        Reaction::Forward => request.send(port)?,
        Reaction::Send(body) => {
            request.body = body;
            request.send(port)?
        }
        Reaction::Edit(edit) => {
            let answer = request.send(port)?;
            Message { body: edit(answer.body.clone()), ..answer }
        }
        Reaction::LoseAnswer(told) => {
            request.send(port)?;
            if let Some(told) = told {
                // Nobody may be waiting any more.
                let _ = told.send(());
            }
            return Ok(());
        }
        Reaction::Refuse => return Ok(()),
        Reaction::Answer(status, body) => Message::answer(status, body),
    };
    answer.write(&mut stream)
}

/// A test that failed while it held the lock has left whole values.
fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
